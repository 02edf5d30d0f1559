import { describe, expect, it } from 'vitest'
import { KernelHistory } from '../../src/engine'

const kernels = (value: number, count = 4) =>
  new Map([['c.weight', { shape: [1, 1, 1, count], data: new Float32Array(count).fill(value) }]])

describe('the history of kernels', () => {
  it('keeps every step while there is room', () => {
    const history = new KernelHistory()
    for (const step of [0, 1, 5]) history.note(step, kernels(step))
    expect(history.steps('c.weight')).toEqual([0, 1, 5])
    expect(history.at('c.weight', 5)!.data[0]).toBe(5)
    expect(history.at('c.weight', 4)).toBeNull()
    expect(history.steps('d.weight')).toEqual([])
  })

  it('thins to powers: first and last stay, and steps are spaced by about the same factor', () => {
    const history = new KernelHistory(2 ** 20, 16)
    for (let step = 0; step <= 4000; step++) history.note(step, kernels(step))
    const steps = history.steps('c.weight')
    expect(steps.length).toBe(16)
    expect([steps[0], steps.at(-1)]).toEqual([0, 4000])
    expect(steps.filter((step) => step < 100).length).toBeGreaterThanOrEqual(4)
    const factors = steps.slice(1).map((step, i) => (step + 1) / (steps[i]! + 1))
    expect(Math.max(...factors)).toBeLessThan(5)
  })

  it('stays within its memory', () => {
    const history = new KernelHistory(10_000)
    for (let step = 0; step < 500; step++) history.note(step, kernels(step, 100))
    expect(history.bytes).toBeLessThanOrEqual(10_000)
    expect(history.steps('c.weight').length).toBe(25)
    history.note(0, kernels(0, 5000))
    expect(history.steps('c.weight')).toEqual([])
    expect(history.bytes).toBe(0)
  })

  it('hands out its past whole, or thinned out evenly to so many bytes', () => {
    const history = new KernelHistory()
    for (let step = 0; step < 9; step++) history.note(step, kernels(step))
    const steps = (limit?: number) => history.past(limit).map(({ step }) => step)
    expect(steps()).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8])
    expect(steps(9 * 16)).toEqual(steps())
    expect(steps(5 * 16 + 15)).toEqual([0, 2, 4, 6, 8])
    expect(steps(16)).toEqual([8])
    expect(steps(15)).toEqual([])
    expect(history.past(16)[0]!.kernels.get('c.weight')!.data[0]).toBe(8)
    expect(new KernelHistory().past()).toEqual([])
  })

  it('gives up the oldest where two do not fit, and keeps what just fits', () => {
    const history = new KernelHistory(400)
    for (const step of [0, 1, 2]) history.note(step, kernels(step, 100))
    expect(history.steps('c.weight')).toEqual([2])
    expect(history.bytes).toBe(400)
    const pair = new KernelHistory(2 ** 20, 2)
    for (const step of [0, 1, 2]) pair.note(step, kernels(step))
    expect(pair.steps('c.weight')).toEqual([0, 2])
  })

  it('passes over what is too large, or nothing, and keeps the rest', () => {
    const history = new KernelHistory(1000, 2)
    for (const step of [0, 1]) history.note(step, kernels(step))
    history.note(2, kernels(2, 5000))
    history.note(3, new Map())
    expect(history.steps('c.weight')).toEqual([0, 1])
  })

  it('gives up the moment whose neighbours are closest in proportion', () => {
    const history = new KernelHistory(2 ** 20, 4)
    // Between 1 and 7 the factor is 4, between 3 and 31 it is 8, between 7 and 63 it is 8 too.
    for (const step of [1, 3, 7, 31, 63]) history.note(step, kernels(step))
    expect(history.steps('c.weight')).toEqual([1, 7, 31, 63])
  })

  it('is empty when it is cleared', () => {
    const history = new KernelHistory()
    history.note(0, kernels(0))
    history.clear()
    expect([history.bytes, history.steps('c.weight')]).toEqual([0, []])
    history.note(0, kernels(1))
    expect(history.bytes).toBe(16)
  })

  it('forgets what a run that was set back has made', () => {
    const history = new KernelHistory()
    for (const step of [0, 1, 2, 3]) history.note(step, kernels(step))
    history.note(2, kernels(20))
    expect(history.steps('c.weight')).toEqual([0, 1, 2])
    expect(history.at('c.weight', 2)!.data[0]).toBe(20)
  })
})
