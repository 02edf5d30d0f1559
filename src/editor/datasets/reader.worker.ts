/** @file Reads what somebody brings, away from the page. It keeps the cells of a table between looking and taking. */
import { expose, transfer } from 'comlink'
import {
  DataError,
  loadReaders,
  type Cells,
  type ColumnGuess,
  type ColumnKind,
  type CsvChoices,
  type Encoding,
  type ImageChoices,
  type PackedData,
  type ReadText,
  type TableChoices,
  type TextChoices,
} from '../../data'
import { decodePicture } from './decodePicture'

export interface TextSource {
  /** A file, or what was pasted. */
  readonly from: File | string
  readonly name: string
  /** Of a file, as chosen; null: what it looks like. */
  readonly encoding: Encoding | null
}

export interface TableSource extends TextSource {
  /** Another one for each way to read it: what was read by this number need not be read again. */
  readonly id: number
  /** As chosen. */
  readonly csv: CsvChoices
}

/** How a file was read; absent of what was pasted. */
export type Decoding = Pick<ReadText, 'encoding' | 'guessed'>

export interface TableLook {
  readonly name: string
  readonly decoding?: Decoding
  readonly delimiter: string
  readonly header: boolean
  readonly decimalComma: boolean
  readonly columns: readonly ColumnGuess[]
  readonly target: { readonly column: number; readonly kind: ColumnKind } | null
  readonly rows: number
  /** The first few. */
  readonly first: readonly (readonly string[])[]
}

export interface TextLook {
  readonly decoding: Decoding
  /** Its first letters. */
  readonly first: string
}

export type Answer<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly message: string; readonly hint: string }

const FIRST_ROWS = 8
/** Letters of a cell. */
const MOST_SHOWN = 200
const FIRST_LETTERS = 400

const textOf = async ({ from, name, encoding }: TextSource): Promise<{ text: string; decoding?: Decoding }> => {
  if (typeof from === 'string') return { text: from }
  const { readText } = await loadReaders()
  const { text, ...decoding } = readText(new Uint8Array(await from.arrayBuffer()), name, encoding ?? undefined)
  return { text, decoding }
}

interface Table {
  readonly id: number
  readonly text: string
  readonly decoding?: Decoding
  readonly cells: Cells
}

let last: Table | null = null

/** The cells of just this table, whatever else was looked at in between. */
async function tableOf(source: TableSource): Promise<Table> {
  if (last?.id === source.id) return last
  const { readCells } = await loadReaders()
  const read = await textOf(source)
  const table = { id: source.id, ...read, cells: readCells(read.text, source.name, source.csv) }
  last = table
  return table
}

const reading = {
  /**
   * A table as it looks when it is read so; its cells stay here.
   * @param comma whether it is the decimal mark; null: what it looks like.
   */
  lookAtTable: (source: TableSource, comma: boolean | null) =>
    answered(async (): Promise<TableLook> => {
      const { guessColumns, guessDecimalComma, guessTarget } = await loadReaders()
      const { cells, decoding } = await tableOf(source)
      const decimalComma = comma ?? guessDecimalComma(cells)
      const columns = guessColumns(cells, decimalComma)
      const { delimiter, header, rows } = cells
      return {
        name: source.name,
        ...(decoding && { decoding }),
        delimiter,
        header,
        decimalComma,
        columns,
        target: guessTarget(cells, columns),
        rows: rows.length,
        first: rows.slice(0, FIRST_ROWS).map((row) => row.map((cell) => cell.slice(0, MOST_SHOWN))),
      }
    }),

  takeTable: (source: TableSource, choices: TableChoices) =>
    answered(async () => {
      const { packTable } = await loadReaders()
      const { text, cells } = await tableOf(source)
      return sent(packTable(text, source.name, source.csv, choices, cells))
    }),

  /** How a file reads, before it is kept. */
  lookAtText: (source: TextSource) =>
    answered(async (): Promise<TextLook> => {
      const { text, decoding = { encoding: 'utf-8', guessed: false } } = await textOf(source)
      return {
        decoding,
        first: Array.from(text.slice(0, 2 * FIRST_LETTERS))
          .slice(0, FIRST_LETTERS)
          .join(''),
      }
    }),

  takeText: (source: TextSource, choices: TextChoices) =>
    answered(async () => {
      const { packText } = await loadReaders()
      return sent(packText((await textOf(source)).text, source.name, choices))
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
      const sources = files.map(({ path, file }) => ({
        path,
        read: async () => new Uint8Array(await file.arrayBuffer()),
      }))
      return sent(await packImages(sources, name, choices, decodePicture, (done) => void progress(done)))
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
    // A file that was moved or changed since it was chosen is refused by the browser itself.
    if (thrown instanceof DOMException && (thrown.name === 'NotReadableError' || thrown.name === 'NotFoundError'))
      return {
        ok: false,
        message:
          'The file could not be read any more: it was changed or moved since it was chosen, or may not be opened.',
        hint: 'Choose it again.',
      }
    const reason = thrown instanceof Error ? thrown.message : String(thrown)
    return {
      ok: false,
      message: `It could not be read: ${reason.slice(0, 200).replace(/[.]$/, '')}.`,
      hint: 'Choose it again; if it is large, bring a part of it.',
    }
  }
}

export type Reading = typeof reading

expose(reading)
