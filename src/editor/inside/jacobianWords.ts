/** @file How the matrix of a local derivative is labelled and summed up. Pure. */
import type { Shape } from '../../tensor'

/** "2, 0": where a flat index stands in a shape; "·" for the only element of a single number. */
export function indexLabel(flat: number, shape: Shape): string {
  if (!shape.length) return '·'
  const index: number[] = []
  let rest = flat
  for (let axis = shape.length - 1; axis >= 0; axis--) {
    index.unshift(rest % shape[axis]!)
    rest = Math.floor(rest / shape[axis]!)
  }
  return index.join(', ')
}

/** "28 of 32 entries are 0." */
export function zerosWords(data: Float64Array): string {
  let zeros = 0
  for (const x of data) if (x === 0) zeros++
  if (!zeros) return data.length === 1 ? '' : 'No entry is 0.'
  return `${zeros.toLocaleString('en')} of ${data.length.toLocaleString('en')} ${data.length === 1 ? 'entry is' : 'entries are'} 0.`
}
