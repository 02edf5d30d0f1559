/** @file One column of cells as numbers. */
import { DataError, type Unscaled } from '../dataSet'
import { isDate, MOST_KINDS, type ColumnKind } from './columns'
import { count, short, type Cells } from './csv'
import { numberIn, numericColumn } from './numeric'

export interface NumberChoices {
  readonly decimalComma: boolean
  /** By the training rows: mean 0 and deviation 1; from 0 to 1; as they are. */
  readonly scaling: 'standard' | 'range' | 'none'
}

export interface Encoded {
  /** One for each number that the column becomes. */
  readonly names: readonly string[]
  /** [rows, names.length]. */
  readonly data: Float32Array
  /** Whether all training rows have the same number. */
  readonly constant: boolean
  /** Of numbers that were scaled: back to what stands in the cell. */
  readonly unscaled?: Unscaled
}

/**
 * @param rows which rows of the cells, in their order.
 * @param train which of those are trained on, by index into `rows`: scaling looks at nothing else.
 * @throws DataError which names the row and the column.
 */
export function encodeColumn(
  cells: Cells,
  rows: Uint32Array,
  column: number,
  kind: ColumnKind,
  { decimalComma, scaling }: NumberChoices,
  train: Uint32Array,
): Encoded {
  const name = cells.names[column]!
  if (kind === 'category') return oneHot(cells, rows, column)
  const numbers = numbersIn(cells, rows, column, decimalComma)
  const [shift, scale, noise] =
    scaling === 'none' ? [0, 1, 0] : scaling === 'range' ? rangeOf(numbers, train) : spreadOf(numbers, train)
  const data = new Float32Array(numbers.length)
  if (scale !== 0)
    for (let i = 0; i < numbers.length; i++) {
      const x = numbers[i]! - shift
      data[i] = Math.abs(x) <= noise ? 0 : x / scale
    }
  const constant = scaling === 'none' ? isConstant(numbers, train) : scale === 0
  return { names: [name], data, constant, ...(scaling !== 'none' && { unscaled: { shift, scale } }) }
}

function numbersIn(cells: Cells, rows: Uint32Array, column: number, decimalComma: boolean): Float64Array {
  const whole = numericColumn(cells, column, decimalComma)
  // Loops, not `from` with a function: that takes many times as long for a hundred thousand rows.
  const numbers = new Float64Array(rows.length)
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i]!
    if (whole) {
      numbers[i] = whole.numbers[row]!
      continue
    }
    // Somewhere stands something else; maybe in a row that is left out.
    const cell = cells.rows[row]![column]!.trim()
    const x = numberIn(cell, decimalComma)
    if (x === null) throw noNumber(cell, cells.numbers[row]!, cells.names[column]!, decimalComma)
    numbers[i] = x
  }
  return numbers
}

function noNumber(cell: string, row: number, name: string, decimalComma: boolean): DataError {
  return new DataError(
    'bad-file',
    `Row ${count(row)}, column "${short(name)}": "${short(cell)}" is not a number.`,
    hintFor(cell, decimalComma),
  )
}

