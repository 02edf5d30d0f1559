/** @file Round numbers on an axis. */
import { superscript } from '../../tensor'

/** At most about `count` multiples of 1, 2 or 5 times a power of ten between low and high. */
export function ticksBetween(low: number, high: number, count: number): number[] {
  const span = high - low
  if (!(span > 0) || !Number.isFinite(span)) return []
  const rough = span / Math.max(1, count)
  const power = 10 ** Math.floor(Math.log10(rough))
  const step = [1, 2, 5, 10].map((n) => n * power).find((candidate) => candidate >= rough) ?? 10 * power
  const found: number[] = []
  // Counted in whole steps, so that 0 is 0 and 0.3 is not 0.30000000000000004.
  for (let i = Math.ceil(low / step); i * step <= high; i++) found.push(Number((i * step).toPrecision(12)) + 0)
  return found
}

/** A tick as short as it can be: 0.5, −2, 1 500, 2×10⁻⁴. */
export function tickText(x: number): string {
  const size = Math.abs(x)
  if (x === 0) return '0'
  const text = size >= 1e-3 && size < 1e5 ? String(Number(size.toPrecision(4))) : powerText(size)
  return `${x < 0 ? '−' : ''}${text}`
}

function powerText(size: number): string {
  const [mantissa, exponent] = size.toExponential(1).split('e') as [string, string]
  const short = mantissa.replace('.0', '')
  return `${short === '1' ? '' : `${short}×`}10${superscript(exponent)}`
}
