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
const isBlank = (row: readonly string[]) => row.length === 1 && row[0]!.trim() === ''
const bad = (message: string, hint: string) => new DataError('bad-file', message, hint)

/**
 * @throws DataError which names the row and, where there is one, the column.
 */
export function readCells(text: string, name: string, choices: CsvChoices = {}): Cells {
  const clean = text.charCodeAt(0) === 0xfeff ? text.slice(1) : text
  if (/^\s*$/.test(clean))
    throw bad(`${name} holds blank lines only.`, 'Choose another file, or paste rows of numbers.')
  if (/^\s*<(!doctype|html|\?xml)/i.test(clean))
    throw bad(`${name} is a web page, not a table.`, 'Download the file itself: often a button "Raw" or "Download".')
  if (/^\s*[[{]\s*["{[\]}]/.test(clean))
    throw bad(`${name} is JSON, not a table.`, 'Export it as CSV: one row a line, cells parted by commas.')
  const delimiter = choices.delimiter ?? guessDelimiter(clean)
  const parsed = Papa.parse<string[]>(clean, { delimiter })
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
  const header = choices.header ?? looksLikeHeader(all, first)
  const top = all[first]!
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
    throw bad(`${name} has a header and no rows below it.`, 'Add rows, or say that the first row is no header.')
  return { delimiter, header, names, rows, numbers: Uint32Array.from(numbers) }
}

/** The one by which most of the first rows have equally many cells, two at least; then the one that gives more cells. */
function guessDelimiter(text: string): Delimiter {
  let best: { readonly delimiter: Delimiter; readonly alike: number; readonly cells: number } | null = null
  for (const delimiter of Object.keys(DELIMITERS) as Delimiter[]) {
    const rows = Papa.parse<string[]>(text, { delimiter, preview: 50 }).data.filter((row) => !isBlank(row))
    const cells = rows[0]?.length ?? 0
    const alike = rows.filter((row) => row.length === cells).length / rows.length
    if (cells < 2 || (best && (alike < best.alike || (alike === best.alike && cells <= best.cells)))) continue
    // Words in a sentence are parted by spaces too: rows must agree then.
    if (delimiter === ' ' && (best || alike < 1)) continue
    best = { delimiter, alike, cells }
  }
  return best?.delimiter ?? ','
}

/** A row of words above a row that has numbers. */
function looksLikeHeader(all: readonly (readonly string[])[], first: number): boolean {
  const next = all.slice(first + 1).find((row) => !isBlank(row))
  const isNumber = (cell: string) => NUMBER.test(cell.trim())
  if (all[first]!.some(isNumber)) return false
  return next === undefined || next.some(isNumber) || new Set(all[first]).size === all[first]!.length
}

function headerNames(top: readonly string[], row: number): string[] {
  const names = top.map((cell, i) => cell.trim() || `column ${i + 1}`)
  const twice = names.findIndex((name, i) => names.indexOf(name) !== i)
  if (twice < 0) return names
  throw bad(
    `Row ${row}, column ${twice + 1}: the name "${short(names[twice]!)}" stands over column ${names.indexOf(names[twice]!) + 1} already.`,
    'Give each column a name of its own, or say that the first row is no header.',
  )
}

function ragged(row: readonly string[], number: number, names: readonly string[], delimiter: Delimiter): DataError {
  const more = row.length > names.length
  const place = more
    ? `after column "${short(names.at(-1)!)}" comes "${short(row[names.length]!)}"`
    : `column "${short(names[row.length]!)}" and what follows is missing`
  return bad(
    `Row ${count(number)} has ${row.length} ${row.length === 1 ? 'cell' : 'cells'}, the first row has ${names.length}: ${place}.`,
    more
      ? `Put a cell that holds a ${DELIMITERS[delimiter]} into quotes, or take the extra cell out.`
      : 'Add the missing cells (they may be empty), or choose another delimiter.',
  )
}

export const short = (text: string): string => (text.length > 40 ? `${text.slice(0, 39)}…` : text)
export const count = (x: number): string => x.toLocaleString('en')
