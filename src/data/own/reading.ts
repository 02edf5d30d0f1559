/** @file Bytes of somebody's file to text, or a sentence why it is no text. */
import { DataError } from '../dataSet'
import { encodingName, type Encoding } from './encodings'

/** What is used of the platform's decoder; written out, because this folder is compiled without the browser's types. */
type Decoder = new (label: string, options: { readonly fatal: boolean }) => { decode(bytes: Uint8Array): string }

export interface ReadText {
  readonly text: string
  readonly encoding: Encoding
  /** Nothing in the file says how it is encoded: it is no UTF-8, and the most usual of all others was taken. */
  readonly guessed: boolean
}

/** As much as a tab can hold as strings. */
export const MOST_BYTES = 200 * 2 ** 20

/** First bytes of files that are often taken for text. */
const KNOWN: readonly (readonly [readonly number[], string, string])[] = [
  [
    [0x50, 0x4b, 3, 4],
    'a spreadsheet or ZIP file',
    'In the spreadsheet program choose "Save as" and CSV, then bring that file.',
  ],
  [[0xd0, 0xcf, 0x11, 0xe0], 'an old Office file', 'Open it in the spreadsheet program and save it as CSV.'],
  [[0x1f, 0x8b], 'packed with gzip', 'Unpack it first, then bring the file inside.'],
  [[0x25, 0x50, 0x44, 0x46], 'a PDF', 'Copy the table out of it and paste it here.'],
  [[0x89, 0x50, 0x4e, 0x47], 'a PNG picture', 'Bring pictures under "Images".'],
  [[0xff, 0xd8, 0xff], 'a JPEG picture', 'Bring pictures under "Images".'],
  [[0x47, 0x49, 0x46, 0x38], 'a GIF picture', 'Bring pictures under "Images".'],
  [
    [0x50, 0x41, 0x52, 0x31],
    'a Parquet file',
    'Export it as CSV, for example with pandas: to_csv("table.csv", index=False).',
  ],
  [
    [0x93, 0x4e, 0x55, 0x4d],
    'a NumPy file',
    'Save it as text, for example with numpy.savetxt("table.csv", a, delimiter=",").',
  ],
]

/**
 * Text in the encoding that is chosen. Without a choice: UTF-16 with its mark; UTF-8; else Windows-1252, of which Latin-1
 * is a part and which programs in Western Europe write.
 * @throws DataError which says what it is instead, or in which line it stops being text.
 */
export function readText(bytes: Uint8Array, name: string, chosen?: Encoding): ReadText {
  if (bytes.length === 0) throw refuse(`${name} is empty.`, 'Choose another file, or check how it was saved.')
  if (bytes.length > MOST_BYTES)
    throw refuse(
      `${name} has ${Math.round(bytes.length / 2 ** 20).toLocaleString('en')} MiB; up to ${MOST_BYTES / 2 ** 20} MiB can be read.`,
      'Bring a part of it: the first rows are often enough.',
    )
  for (const [start, what, hint] of KNOWN)
    if (start.every((byte, i) => bytes[i] === byte)) throw refuse(`${name} is ${what}, not text.`, hint)
  const mark: Encoding | null =
    bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf-16le' : bytes[0] === 0xfe && bytes[1] === 0xff ? 'utf-16be' : null
  const encoding = chosen ?? mark ?? 'utf-8'
  const text = decoded(bytes, encoding)
  if (text !== null) {
    const nul = text.indexOf('\0')
    if (nul >= 0) throw zeroByte(name, lineAt(text, nul))
    return { text, encoding, guessed: false }
  }
  if (!encoding.startsWith('utf-16')) requireLetters(bytes, name)
  // What cannot be read stands as U+FFFD there.
  const holed = decoded(bytes, encoding, false)!
  if (!chosen && !mark && !isMostlyUtf8(holed))
    return { text: decoded(bytes, 'windows-1252')!, encoding: 'windows-1252', guessed: true }
  throw refuse(
    `${name} is not ${encodingName(encoding)} text: line ${lineAt(holed, holed.indexOf(HOLE)).toLocaleString('en')} holds bytes that are no letters.`,
    'Choose another under "Encoding", or save the file as UTF-8 (in a spreadsheet: "CSV UTF-8") and bring it again.',
  )
}

const HOLE = '\ufffd'

/** Null where some bytes are no letters of the encoding. */
function decoded(bytes: Uint8Array, encoding: Encoding, fatal = true): string | null {
  const { TextDecoder } = globalThis as unknown as { readonly TextDecoder: Decoder }
  try {
    return new TextDecoder(encoding, { fatal }).decode(bytes)
  } catch {
    return null
  }
}

/**
 * Letters beyond ASCII that are UTF-8 are hardly ever so by chance. So where more of them are than are not, the file was
 * cut or damaged, and by any other encoding all of them would be wrong.
 */
function isMostlyUtf8(holed: string): boolean {
  let [good, bad] = [0, 0]
  for (let i = 0; i < holed.length; i++) {
    const code = holed.charCodeAt(i)
    if (code === 0xfffd) bad++
    else if (code > 127) good++
  }
  return good > bad
}

/** @throws DataError at the first byte that stands in no text, whatever its encoding (but UTF-16, which has its mark). */
function requireLetters(bytes: Uint8Array, name: string): void {
  for (let i = 0; i < bytes.length; i++) {
    const byte = bytes[i]!
    // Tab, line ends, and what ended files and changed colours in old systems.
    if (byte >= 32 || (byte >= 9 && byte <= 13) || byte === 26 || byte === 27) continue
    let line = 1
    for (let at = 0; at < i; at++) if (bytes[at] === 10) line++
    if (byte === 0) throw zeroByte(name, line)
    throw refuse(
      `${name} is not text: line ${line.toLocaleString('en')} holds the byte ${byte}, which is no letter.`,
      'If it is another kind of file, export it as CSV or as text.',
    )
  }
}

function zeroByte(name: string, line: number): DataError {
  return refuse(
    `${name} is not text: line ${line.toLocaleString('en')} holds a zero byte.`,
    'If it is a table or a text in UTF-16, choose that under "Encoding"; if it is another kind of file, export it as CSV.',
  )
}

function refuse(message: string, hint: string): DataError {
  return new DataError('bad-file', message, hint)
}

function lineAt(text: string, end: number): number {
  let line = 1
  for (let i = 0; i < end; i++) if (text.charCodeAt(i) === 10) line++
  return line
}
