/** @file The cells of a table in text: delimiter, header, and rows that all have as many cells. */
import Papa from 'papaparse'
import { DataError } from '../dataSet'

export const DELIMITERS = { ',': 'comma', ';': 'semicolon', '\t': 'tab', '|': 'bar', ' ': 'space' } as const
export type Delimiter = keyof typeof DELIMITERS

export interface CsvChoices {
  /** Absent: what fits best. */
  readonly delimiter?: Delimiter
  /** Whether the first row names the columns. Absent: what it looks like. */
  readonly header?: boolean
}

export interface Cells {
  readonly delimiter: Delimiter
  readonly header: boolean
  readonly names: readonly string[]
  /** Without the header and without blank rows. */
  readonly rows: readonly (readonly string[])[]
  /** For each of `rows`, its number in the file, counted from 1 with header and blank rows, as a spreadsheet shows it. */
  readonly numbers: Uint32Array
}

export const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/
/** Where commas part no cells. */
const COMMA_NUMBER = /^[+-]?(\d+,\d*|,\d+)([eE][+-]?\d+)?$/
const looksLikeNumber = (cell: string, delimiter: Delimiter) =>
  NUMBER.test(cell) || (delimiter !== ',' && COMMA_NUMBER.test(cell))

/** Each is looked at, guessed and offered by itself. */
const MOST_COLUMNS = 100_000
/** Also ";;;", which spreadsheets leave below a table. */
const isBlank = (row: readonly string[]) => row.every((cell) => cell.trim() === '')
const bad = (message: string, hint: string) => new DataError('bad-file', message, hint)

/**
 * @throws DataError which names the row and, where there is one, the column.
 */
