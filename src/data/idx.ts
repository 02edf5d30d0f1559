/**
 * @file The IDX format of MNIST: 00 00, a type byte (08 = unsigned byte), the number of axes, each size
 * as a big-endian uint32, then the bytes, row-major.
 */
import { gunzipSync } from 'fflate'
import { numel, shapeText, type Shape } from '../tensor'
import { DataError } from './dataSet'

export interface IdxArray {
  readonly shape: Shape
  readonly data: Uint8Array
}

const HINT = 'Fetch the file again from where Gradwire was installed from, or reinstall.'
const UNSIGNED_BYTE = 0x08

/**
 * Some servers send a .gz file as "Content-Encoding: gzip", and the browser has then unpacked it
 * already; so the bytes are asked, not the name.
 */
function unpack(bytes: Uint8Array, name: string): Uint8Array {
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return bytes
  try {
    return gunzipSync(bytes)
  } catch (cause) {
    throw new DataError('bad-file', `${name} is damaged: it does not unpack (${(cause as Error).message}).`, HINT, {
      cause,
    })
  }
}

/**
 * Reads one array of bytes, packed with gzip or not.
 * @throws DataError which names the file and what is wrong with its header or length.
 */
export function readIdx(packed: Uint8Array, name: string): IdxArray {
  const bytes = unpack(packed, name)
  const refuse = (what: string) => new DataError('bad-file', `${name} is not an IDX file of bytes: ${what}.`, HINT)
  if (bytes.length < 4) throw refuse(`it has only ${bytes.length} bytes`)
  if (bytes[0] !== 0 || bytes[1] !== 0) throw refuse('it does not start with two zero bytes')
  if (bytes[2] !== UNSIGNED_BYTE)
    throw refuse(`its element type is 0x${bytes[2]!.toString(16).padStart(2, '0')}, not 0x08`)
  const rank = bytes[3]!
  if (rank < 1 || rank > 4) throw refuse(`it says that it has ${rank} axes, and 1 to 4 are expected`)
  const start = 4 + 4 * rank
  if (bytes.length < start) throw refuse(`its header of ${start} bytes is cut off after ${bytes.length}`)
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const shape = Array.from({ length: rank }, (_, axis) => view.getUint32(4 + 4 * axis))
  const expected = numel(shape)
  if (bytes.length - start !== expected)
    throw refuse(`its header says ${shapeText(shape)}, which is ${expected} bytes, but ${bytes.length - start} follow`)
  return { shape, data: bytes.subarray(start) }
}
