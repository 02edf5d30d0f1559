/**
 * @file Sums over the scalar edges of a pattern for tensors that are nearly all 0: as `pull` of costPattern.ts, with the
 * same result, in time that grows with what is not 0. A hand that moves over an image asks for many fields a second.
 */
import type { Factor, Pattern } from '../ops'
import { outputStridesOf, sizesOf } from './costPattern'

/** For each input element, the sum of `y` over the output elements that it reaches. */
export function pullSparse(pattern: Pattern, y: Float64Array): Float64Array {
  const { factors } = pattern
  const sizes = sizesOf(pattern, 'outputs')
  const strides = outputStridesOf(pattern)
  // Coordinates by factor, in the order of the input, of all that is not 0.
  let places = new Map<number, number>()
  const own = inOrder(sizes)
  for (let at = 0; at < y.length; at++) {
    if (y[at] === 0) continue
    let place = 0
    for (let f = 0; f < factors.length; f++) place += (Math.floor(at / strides[f]!) % sizes[f]!) * own[f]!
    places.set(place, y[at]!)
  }
  // One factor after the other: its coordinate becomes one of the input; those before are done.
  let current = [...sizes]
  factors.forEach((factor, f) => {
    const next = current.with(f, factor.inputs)
    if (factor.kind !== 'same') places = along(factor, places, inOrder(current)[f]!, factor.outputs)
    current = next
  })
  const result = new Float64Array(current.reduce((product, size) => product * size, 1))
  for (const [place, value] of places) result[place] = value
  return result
}

type Mixing = Exclude<Factor, { kind: 'same' }>

/** Replaces one coordinate, which has `size` values and lies `stride` apart. */
function along(factor: Mixing, places: Map<number, number>, stride: number, size: number): Map<number, number> {
  const { inputs } = factor
  const next = new Map<number, number>()
  const reached = reachedBy(factor)
  for (const [place, value] of places) {
    const low = place % stride
    const here = Math.floor(place / stride) % size
    const high = Math.floor(place / (stride * size))
    for (const input of reached(here)) {
      const to = (high * inputs + input) * stride + low
      next.set(to, (next.get(to) ?? 0) + value)
    }
  }
  return next
}

/** The inputs that reach an output. */
function reachedBy(factor: Mixing): (output: number) => ArrayLike<number> & Iterable<number> {
  if (factor.kind === 'all') {
    const every = Array.from({ length: factor.inputs }, (_, i) => i)
    return () => every
  }
  if (factor.kind === 'chosen') {
    const from = factor.from()
    return (output) => [from[output]!]
  }
  const lists = new Map<number, number[]>()
  for (let j = 0; j < factor.to.length; j++) {
    const list = lists.get(factor.to[j]!)
    if (list) list.push(factor.from[j]!)
    else lists.set(factor.to[j]!, [factor.from[j]!])
  }
  return (output) => lists.get(output) ?? []
}

function inOrder(sizes: readonly number[]): number[] {
  const strides = new Array<number>(sizes.length)
  let stride = 1
  for (let i = sizes.length - 1; i >= 0; i--) {
    strides[i] = stride
    stride *= sizes[i]!
  }
  return strides
}
