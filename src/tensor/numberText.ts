/** @file Numbers in sentences. */

const RAISED = '⁰¹²³⁴⁵⁶⁷⁸⁹'

/** An exponent: −12 as "⁻¹²". @param power a whole number, or its digits as `toExponential` writes them. */
export function superscript(power: number | string): string {
  return String(power)
    .replace('+', '')
    .replace('-', '⁻')
    .replace(/\d/g, (digit) => RAISED[Number(digit)]!)
}

/** Up to `digits` significant digits: 0.731, −12.5, 1,230, 4.2×10⁻⁵, ∞, NaN. */
export function numberText(x: number, digits = 3): string {
  if (Number.isNaN(x)) return 'NaN'
  const sign = x < 0 ? '−' : ''
  const size = Math.abs(x)
  if (size === Infinity) return `${sign}∞`
  if (size === 0) return '0'
  if (size >= 1e-3 && size < 1e6) return sign + size.toLocaleString('en', { maximumSignificantDigits: digits })
  const [mantissa, exponent] = size.toExponential(digits - 1).split('e') as [string, string]
  return `${sign}${Number(mantissa)}×10${superscript(exponent)}`
}
