import { describe, expect, it } from 'vitest'
import { numberText, superscript } from '../../src/tensor'

describe('numbers in sentences', () => {
  it.each([
    [0, '0'],
    [0.001, '0.001'],
    [0.000999, '9.99×10⁻⁴'],
    [0.000123456, '1.23×10⁻⁴'],
    [0.03234, '0.0323'],
    [-0.5, '−0.5'],
    [-12.5, '−12.5'],
    [1234, '1,230'],
    [999_999, '1,000,000'],
    [1e6, '1×10⁶'],
    [1234567, '1.23×10⁶'],
    [-4.2e-12, '−4.2×10⁻¹²'],
    [Infinity, '∞'],
    [-Infinity, '−∞'],
    [NaN, 'NaN'],
  ])('%d is %s', (x, words) => expect(numberText(x)).toBe(words))

  it('have as many digits as are asked for', () => {
    expect([numberText(1234.567, 6), numberText(1.234567e-9, 6)]).toEqual(['1,234.57', '1.23457×10⁻⁹'])
  })

  it('have raised powers', () => {
    expect([superscript(-120), superscript('+34'), superscript(0)]).toEqual(['⁻¹²⁰', '³⁴', '⁰'])
  })
})
