/** @file An image's numbers at another size. Pure. */
import type { TensorData } from '../../tensor'

interface Sides {
  readonly rows: number
  readonly columns: number
}

/**
 * Linear interpolation between pixel middles; where it gets smaller, a triangle as wide as what a pixel covers, so that
 * nothing is left out. Even areas keep their value.
 * @param data planes of `from`, one after the other @returns as many planes of `to`
 */
export function resample(data: TensorData, from: Sides, to: Sides): Float32Array {
  const planes = data.length / (from.rows * from.columns)
  const wide = along(data, planes * from.rows, from.columns, 1, to.columns)
  return along(wide, planes, from.rows, to.columns, to.rows)
}

/** Along the middle axis of [outer, length, inner]. */
function along(data: ArrayLike<number>, outer: number, length: number, inner: number, wanted: number): Float32Array {
  const result = new Float32Array(outer * wanted * inner)
  const ratio = length / wanted
  const reach = Math.max(1, ratio)
  for (let at = 0; at < wanted; at++) {
    const middle = (at + 0.5) * ratio - 0.5
    const [first, last] = [Math.max(0, Math.ceil(middle - reach)), Math.min(length - 1, Math.floor(middle + reach))]
    let sum = 0
    for (let i = first; i <= last; i++) sum += 1 - Math.abs(i - middle) / reach
    for (let i = first; i <= last; i++) {
      const share = (1 - Math.abs(i - middle) / reach) / sum
      for (let o = 0; o < outer; o++)
        for (let k = 0; k < inner; k++)
          result[(o * wanted + at) * inner + k]! += share * data[(o * length + i) * inner + k]!
    }
  }
  return result
}
