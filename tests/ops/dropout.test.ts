import { describe, expect, it } from 'vitest'
import { ops } from '../../src/ops'
import { fromArray, full, typescriptKernels } from '../../src/tensor'
import { runOp } from '../support/opRun'
import { randomTensor } from '../support/randomTensor'

const dropout = ops.get('dropout')!
const k = typescriptKernels('float64')
const key = (step: number) => fromArray([2], [5, step], 'int64')
const x = randomTensor([200, 10], 1)
const upstream = randomTensor([200, 10], 2)
const attrs = { p: 0.3, training: true }
const run = (step = 1, given: Record<string, unknown> = attrs) =>
  runOp(dropout, k, { x, key: key(step) }, given, { y: upstream })

describe('dropout while training', () => {
  it('drops with probability p and enlarges the rest', () => {
    const { y } = run().outputs
    const kept = [...y!.data].filter((value, i) => {
      if (value !== 0) expect(value).toBeCloseTo(x.data[i]! / 0.7, 12)
      return value !== 0
    }).length
    // 2000 draws at 0.7: a standard deviation is 20.
    expect(Math.abs(kept - 1400)).toBeLessThan(80)
  })

  it('sends the error back through the same mask', () => {
    const { outputs, gradient } = run()
    gradient('x').data.forEach((d, i) =>
      expect(d + 0).toBe(outputs.y!.data[i] === 0 ? 0 : upstream.data[i]! * (1 / 0.7)),
    )
  })

  it('draws the same mask for the same step and another for the next', () => {
    expect(run(1).outputs.y).toEqual(run(1).outputs.y)
    expect(run(2).outputs.y).not.toEqual(run(1).outputs.y)
  })

  it('drops everything at p = 1, without NaN', () => {
    const { outputs, gradient } = run(1, { p: 1, training: true })
    expect([...outputs.y!.data, ...gradient('x').data].every((value) => value === 0)).toBe(true)
  })
})

it('lets all through in evaluation, whatever the key', () => {
  const { outputs, gradient } = run(1, { ...attrs, ...dropout.evaluation })
  expect(outputs.y).toBe(x)
  expect(gradient('x')).toBe(upstream)
  expect(runOp(dropout, k, { x: full([1], 3) }, { p: 0, training: true }).outputs.y!.data[0]).toBe(3)
})
