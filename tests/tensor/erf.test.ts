/** @file The error function against its Taylor series, summed to 60 digits. */
import { expect, it } from 'vitest'
import { fromArray, typescriptKernels, type Tensor } from '../../src/tensor'

const k = typescriptKernels('float64')
const erf = (...x: number[]) => [...(k.erf(fromArray([x.length], x)) as Tensor).data]

// One in each range of the approximation, and both sides of each border between two.
it.each([
  [1e-10, 1.1283791670955126e-10],
  [0.1, 0.1124629160182849],
  [0.5, 0.5204998778130465],
  [0.84, 0.7651427114549945],
  [0.85, 0.7706680576083526],
  [1.2, 0.9103139782296353],
  [1.25, 0.9229001282564583],
  [1.3, 0.9340079449406524],
  [2, 0.9953222650189527],
  [2.5, 0.999593047982555],
  [2.857, 0.9999466417399131],
  [2.858, 0.9999469625944368],
  [4, 0.9999999845827421],
  [5.9, 0.9999999999999999],
])('erf(±%d) to 15 digits', (x, want) => {
  const [right, left] = erf(x, -x)
  expect(Math.abs(right! - want)).toBeLessThanOrEqual(1e-15 * want)
  expect(left).toBe(-right!)
})

it('ends at ±1 and lets NaN through', () => {
  expect(erf(6, 1e300, Infinity, -6, -Infinity, 0, NaN)).toEqual([1, 1, 1, -1, -1, 0, NaN])
})

it('keeps its tail: 1 − erf(3) is right to 10 digits', () => {
  // erfc(3) = 2.209049699858544e−5
  expect(Math.abs(1 - erf(3)[0]! - 2.209049699858544e-5)).toBeLessThan(1e-15)
})
