/** @file The loss on held-out examples does not depend on how many of them are judged in one pass. */
import { expect, it } from 'vitest'
import { typescriptKernels, type Tensor } from '../../src/tensor'
import type { Feeding } from '../../src/train/feeding'
import { judge } from '../../src/train/judge'

const NUMBERS = [1, 2, 4, 8, 16]
const held: Feeding = {
  size: NUMBERS.length,
  shapes: () => ({}),
  batch: (indices) => {
    const data = Float64Array.from(indices!, (i) => NUMBERS[i]!)
    return new Map<string, Tensor>([['x.y', { dtype: 'float64', shape: [data.length], data }]])
  },
}

/** A loss that adds its examples up, or takes their mean. */
function lossOf(sums: boolean, chunk: number): number {
  const passes = {
    *evaluate(values: Map<string, Tensor>) {
      const { data } = values.get('x.y')!
      const sum = Array.from(data).reduce((a, b) => a + b, 0)
      return { loss: sums ? sum : sum / data.length, score: null, state: new Map<string, Tensor>() }
    },
  }
  const steps = judge(held, passes, typescriptKernels('float64'), (feeds) => feeds, chunk, sums)
  for (;;) {
    const next = steps.next()
    if (next.done) return next.value.loss
  }
}

it.each([1, 2, 3, 5, 9])('in chunks of %d', (chunk) => {
  expect(lossOf(false, chunk)).toBeCloseTo(31 / 5, 12)
  expect(lossOf(true, chunk)).toBe(31)
})
