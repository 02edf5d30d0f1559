/** @file Numbers as people type them. */

export type Parsed<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly message: string }

/** Takes "0.5", ".5", "−0,5" (one decimal comma), "1e-3", "1×10^-3", "inf". */
export function parseNumber(text: string): Parsed<number> {
  const clean = text
    .trim()
    .replace(/[−–]/g, '-')
    .replace(/[\s_]/g, '')
    .replace(/×10\^?/g, 'e')
    .replace(/^([+-]?\d*),(\d+)$/, '$1.$2')
  if (clean === '') return { ok: false, message: 'Type a number.' }
  if (/^[+-]?(inf|infinity|∞)$/i.test(clean)) return { ok: true, value: clean.startsWith('-') ? -Infinity : Infinity }
  const value = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(clean) ? Number(clean) : NaN
  return Number.isFinite(value)
    ? { ok: true, value }
    : { ok: false, message: `"${text.trim()}" is not a number. Write it like 0.5 or 1e-3.` }
}

/** How a number is put into a field: all its digits, as JavaScript writes them. */
export function numberText(value: number): string {
  return Number.isFinite(value) ? String(value) : Number.isNaN(value) ? 'NaN' : value > 0 ? 'inf' : '-inf'
}

/** More characters than this do not fit into a cell of a small grid. */
const CELL = 9

/** As `numberText`, to four significant digits where all of them would be cut off; for a field at rest. */
export function shortNumberText(value: number): string {
  const full = numberText(value)
  return full.length <= CELL || Number.isInteger(value) ? full : String(Number(value.toPrecision(4)))
}
