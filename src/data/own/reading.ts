/** @file Bytes of somebody's file to text, or a sentence why it is no text. */
import { DataError } from '../dataSet'

/** What is used of the platform's decoder; written out, because this folder is compiled without the browser's types. */
type Decoder = new (label: string, options: { readonly fatal: boolean }) => { decode(bytes: Uint8Array): string }

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
 * UTF-8, or UTF-16 with its mark.
 * @throws DataError which says what it is instead, or in which line it stops being text.
 */
export function readText(bytes: Uint8Array, name: string): string {
  if (bytes.length === 0) throw refuse(`${name} is empty.`, 'Choose another file, or check how it was saved.')
  if (bytes.length > MOST_BYTES)
    throw refuse(
      `${name} has ${Math.round(bytes.length / 2 ** 20).toLocaleString('en')} MiB; up to ${MOST_BYTES / 2 ** 20} MiB can be read.`,
      'Bring a part of it: the first rows are often enough.',
    )
  for (const [start, what, hint] of KNOWN)
    if (start.every((byte, i) => bytes[i] === byte)) throw refuse(`${name} is ${what}, not text.`, hint)
  const encoding =
    bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf-16le' : bytes[0] === 0xfe && bytes[1] === 0xff ? 'utf-16be' : 'utf-8'
  const { TextDecoder } = globalThis as unknown as { readonly TextDecoder: Decoder }
  let text: string
  try {
    text = new TextDecoder(encoding, { fatal: true }).decode(bytes)
  } catch {
    throw refuse(
      `${name} is not UTF-8 text: line ${lineOfBadByte(bytes, TextDecoder)} holds bytes that are no letters.`,
      'Save it with the encoding UTF-8 (in a spreadsheet: "CSV UTF-8"), then bring it again.',
    )
  }
  const nul = text.indexOf('\0')
  if (nul >= 0)
    throw refuse(
      `${name} is not text: line ${lineAt(text, nul)} holds a zero byte.`,
      'If it is a table in UTF-16, save it as UTF-8; if it is another kind of file, export it as CSV.',
    )
  return text
}

function refuse(message: string, hint: string): DataError {
  return new DataError('bad-file', message, hint)
}

function lineAt(text: string, end: number): number {
  let line = 1
  for (let i = 0; i < end; i++) if (text.charCodeAt(i) === 10) line++
  return line
}

/** Lines are tried one by one: a newline is never a part of another letter in UTF-8. */
function lineOfBadByte(bytes: Uint8Array, TextDecoder: Decoder): number {
  const decoder = new TextDecoder('utf-8', { fatal: true })
  let line = 1
  let start = 0
  for (let i = 0; i <= bytes.length; i++) {
    if (i < bytes.length && bytes[i] !== 10) continue
    try {
      decoder.decode(bytes.subarray(start, i))
    } catch {
      return line
    }
    start = i + 1
    line++
  }
  return line
}
