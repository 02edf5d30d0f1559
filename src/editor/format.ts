/** @file How numbers and names are written to people: three significant digits, a true minus, ×10ⁿ instead of e. */
import type { GraphDocument } from '../graph'
import { indexText } from '../tensor'

const SUPERSCRIPT: Record<string, string> = {
  '-': '⁻',
  '0': '⁰',
  '1': '¹',
  '2': '²',
  '3': '³',
  '4': '⁴',
  '5': '⁵',
  '6': '⁶',
  '7': '⁷',
  '8': '⁸',
  '9': '⁹',
}

/** `digits` significant digits: 0.731, −0.120, 12.5, 1 230, 4.20×10⁻⁵. Zero is "0"; NaN and ∞ are spelled out. */
export function formatNumber(x: number, digits = 3): string {
  if (Number.isNaN(x)) return 'NaN'
  if (!Number.isFinite(x)) return x < 0 ? '−∞' : '∞'
  if (x === 0) return '0'
  const size = Math.abs(x)
  if (size >= 1e-3 && size < 1e5) {
    const whole = Number(size.toPrecision(digits))
    const decimals = Math.max(0, digits - 1 - Math.floor(Math.log10(whole)))
    return sign(x) + whole.toFixed(Math.min(decimals, 20))
  }
  const [mantissa, exponent] = size.toExponential(digits - 1).split('e') as [string, string]
  return `${sign(x)}${mantissa}×10${[...exponent.replace('+', '')].map((c) => SUPERSCRIPT[c]).join('')}`
}

/** The same as LaTeX. */
export function latexNumber(x: number, digits = 3): string {
  if (Number.isNaN(x)) return '\\mathrm{NaN}'
  if (!Number.isFinite(x)) return x < 0 ? '-\\infty' : '\\infty'
  const text = formatNumber(x, digits).replace('−', '-')
  const [mantissa, power] = text.split('×10')
  if (!power) return mantissa!
  const exponent = [...power].map((c) => Object.keys(SUPERSCRIPT).find((k) => SUPERSCRIPT[k] === c)).join('')
  return `${mantissa} \\times 10^{${exponent}}`
}

const sign = (x: number) => (x < 0 ? '−' : '')

/** The index of a flat, row-major element: "[1, 0]"; a scalar has none. */
export function elementName(shape: readonly number[], element: number): string {
  return shape.length ? indexText(element, shape) : ''
}

/** The name a person reads for a node: its label, or its id. */
export function nodeName(document: GraphDocument, id: string): string {
  return document.nodes[id]?.label || id
}

/** A label as LaTeX: "ŷ₁" → "\hat{y}_{1}", "z3" → "z_{3}", longer words upright. */
export function latexName(label: string): string {
  const normalized = label.normalize('NFD').replace(/[₀-₉]/g, (c) => String('₀₁₂₃₄₅₆₇₈₉'.indexOf(c)))
  const match = /^([A-Za-zα-ωΑ-Ω])(\u0302|\u0303|\u0304)?[_ ]?([0-9]{1,4}|[a-z]{1,2}[0-9]*)?$/.exec(normalized)
  if (!match) return `\\mathrm{${label.replace(/[\\{}$&#^_%~]/g, (c) => (c === '\\' ? '' : `\\${c}`))}}`
  const [, letter, accent, index] = match
  const hats: Record<string, string> = { '\u0302': '\\hat', '\u0303': '\\tilde', '\u0304': '\\bar' }
  const body = accent ? `${hats[accent]}{${letter}}` : letter!
  return index ? `${body}_{${index}}` : body
}
