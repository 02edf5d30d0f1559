/** @file Where differences of an objective are hard to take: rounding, domains that end nearby, steps that mislead. */
import { describe, expect, it } from 'vitest'
import { compareDerivative } from '../../src/engine/gradcheckDifference'

const TOLERANCE = 1e-6
const compare = (f: (x: number) => number, x: number, analytic: number, tolerance = TOLERANCE) =>
  compareDerivative((d) => f(x + d), f(x), x, analytic, tolerance)

/** The objective was computed so many times. */
function evaluations(f: (x: number) => number, x: number, analytic: number, tolerance = TOLERANCE): number {
  let count = 0
  compareDerivative((d) => (count++, f(x + d)), f(x), x, analytic, tolerance)
  return count
}

describe('rounding', () => {
  it('of an objective far larger than what moves it is let pass, on one side of a border too', () => {
    const large = (x: number) => 1e9 + x / 3
    const found = compare(large, 1, 1 / 3)
    expect(found.relativeError).toBeLessThan(TOLERANCE)
    expect(found.kink).toBe(false)
    expect(compare(large, 1, 0.4).relativeError).toBeGreaterThan(0.1)
    const bordered = (x: number) => (x < 0 ? NaN : 1e9 + x)
    expect(compare(bordered, 0, 1).relativeError).toBeLessThan(TOLERANCE)
    expect(compare(bordered, 0, 1).kink).toBe(true)
  })

  it('of sums that are larger than the objective is let pass', () => {
    // The derivative is 1e-9, and 1 + 1e-9 d is kept to 2e-16.
    expect(compare((d) => 1 + 1e-9 * d - 1, 0, 1e-9).relativeError).toBeLessThan(TOLERANCE)
    expect(compare((d) => 1 + 1e-9 * d - 1, 0, 2e-9).relativeError).toBeGreaterThan(0.4)
  })

  it('is not told to be no difference at all', () => {
    expect(compare((x) => 1e9 + x, 1, 1.000_01).relativeError).toBe(TOLERANCE / 2)
    expect(compare((x) => 1e9 + x, 1, 1).relativeError).toBe(0)
  })
})

describe('a kink', () => {
  it('that turns the slope by less than the tolerance is none', () => {
    expect(compare((x) => x + 1e-7 * Math.abs(x), 0, 1).kink).toBe(false)
    expect(compare((x) => x + 1e-5 * Math.abs(x), 0, 1).kink).toBe(true)
  })
})

describe('the domain', () => {
  it('may end between two steps, without the point being taken for its edge', () => {
    const found = compare(Math.log, 5e-5, 2e4)
    expect(found.relativeError).toBeLessThan(TOLERANCE)
    expect(found.kink).toBe(false)
  })

  it('may be so narrow that only the smallest step stays inside', () => {
    const narrow = (x: number) => (x >= 0 && x <= 1e-7 ? x : NaN)
    expect(compare(narrow, 0, 1)).toMatchObject({ kink: true, relativeError: 0 })
    expect(compare(narrow, 0, 3)).toMatchObject({ kink: true, relativeError: expect.closeTo(2 / 3, 3) as number })
  })
})

describe('the search', () => {
  it('ends with the first step that agrees, with no tolerance too', () => {
    expect(evaluations((x) => 2 * x, 1, 2, 0)).toBe(4)
  })

  it('takes four steps where a smooth function disagrees, whatever its size', () => {
    expect(evaluations(Math.exp, 0, 0)).toBe(4 * 4)
    expect(evaluations(Math.exp, 10, 1e5)).toBe(4 * 4)
  })

  it('reports the step that came closest, not the last one', () => {
    // Large steps see a part of a wave only, and a slope of 0.88; the slope at 0 is 1.
    const found = compare((x) => Math.sin(3000 * x) / 3000, 0, 0.88)
    expect(found.relativeError).toBeLessThan(0.01)
    expect(found.numeric).toBeCloseTo(0.88, 2)
  })
})