export function readCells(text: string, name: string, choices: CsvChoices = {}): Cells {
  const { clean, said } = withoutMarks(text)
  const blank = bad(`${name} holds blank lines only.`, 'Choose another file, or paste rows of numbers.')
  if (/^\s*$/.test(clean)) throw blank
  if (/^\s*<(!doctype|html|\?xml)/i.test(clean))
    throw bad(`${name} is a web page, not a table.`, 'Download the file itself: often a button "Raw" or "Download".')
  if (/^\s*[[{]\s*["{[\]}]/.test(clean))
    throw bad(`${name} is JSON, not a table.`, 'Export it as CSV: one row a line, cells parted by commas.')
  const delimiter = choices.delimiter ?? said ?? guessDelimiter(clean)
  const parsed = Papa.parse<string[]>(clean, { delimiter, newline: lineEnd(clean) })
  const all = parsed.data
  const quotes = parsed.errors.find(({ type }) => type === 'Quotes')
  if (quotes) {
    const row = (quotes.row ?? 0) + 1
    throw bad(
      quotes.code === 'MissingQuotes'
        ? `Row ${count(row)}: a quote (") is opened and never closed.`
        : `Row ${count(row)}: a quoted cell goes on after its closing quote.`,
      'Close the quote, or write a quote inside of a quoted cell twice ("").',
    )
  }
  const first = all.findIndex((row) => !isBlank(row))
  // A pair of quotes around nothing is a blank line too.
  if (first < 0) throw blank
  const header = choices.header ?? looksLikeHeader(all, first, delimiter)
  const top = all[first]!
  if (top.length > MOST_COLUMNS)
    throw bad(
      `Row ${count(first + 1)} has ${count(top.length)} cells; up to ${count(MOST_COLUMNS)} columns can be read.`,
      'Choose another delimiter, or bring a part of the columns. Rows and columns may have to be exchanged.',
    )
  const names = header ? headerNames(top, first + 1) : top.map((_, i) => `column ${i + 1}`)
  const rows: string[][] = []
  const numbers: number[] = []
  for (let i = header ? first + 1 : first; i < all.length; i++) {
    const row = all[i]!
    if (isBlank(row)) continue
    if (row.length !== top.length) throw ragged(row, i + 1, names, delimiter)
    rows.push(row)
    numbers.push(i + 1)
  }
  if (!rows.length)
    throw bad(
      `${name} has a header and ${all.length - first > 2 ? 'only empty rows' : 'no rows'} below it.`,
      'Add rows, or say that the first row is no header.',
    )
  return { delimiter, header, names, rows, numbers: Uint32Array.from(numbers) }
}

/** Some programs begin with a mark of the encoding, and some with a line "sep=;", which becomes a blank one: rows keep their numbers. */
function withoutMarks(text: string): { readonly clean: string; readonly said: Delimiter | null } {
  const clean = text.charCodeAt(0) === 0xfeff ? text.slice(1) : text
  const said = /^"?sep=(.)"?(?=\r?\n)/i.exec(clean)
  if (!said || !Object.hasOwn(DELIMITERS, said[1]!)) return { clean, said: null }
  return { clean: clean.slice(said[0].length), said: said[1] as Delimiter }
}

/** One for the whole file; where some lines end with \r\n and some with \n, the \r counts as a space at the end of a cell. */
const lineEnd = (text: string) => (text.includes('\n') ? '\n' : '\r')

/** Letters that are looked at for the delimiter: in a quote that is never closed, all of a file would be. */
const HEAD = 2 ** 18
const HEAD_ROWS = 50

/**
 * The one by which most of the first rows have equally many cells, two at least; then the one by which more of the cells
 * are numbers (1,5;2,5 is two numbers, and not 1 and 5;2 and 5), then the one that gives more cells.
 */
function guessDelimiter(text: string): Delimiter {
  let best: { readonly delimiter: Delimiter; readonly rank: readonly number[] } | null = null
  const head = text.slice(0, HEAD)
  const newline = lineEnd(head)
  for (const delimiter of Object.keys(DELIMITERS) as Delimiter[]) {
    const { data, meta } = Papa.parse<string[]>(head, { delimiter, newline, preview: HEAD_ROWS })
    // The last row may be cut off.
    const whole = data.length > 1 && head.length < text.length && !meta.truncated ? data.slice(0, -1) : data
    const rows = whole.filter((row) => !isBlank(row))
    const cells = rows[0]?.length ?? 0
    if (cells < 2) continue
    const alike = rows.filter((row) => row.length === cells).length / rows.length
    // Words in a sentence are parted by spaces too: rows must agree then.
    if (delimiter === ' ' && (best || alike < 1)) continue
    const all = rows.flat()
    const rank = [
      alike,
      all.filter((cell) => looksLikeNumber(cell.trim(), delimiter)).length / all.length,
      cells,
    ] as const
    const higher = rank.findIndex((x, i) => x !== (best?.rank[i] ?? -1))
    if (!best || (higher >= 0 && rank[higher]! > best.rank[higher]!)) best = { delimiter, rank }
  }
  return best?.delimiter ?? ','
}

/** A row of words above a row that has numbers. */
function looksLikeHeader(all: readonly (readonly string[])[], first: number, delimiter: Delimiter): boolean {
  const next = all.slice(first + 1).find((row) => !isBlank(row))
  const isNumber = (cell: string) => looksLikeNumber(cell.trim(), delimiter)
  if (all[first]!.some(isNumber)) return false
  return next === undefined || next.some(isNumber) || new Set(all[first]).size === all[first]!.length
}

function headerNames(top: readonly string[], row: number): string[] {
  const names = top.map((cell, i) => cell.trim() || `column ${i + 1}`)
  const places = new Map<string, number>()
  for (const [i, name] of names.entries()) {
    const before = places.get(name)
    if (before !== undefined)
      throw bad(
        `Row ${count(row)}, column ${count(i + 1)}: the name "${short(name)}" stands over column ${count(before + 1)} already.`,
        'Give each column a name of its own, or say that the first row is no header.',
      )
    places.set(name, i)
  }
  return names
}

function ragged(row: readonly string[], number: number, names: readonly string[], delimiter: Delimiter): DataError {
  const more = row.length > names.length
  const extra = row[more ? names.length : 0]!.trim()
  const place = more
    ? `after column "${short(names.at(-1)!)}" comes ${extra ? `"${short(extra)}"` : 'an empty cell'}`
    : `column "${short(names[row.length]!)}" and what follows is missing`
  return bad(
    `Row ${count(number)} has ${row.length} ${row.length === 1 ? 'cell' : 'cells'}, the first row has ${names.length}: ${place}.`,
    more
      ? extra
        ? `Put a cell that holds a ${DELIMITERS[delimiter]} into quotes, or take the extra cell out.`
        : `Take the ${DELIMITERS[delimiter]} at the end of the row out, or end the first row with one too.`
      : 'Add the missing cells (they may be empty), or choose another delimiter.',
  )
}

/** Of a cell or a name as much as a sentence can hold, in one line. */
export function short(text: string): string {
  const line = text.length > 40 ? `${Array.from(text.slice(0, 80)).slice(0, 39).join('')}…` : text
  return line.replace(/\s*[\r\n]+\s*/g, ' ⏎ ')
}
export const count = (x: number): string => x.toLocaleString('en')
