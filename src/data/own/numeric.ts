/** @file A column of cells as numbers, worked out once: guessing, scaling and filling all ask for it. */
import { NUMBER, type Cells } from './csv'

const MISSING: ReadonlySet<string> = new Set([
  '',
  'NA',
  'N/A',
  'n/a',
  'NaN',
  'nan',
  'NULL',
  'null',
  'None',
  '?',
  '-',
  '.',
  'na',
  'N.A.',
  '<NA>',
  '#N/A',
  '#NV',
])
/** The longest of them: longer cells need not be compared. */
const LONGEST = 4

/** @param cell without spaces around. */
export const isMissing = (cell: string): boolean => cell.length <= LONGEST && MISSING.has(cell)

/**
 * Null for what is no number, and for what is beyond float32. Where the comma is the decimal mark, 1.234 is refused: it
 * would mean 1234 to some and 1,234 to others.
 */
export function numberIn(cell: string, decimalComma = false): number | null {
  const short = shortNumber(cell, decimalComma ? COMMA : POINT)
  if (short !== null) return short
  if (decimalComma && cell.includes('.')) return null
  // The minus of typography, as in numbers that are copied from this page.
  const text = (decimalComma ? cell.replace(',', '.') : cell).replace('−', '-')
  if (!NUMBER.test(text)) return null
  const x = Number(text)
  return Math.abs(x) < 3.4e38 ? x : null
}

const [COMMA, POINT, MINUS, ZERO] = [44, 46, 45, 48]
/** Digits of a whole number that float64 holds exactly, and powers of ten that it holds exactly (Clinger 1990). */
const EXACT = 15
const POWERS = Float64Array.from({ length: EXACT + 1 }, (_, i) => 10 ** i)

/** The usual kind of cell, "-12.345", several times as fast as by `Number` and to the same bit; null for every other kind. */
function shortNumber(cell: string, mark: number): number | null {
  const { length } = cell
  const negative = cell.charCodeAt(0) === MINUS
  let digits = 0
  let whole = 0
  let behind = -1
  for (let i = negative ? 1 : 0; i < length; i++) {
    const code = cell.charCodeAt(i)
    if (code === mark && behind < 0) behind = digits
    else if (code >= ZERO && code <= ZERO + 9 && digits < EXACT) {
      whole = whole * 10 + (code - ZERO)
      digits++
    } else return null
  }
  // "5", "5." and ".5" are numbers; "", "-" and "." are none.
  if (digits === 0) return null
  const x = behind < 0 ? whole : whole / POWERS[digits - behind]!
  return negative ? -x : x
}

export interface NumericColumn {
  /** NaN where the cell is empty. */
  readonly numbers: Float64Array
  readonly missing: number
}

const known = new WeakMap<Cells, Map<string, NumericColumn | null>>()

/** Null when one of its cells is neither a number nor empty. */
export function numericColumn(cells: Cells, column: number, decimalComma: boolean): NumericColumn | null {
  const columns = known.get(cells) ?? new Map<string, NumericColumn | null>()
  known.set(cells, columns)
  const key = `${column} ${decimalComma}`
  let found = columns.get(key)
  if (found === undefined) columns.set(key, (found = parse(cells, column, decimalComma)))
  return found
}

function parse({ rows }: Cells, column: number, decimalComma: boolean): NumericColumn | null {
  const numbers = new Float64Array(rows.length)
  let missing = 0
  for (let i = 0; i < rows.length; i++) {
    const raw = rows[i]![column]!
    // Trimming two million cells takes longer than reading them; few have spaces around.
    const cell = raw.charCodeAt(0) <= 32 || raw.charCodeAt(raw.length - 1) <= 32 ? raw.trim() : raw
    const x = numberIn(cell, decimalComma)
    if (x !== null) numbers[i] = x
    else if (isMissing(cell)) {
      numbers[i] = NaN
      missing++
    } else return null
  }
  return { numbers, missing }
}
