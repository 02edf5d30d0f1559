import { expect } from 'vitest'
import { createRandom, fromArray, type DType, type Random, type Shape, type Tensor } from '../../../src/tensor'

/** Tolerance of the module's kernels against TypeScript's float64: rounding grows with the length of the sums. */
export const tolerance = {
  float64: { absolute: 1e-13, relative: 1e-12 },
  float32: { absolute: 2e-5, relative: 2e-5 },
} as const

export const dtypes = ['float64', 'float32'] as const

export function normal(shape: Shape, random: Random, dtype: DType = 'float64'): Tensor {
  const length = shape.reduce((n, size) => n * size, 1)
  return fromArray(
    shape,
    Array.from({ length }, () => random.normal()),
    dtype,
  )
}

/** The same sequence of choices in every run. */
export function seeded(seed: number) {
  const random = createRandom(seed)
  const between = (low: number, high: number) => low + random.integer(high - low + 1)
  const oneOf = <T>(items: readonly T[]): T => items[random.integer(items.length)]!
  return { random, between, oneOf }
}

export function expectTensor(got: Tensor, want: Tensor, what: string, within: { absolute: number; relative: number }) {
  expect(got.shape, what).toEqual(want.shape)
  for (let i = 0; i < want.data.length; i++) {
    const [g, w] = [got.data[i]!, want.data[i]!]
    if (g === w || (Number.isNaN(g) && Number.isNaN(w))) continue
    if (!(Math.abs(g - w) <= within.absolute + within.relative * Math.abs(w)))
      expect.fail(`${what}[${i}]: got ${g}, want ${w}`)
  }
}
