import { describe, expect, it } from 'vitest'
import { gridText } from '../../../src/editor/inside/gridText'

describe('numbers of a grid', () => {
  const written = (numbers: readonly number[]) => {
    const limit = Math.max(...numbers.map(Math.abs))
    return numbers.map((x) => gridText(x, limit, numbers.every(Number.isInteger)))
  }

  it.each([
    [
      [0.051, -0.0046, 0.00036, 0],
      ['0.051', '−0.005', '0.000', '0'],
    ],
    [
      [0.81, 0.0044, 0, -0.26],
      ['0.81', '0.00', '0', '−0.26'],
    ],
    [
      [-1.56, 0.784],
      ['−1.56', '0.78'],
    ],
    [
      [-2, 1, 0],
      ['−2', '1', '0'],
    ],
    [
      [12.34, -1],
      ['12.3', '−1.0'],
    ],
    [
      [250.4, 3],
      ['250', '3'],
    ],
    [
      [0.0051, 0.0004],
      ['0.0051', '0.0004'],
    ],
  ])('%j have the same decimals', (numbers, texts) => {
    expect(written(numbers)).toEqual(texts)
  })

  it('are written one by one where all are tiny, or one is none', () => {
    expect(written([3e-5, -2e-6])).toEqual(['3.0×10⁻⁵', '−2.0×10⁻⁶'])
    expect(gridText(NaN, 1, false)).toBe('NaN')
  })
})
