/** @file What the columns of a table are: numbers, kinds, or nothing to learn from. */
import { count, NUMBER, short, type Cells } from './csv'
import { isMissing, numberIn, numericColumn } from './numeric'

export type ColumnKind = 'number' | 'category' | 'ignore'

export interface ColumnGuess {
  readonly name: string
  readonly kind: ColumnKind
  /** Why it is left out, where it is; why it holds kinds, where nearly all of its cells are numbers. */
  readonly why?: string
  /** Different values, counted until there are many. */
  readonly distinct: number
  readonly missing: number
}

/** More kinds than this in one column are names or sentences, and would make as many columns of zeros and ones. */
export const MOST_KINDS = 200
/** Letters: what is longer is no name of a kind. */
const LONGEST_KIND = 500
/** Whole numbers of so few values are more likely classes than amounts. */
const FEW_CLASSES = 20

/** Looks at every cell, so that a guess is right for all rows and not for the first few. */
export function guessColumns(cells: Cells, decimalComma = false): ColumnGuess[] {
  return cells.names.map((name, column) => {
    const numeric = numericColumn(cells, column, decimalComma)
    const { values, missing } = valuesIn(cells, column, numeric !== null)
    const common = {
      name,
      distinct: values.size,
      missing: numeric?.missing ?? missing,
    }
    if (!values.size) return { ...common, kind: 'ignore', why: 'all of its cells are empty' }
    if (numeric) return { ...common, kind: 'number' }
    const long = cells.rows.findIndex((row) => row[column]!.length > LONGEST_KIND)
    if (long >= 0)
      return {
        ...common,
        kind: 'ignore',
        why: `row ${count(cells.numbers[long]!)} holds a text of ${count(cells.rows[long]![column]!.length)} letters`,
      }
    const stray = strayCell(cells, column, decimalComma)
    const none = stray === null ? whyNone([...values], decimalComma) : null
    if (none !== null) return { ...common, kind: 'ignore', why: none }
    if (values.size > MOST_KINDS)
      return { ...common, kind: 'ignore', why: stray ?? `it has more than ${MOST_KINDS} different values` }
    if (values.size === cells.rows.length && cells.rows.length > 10)
      return { ...common, kind: 'ignore', why: stray ?? 'each row has another value' }
    return { ...common, kind: 'category', ...(stray !== null && { why: stray }) }
  })
}

/** The first cell that keeps a column from being numbers, where nearly all of its cells are. */
function strayCell({ rows, numbers }: Cells, column: number, decimalComma: boolean): string | null {
  let [stray, strays] = [-1, 0]
  for (let i = 0; i < rows.length; i++) {
    const cell = rows[i]![column]!.trim()
    if (isMissing(cell) || numberIn(cell, decimalComma) !== null) continue
    if (strays++ === 0) stray = i
    if (strays > MOST_STRAYS * rows.length) return null
  }
  const cell = rows[stray]?.[column]?.trim() ?? ''
  return stray < 0 ? null : `row ${count(numbers[stray]!)} holds "${short(cell)}", ${whyStray(cell, decimalComma)}`
}

/** "2020-01-31", "31.1.2020", "1/31/20", a time behind it or not. */
export const isDate = (cell: string): boolean =>
  /^(\d{4}[-/.]\d\d?[-/.]\d\d?|\d\d?[-/.]\d\d?[-/.](\d{4}|\d\d))([T ]|$)/.test(cell)

/** What all of a column's cells are instead of numbers, and what to do. */
function whyNone(values: readonly string[], decimalComma: boolean): string | null {
  if (values.every(isDate)) return 'it holds dates; bring year, month and day as columns of numbers'
  if (!values.every((cell) => numberIn(cell, !decimalComma) !== null)) return null
  return decimalComma
    ? 'its numbers have points; if they are decimal marks, switch "Comma in numbers" off'
    : 'its numbers have commas; if they are decimal marks, switch "Comma in numbers" on'
}

/** Share of the cells of a column of numbers. */
const MOST_STRAYS = 0.1

const whyStray = (cell: string, decimalComma: boolean) =>
  NUMBER.test(decimalComma ? cell.replace(',', '.') : cell) ? 'which is larger than 3×10³⁸' : 'which is not a number'

/** Cells looked at for a decimal mark. */
const LOOKED_AT = 200

/** Whether numbers are written as 3,5: some are, none as 3.5, and the comma parts no cells. */
export function guessDecimalComma({ delimiter, rows }: Cells): boolean {
  if (delimiter === ',') return false
  const cells = rows.slice(0, LOOKED_AT).flat()
  const some = (pattern: RegExp) => cells.some((cell) => pattern.test(cell.trim()))
  return some(/^[+-]?\d+,\d+$/) && !some(/^[+-]?\d*\.\d+$/)
}

/** Different values, MOST_KINDS + 1 at most; for numbers as soon as it is clear that there are many. */
function valuesIn({ rows }: Cells, column: number, numeric: boolean) {
  const values = new Set<string>()
  const enough = numeric ? FEW_CLASSES : MOST_KINDS
  let missing = 0
  for (const row of rows) {
    const cell = row[column]!.trim()
    if (isMissing(cell)) missing++
    else values.add(cell)
    if (values.size > enough) break
  }
  return { values, missing }
}

const TARGET_NAMES = /^(target|label|class|y|species|outcome|diagnosis|survived)$/i

/** The column that is probably to be predicted, and as what; null when nothing is left. */
export function guessTarget(
  cells: Cells,
  columns: readonly ColumnGuess[],
): { readonly column: number; readonly kind: ColumnKind } | null {
  const usable = columns.flatMap(({ kind }, i) => (kind === 'ignore' ? [] : [i]))
  const column = usable.find((i) => TARGET_NAMES.test(columns[i]!.name)) ?? usable.at(-1)
  if (column === undefined) return null
  const { kind, distinct } = columns[column]!
  const whole = kind === 'number' && cells.rows.every((row) => !/[.,eE]/.test(row[column]!))
  return { column, kind: whole && distinct <= FEW_CLASSES && distinct < cells.rows.length / 2 ? 'category' : kind }
}
