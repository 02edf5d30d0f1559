/** @file A table of cells as data: numbers scaled by the training examples, kinds as zeros and ones, a target. */
import { hashSeed } from '../../tensor'
import type { ArrayField } from '../arraySplit'
import { DataError, type FieldSpec } from '../dataSet'
import { partAtRandom } from '../parting'
import { MOST_KINDS, type ColumnKind } from './columns'
import { count, readCells, short, type Cells, type CsvChoices } from './csv'
import { encodeColumn, kindsOf, type Encoded, type NumberChoices } from './encode'
import { isMissing, numericColumn } from './numeric'
import { contentBytes, ownId, type Arrays, type PackedData } from './packed'
import { tableNotes, tableSummary } from './tableNotes'

export interface TableChoices extends NumberChoices {
  /** For each column. */
  readonly kinds: readonly ColumnKind[]
  /** The column that is to be predicted; null: none. */
  readonly target: number | null
  /** How it is scaled where it holds numbers; absent: as it is. */
  readonly targetScaling?: NumberChoices['scaling']
  /** What becomes of a row with an empty cell. */
  readonly missing: 'refuse' | 'drop'
  /** Share of the rows that are held out, 0 … 0.9. */
  readonly heldOut: number
  readonly seed: number
}

export interface TableData extends Arrays {
  readonly specs: Readonly<Record<string, FieldSpec>>
  /** In sentences: what was done. */
  readonly notes: readonly string[]
}

const MOST_NUMBERS = 2 ** 26
const bad = (message: string, hint: string) => new DataError('bad-file', message, hint)

/** @throws DataError which names the row and the column. */
export function tableData(cells: Cells, choices: TableChoices): TableData {
  const { kinds, target, heldOut, seed } = choices
  requireChoices(cells, choices)
  const used = kinds.flatMap((kind, i) => (kind === 'ignore' || i === target ? [] : [i]))
  const rows = rowsToUse(cells, choices, target === null ? used : [...used, target])
  const size = rows.length
  const told = target !== null && kinds[target] === 'category' ? encodeClasses(cells, rows, target) : null
  const parts = partAtRandom(size, heldOut, seed, told?.classes)
  const amount = target !== null && !told ? encodeAmount(cells, rows, target, choices, parts.train) : null
  const encoded = used.map((column) => encodeColumn(cells, rows, column, kinds[column]!, choices, parts.train))
  requireDifference(cells, rows, parts.train, encoded, choices)
  const width = encoded.reduce((sum, { names }) => sum + names.length, 0)
  if (width * size > MOST_NUMBERS)
    throw bad(
      `The table becomes ${count(width)} numbers a row, ${count(width * size)} in all; up to ${count(MOST_NUMBERS)} can be kept.`,
      'Leave out columns with many kinds, or bring fewer rows.',
    )
  const features: ArrayField = {
    spec: {
      doc: used.some((column) => kinds[column] === 'category')
        ? 'One row of the table: its numbers, and a 1 for the kind that it has.'
        : 'One row of the table: its numbers.',
      shape: [width],
      dtype: 'float32',
      columns: encoded.flatMap(({ names }) => names),
    },
    data: joined(encoded, width, size),
  }
  const fields: Record<string, ArrayField> = { features, ...told?.fields, ...(amount && { target: amount.field }) }
  return {
    form: 'arrays',
    size,
    fields,
    specs: Object.fromEntries(Object.entries(fields).map(([name, { spec }]) => [name, spec])),
    ...parts,
    notes: tableNotes(cells, choices, parts, encoded, amount),
  }
}

/** The table under a name, with the id that the same file and choices always have. */
export function packTable(
  text: string,
  name: string,
  csv: CsvChoices,
  choices: TableChoices,
  cells = readCells(text, name, csv),
): PackedData {
  const { specs, notes, ...content } = tableData(cells, choices)
  const target = choices.target === null ? null : cells.names[choices.target]!
  return {
    info: {
      id: ownId(name, hashSeed(hashSeed(0, text), JSON.stringify([csv, choices]))),
      title: name,
      summary: [tableSummary(content, target), ...notes].join(' '),
      kind: 'table',
      bytes: contentBytes(content),
      fields: specs,
    },
    content,
  }
}

function requireChoices(cells: Cells, { kinds, target, heldOut, seed }: TableChoices): void {
  if (kinds.length !== cells.names.length)
    throw bad(
      `${kinds.length} columns were described, but row ${count(cells.numbers[0]!)} has ${cells.names.length} cells.`,
      'Choose the file again.',
    )
  if (!(heldOut >= 0 && heldOut <= 0.9))
    throw bad(`The part that is held out goes from 0 to 90 %; it is ${heldOut * 100} %.`, 'Choose 20 % when in doubt.')
  if (!Number.isInteger(seed) || seed < 0 || seed > 0xffffffff)
    throw bad(`The seed is a whole number from 0 to 4,294,967,295; it is ${seed}.`, 'Choose 0 when in doubt.')
  if (target !== null && kinds[target] === 'ignore')
    throw bad(
      `Column "${short(cells.names[target]!)}" is to be predicted, but it is left out.`,
      'Say that it holds numbers or kinds, or predict another column.',
    )
  if (kinds.length === 1 && target === 0)
    throw bad(
      `"${short(cells.names[0]!)}" is the only column, and it is to be predicted: nothing is left to learn from.`,
      'Bring a table with another column, or choose "nothing" under "To be predicted".',
    )
  if (kinds.every((kind, i) => kind === 'ignore' || i === target))
    throw bad(
      'No column is left to learn from.',
      target === null
        ? 'Keep at least one column.'
        : `Keep at least one column beside "${short(cells.names[target]!)}".`,
    )
}