/** What a cell looks like that is no number, and what to do then; the first that fits. */
const LOOKS: readonly (readonly [looks: RegExp | ((cell: string) => boolean), hint: string])[] = [
  // 1,234,567 and 1.234,56 and 1 234, with the spaces that programs write.
  [/^[+-]?\d{1,3}([, \u00a0\u2009\u202f’'.]\d{3})+([.,]\d*)?$/, 'Write numbers without marks between the thousands.'],
  [/%$/, 'Write it without the percent sign.'],
  [/^[$€£¥]|[$€£¥]$/, 'Write it without the currency.'],
  [isDate, 'A date cannot be learnt from as it is: leave the column out, or bring year, month and day as numbers.'],
  [/^[+-]?(inf|infinity|∞|\d.*[eE]\+?\d{2,})$/i, 'It is too large: numbers go up to 3×10³⁸.'],
  [/^#[\p{L}/0!?]+$/u, 'The spreadsheet could not work it out: mend its formula, or empty the cell.'],
  [/^\d\d?:\d\d/, 'A time cannot be learnt from as it is: bring hours and minutes as numbers.'],
  [/^[+-]?\d+([.,]\d+)?\s*[\p{L}°µ²³/]+$/u, 'Write it without its unit, or say that the column holds kinds.'],
]

function hintFor(cell: string, decimalComma: boolean): string {
  if (/^[+-]?\d+,\d+$/.test(cell) && !decimalComma)
    return 'If the comma is the decimal mark, switch "Comma in numbers" on; else take it out.'
  if (/^[+-]?\d+\.\d+$/.test(cell) && decimalComma)
    return 'If the point is the decimal mark, switch "Comma in numbers" off; else take it out.'
  const found = LOOKS.find(([looks]) => (looks instanceof RegExp ? looks.test(cell) : looks(cell)))
  return found?.[1] ?? 'Correct the cell, or say that the column holds kinds.'
}

const isConstant = (numbers: Float64Array, train: Uint32Array) => train.every((i) => numbers[i] === numbers[train[0]!])

/** Lowest and span; the lowest is one of the numbers, so that no rounding is in it. */
function rangeOf(numbers: Float64Array, train: Uint32Array): [number, number, number] {
  let low = Infinity
  let high = -Infinity
  for (const i of train) {
    low = Math.min(low, numbers[i]!)
    high = Math.max(high, numbers[i]!)
  }
  return [low, high - low, 0]
}

/** So many units of the last place of the largest number may be in a mean that was worked out twice. */
const MEAN_ROUNDING = 4 * Number.EPSILON

/**
 * Mean and standard deviation (divided by n, as scikit-learn's StandardScaler), and how far the mean may be off: a number
 * that is no further from it is the mean, and becomes 0 instead of 2.56×10⁻¹⁶.
 */
function spreadOf(numbers: Float64Array, train: Uint32Array): [number, number, number] {
  let sum = 0
  let largest = 0
  for (const i of train) {
    sum += numbers[i]!
    largest = Math.max(largest, Math.abs(numbers[i]!))
  }
  const first = sum / train.length
  let rest = 0
  for (const i of train) rest += numbers[i]! - first
  const mean = first + rest / train.length
  let squares = 0
  for (const i of train) squares += (numbers[i]! - mean) ** 2
  const deviation = Math.sqrt(squares / train.length)
  // Rounding leaves a little where all are alike.
  return [mean, deviation <= 1e-12 * Math.abs(mean) ? 0 : deviation, MEAN_ROUNDING * largest]
}

/** Numbers by size, and before words: with words between them there would be no order at all (100 < 1a < 20 < 100). */
function inOrder(a: string, b: string): number {
  const [x, y] = [Number(a), Number(b)]
  const [xIs, yIs] = [Number.isFinite(x), Number.isFinite(y)]
  if (xIs !== yIs) return xIs ? -1 : 1
  return (xIs && x - y) || (a < b ? -1 : 1)
}

/** The different values of a column in the order of the alphabet, numbers by size. */
export function kindsOf(cells: Cells, rows: Uint32Array, column: number) {
  const found = new Map<string, number>()
  let lastNew = 0
  for (let i = 0; i < rows.length; i++) {
    const cell = cells.rows[rows[i]!]![column]!.trim()
    if (found.has(cell)) continue
    found.set(cell, 0)
    lastNew = i
  }
  const names = [...found.keys()].sort(inOrder)
  names.forEach((name, i) => found.set(name, i))
  const indices = new Int32Array(rows.length)
  for (let i = 0; i < rows.length; i++) indices[i] = found.get(cells.rows[rows[i]!]![column]!.trim())!
  return { names, indices, lastNew }
}

function oneHot(cells: Cells, rows: Uint32Array, column: number): Encoded {
  const { names, indices, lastNew } = kindsOf(cells, rows, column)
  const name = cells.names[column]!
  if (names.length > MOST_KINDS)
    throw new DataError(
      'bad-file',
      `Column "${short(name)}" has ${count(names.length)} different values, the last new one in row ${count(cells.numbers[rows[lastNew]!]!)}; up to ${MOST_KINDS} kinds can be told apart.`,
      'Leave the column out, or say that it holds numbers.',
    )
  const data = new Float32Array(names.length * rows.length)
  indices.forEach((kind, i) => (data[i * names.length + kind] = 1))
  return { names: names.map((kind) => `${name} = ${kind}`), data, constant: names.length < 2 }
}
