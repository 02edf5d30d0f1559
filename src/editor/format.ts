/** @file How numbers and names are written to people: three significant digits, a true minus, ×10ⁿ instead of e. */
import type { GraphDocument } from '../graph'
import { indexText, superscript } from '../tensor'

/** `digits` significant digits: 0.731, −0.120, 12.5, 1 230, 4.20×10⁻⁵. Zero is "0"; NaN and ∞ are spelled out. */
export function formatNumber(x: number, digits = 3): string {
  if (Number.isNaN(x)) return 'NaN'
  if (!Number.isFinite(x)) return x < 0 ? '−∞' : '∞'
  const { mantissa, exponent } = written(Math.abs(x), digits)
  return `${sign(x)}${mantissa}${exponent === null ? '' : `×10${superscript(exponent)}`}`
}

/** The same as LaTeX. */
export function latexNumber(x: number, digits = 3): string {
  if (Number.isNaN(x)) return '\\mathrm{NaN}'
  if (!Number.isFinite(x)) return x < 0 ? '-\\infty' : '\\infty'
  const { mantissa, exponent } = written(Math.abs(x), digits)
  return `${x < 0 ? '-' : ''}${mantissa}${exponent === null ? '' : ` \\times 10^{${exponent}}`}`
}

function written(size: number, digits: number): { readonly mantissa: string; readonly exponent: number | null } {
  if (size === 0) return { mantissa: '0', exponent: null }
  if (size >= 1e-3 && size < 1e5) {
    const whole = Number(size.toPrecision(digits))
    const decimals = Math.max(0, digits - 1 - Math.floor(Math.log10(whole)))
    return { mantissa: whole.toFixed(Math.min(decimals, 20)), exponent: null }
  }
  const [mantissa, exponent] = size.toExponential(digits - 1).split('e') as [string, string]
  return { mantissa, exponent: Number(exponent) }
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