/** Scaling makes 0 of a column that is the same in each training row; of all columns, it leaves nothing. */
function requireDifference(
  cells: Cells,
  rows: Uint32Array,
  train: Uint32Array,
  encoded: readonly Encoded[],
  { scaling }: TableChoices,
): void {
  if (scaling === 'none' || encoded.some(({ constant }) => !constant)) return
  const only = `Only row ${count(cells.numbers[rows[train[0]!]!]!)} is trained on`
  throw bad(
    `${train.length === 1 ? only : `No column differs between the ${count(train.length)} rows that are trained on`}: scaling leaves nothing to learn from.`,
    'Bring more rows, hold out fewer, or choose that numbers are "left as they are".',
  )
}

/** Indices into `cells.rows`. */
function rowsToUse(cells: Cells, { missing, decimalComma }: TableChoices, columns: readonly number[]): Uint32Array {
  const holed = columns.filter((column) => numericColumn(cells, column, decimalComma)?.missing !== 0)
  const rows: number[] = []
  for (let i = 0; i < cells.rows.length; i++) {
    const row = cells.rows[i]!
    const hole = holed.find((column) => isMissing(row[column]!.trim()))
    if (hole === undefined) rows.push(i)
    else if (missing === 'refuse')
      throw bad(
        `Row ${count(cells.numbers[i]!)}, column "${short(cells.names[hole]!)}": ${row[hole]!.trim() ? `"${row[hole]!.trim()}" stands for a missing value` : 'the cell is empty'}.`,
        'Fill it in, choose "Leave such rows out", or leave the column out.',
      )
  }
  if (rows.length) return Uint32Array.from(rows)
  throw bad(
    `Each of the ${count(cells.rows.length)} rows has an empty cell, so that none is left.`,
    `Leave out the columns that are often empty, such as "${short(cells.names[emptiest(cells, columns)]!)}".`,
  )
}

function emptiest({ rows }: Cells, columns: readonly number[]): number {
  const holes = (column: number) => rows.filter((row) => isMissing(row[column]!.trim())).length
  return [...columns].sort((a, b) => holes(b) - holes(a))[0]!
}

/** Numbers that are to be predicted. Where all training rows have the same one, there is nothing to scale by. */
function encodeAmount(cells: Cells, rows: Uint32Array, column: number, choices: TableChoices, train: Uint32Array) {
  const name = cells.names[column]!
  const encode = (scaling: NumberChoices['scaling']) =>
    encodeColumn(cells, rows, column, 'number', { ...choices, scaling }, train)
  const asked = encode(choices.targetScaling ?? 'none')
  const { data, unscaled } = asked.constant ? encode('none') : asked
  const spec: FieldSpec = {
    doc: `${name}: what is to be predicted.${unscaled ? ' The graph has it scaled; results are as in the table.' : ''}`,
    shape: [1],
    dtype: 'float32',
    columns: [name],
    ...(unscaled && { unscaled }),
  }
  return { field: { spec, data }, unscaled }
}

function encodeClasses(cells: Cells, rows: Uint32Array, column: number) {
  const name = cells.names[column]!
  const kinds = kindsOf(cells, rows, column)
  if (kinds.names.length < 2)
    throw bad(
      `Column "${short(name)}" is "${short(kinds.names[0]!)}" in each row from row ${count(cells.numbers[rows[0]!]!)} on: there is nothing to tell apart.`,
      'Predict another column, or bring rows of other kinds too.',
    )
  if (kinds.names.length > MOST_KINDS)
    throw bad(
      `Column "${short(name)}" has ${count(kinds.names.length)} different values; up to ${MOST_KINDS} can be told apart. The last new one is in row ${count(cells.numbers[rows[kinds.lastNew]!]!)}.`,
      'Say that it holds numbers, or predict another column.',
    )
  const classes = kinds.names.length
  const label: FieldSpec = {
    doc: `${name}, as an index, for cross entropy.`,
    shape: [],
    dtype: 'int64',
    classes,
    names: kinds.names,
  }
  const target: FieldSpec = {
    doc: `${name}: 0 for ${kinds.names[0]}, 1 for ${kinds.names[1]}.`,
    shape: [1],
    dtype: 'float32',
  }
  return {
    fields: {
      label: { spec: label, data: kinds.indices },
      ...(classes === 2 && { target: { spec: target, data: Float32Array.from(kinds.indices) } }),
    },
    classes: kinds.indices,
  }
}

function joined(encoded: readonly Encoded[], width: number, size: number): Float32Array {
  const data = new Float32Array(width * size)
  let at = 0
  for (const { names, data: part } of encoded) {
    const own = names.length
    for (let row = 0; row < size; row++) for (let i = 0; i < own; i++) data[row * width + at + i] = part[row * own + i]!
    at += own
  }
  return data
}
