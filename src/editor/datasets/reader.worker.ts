/** @file Reads what somebody brings, away from the page. It keeps the cells of a table between looking and taking. */
import { expose, transfer } from 'comlink'
import {
  DataError,
  loadReaders,
  type Cells,
  type ColumnGuess,
  type ColumnKind,
  type CsvChoices,
  type ImageChoices,
  type ImageFile,
  type PackedData,
  type TableChoices,
  type TextChoices,
} from '../../data'
import { decodePicture } from './decodePicture'

export interface TableLook {
  readonly name: string
  readonly delimiter: string
  readonly header: boolean
  readonly decimalComma: boolean
  readonly columns: readonly ColumnGuess[]
  readonly target: { readonly column: number; readonly kind: ColumnKind } | null
  readonly rows: number
  /** The first few. */
  readonly first: readonly (readonly string[])[]
}

export type Answer<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly message: string; readonly hint: string }

const FIRST_ROWS = 8
const textOf = async (source: File | string, name: string) => {
  const { readText } = await loadReaders()
  return typeof source === 'string' ? source : readText(new Uint8Array(await source.arrayBuffer()), name)
}

let table: { readonly name: string; readonly text: string; readonly csv: CsvChoices; readonly cells: Cells } | null =
  null

const reading = {
  /**
   * A table as it looks with these choices; its cells stay here.
   * @param comma whether it is the decimal mark; null: what it looks like.
   */
  lookAtTable: (source: File | string, name: string, csv: CsvChoices, comma: boolean | null) =>
    answered(async (): Promise<TableLook> => {
      const { guessColumns, guessDecimalComma, guessTarget, readCells } = await loadReaders()
      const text = await textOf(source, name)
      const cells = readCells(text, name, csv)
      table = { name, text, csv, cells }
      const decimalComma = comma ?? guessDecimalComma(cells)
      const columns = guessColumns(cells, decimalComma)
      const { delimiter, header, rows } = cells
      return {
        name,
        delimiter,
        header,
        decimalComma,
        columns,
        target: guessTarget(cells, columns),
        rows: rows.length,
        first: rows.slice(0, FIRST_ROWS),
      }
    }),

  takeTable: (choices: TableChoices) =>
    answered(async () => {
      const { packTable } = await loadReaders()
      if (!table) throw new DataError('bad-file', 'The table is not there any more.', 'Choose the file again.')
      return sent(packTable(table.text, table.name, table.csv, choices, table.cells))
    }),

  takeText: (source: File | string, name: string, choices: TextChoices) =>
    answered(async () => {
      const { packText } = await loadReaders()
      return sent(packText(await textOf(source, name), name, choices))
    }),

  /** @param progress is told how many are read. */
  takeImages: (
    files: readonly { readonly path: string; readonly file: File }[],
    name: string,
    choices: ImageChoices,
    progress: (done: number) => void,
  ) =>
    answered(async () => {
      const { packImages } = await loadReaders()
      const read: ImageFile[] = []
      for (const { path, file } of files) read.push({ path, bytes: new Uint8Array(await file.arrayBuffer()) })
      return sent(await packImages(read, name, choices, decodePicture, (done) => void progress(done)))
    }),
}

/** Buffers are handed over, not copied. */
function sent(packed: PackedData): PackedData {
  const { content } = packed
  const buffers =
    content.form === 'symbols'
      ? [content.indices.buffer]
      : [...Object.values(content.fields).map(({ data }) => data.buffer), content.train.buffer, content.heldOut.buffer]
  handedOver.set(packed, [...new Set(buffers)] as ArrayBuffer[])
  return packed
}

const handedOver = new WeakMap<object, ArrayBuffer[]>()

async function answered<T>(make: () => Promise<T>): Promise<Answer<T>> {
  try {
    const value = await make()
    const buffers = value instanceof Object ? handedOver.get(value) : undefined
    const answer = { ok: true, value } as const
    return buffers ? transfer(answer, buffers) : answer
  } catch (thrown) {
    if (thrown instanceof DataError) return { ok: false, message: thrown.message, hint: thrown.hint }
    const reason = thrown instanceof Error ? thrown.message : String(thrown)
    return {
      ok: false,
      message: `It could not be read: ${reason.slice(0, 200)}.`,
      hint: 'Choose it again; if it is large, bring a part of it.',
    }
  }
}

export type Reading = typeof reading

expose(reading)
