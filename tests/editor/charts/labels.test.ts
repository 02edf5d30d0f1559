import { describe, expect, it } from 'vitest'
import { logarithmicLabels } from '../../../src/editor/charts/plotOptions'

describe('labels of a logarithmic axis', () => {
  it('are powers of ten, few of them however far the numbers go', () => {
    expect(logarithmicLabels(0.004, 30)).toEqual([0.01, 0.1, 1, 10])
    const far = logarithmicLabels(3, 1e80)
    expect(far).toEqual([1e14, 1e28, 1e42, 1e56, 1e70])
    for (const high of [1e3, 1e9, 1e17, 1e40, 1e200, 1e300]) {
      const { length } = logarithmicLabels(1e-3, high)
      expect(length).toBeGreaterThan(2)
      expect(length).toBeLessThan(8)
    }
  })

  it('lie closer where the numbers do', () => {
    expect(logarithmicLabels(0.3, 4)).toEqual([0.5, 1, 2])
    expect(logarithmicLabels(0.25, 0.72)).toEqual([0.3, 0.4, 0.5, 0.6, 0.7])
    expect(logarithmicLabels(1e-12, 1.2e-11)).toEqual([1e-12, 2e-12, 5e-12, 1e-11])
  })

  it('are within the axis', () => {
    for (const [low, high] of [
      [1, 10],
      [0.9, 1.1],
      [1e-300, 1e300],
    ] as const)
      for (const y of logarithmicLabels(low, high)) {
        expect(y).toBeGreaterThanOrEqual(low)
        expect(y).toBeLessThanOrEqual(high)
      }
  })
})
