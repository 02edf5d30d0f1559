/**
 * @file Tensors in the document ↔ tensors in memory. The document keeps JSON: a flat row-major list, or base64 of
 * little-endian bytes (every platform that runs JavaScript today is little-endian). No number is computed here.
 */
import { fromBase64, isBase64Of, toBase64 } from './base64'
import { LIMITS } from './limits'
import type { StoredTensor } from './schema'

/** Structurally the `Tensor` of tensor/: int64 sits in a Float64Array (exact to 2^53), bool in 0/1 bytes. */
export interface TensorContent {
  readonly dtype: StoredTensor['dtype']
  readonly shape: readonly number[]
  readonly data: Float64Array | Float32Array | Uint8Array
}

const BYTES = { float64: 8, float32: 4, int64: 8, bool: 1 } as const
const NON_FINITE: Readonly<Record<string, number>> = { NaN: NaN, Infinity: Infinity, '-Infinity': -Infinity }
const TWO_32 = 4294967296

/** Bytes that a tensor takes; may exceed what a machine has, so ask before allocating. */
export function tensorBytes({ dtype, shape }: Pick<StoredTensor, 'dtype' | 'shape'>): number {
  return shape.reduce((product, size) => product * size, 1) * BYTES[dtype]
}

/**
 * What is wrong with a stored tensor, in words that follow its name ("x.y has …"), or null.
 * Looks at every element, allocates nothing.
 */
export function tensorProblem(stored: StoredTensor): string | null {
  const bytes = tensorBytes(stored)
  const size = `[${stored.shape.join(', ')}]`
  if (!(bytes <= LIMITS.tensorBytes))
    return `has shape ${size}, which is more than the ${LIMITS.tensorBytes / 1024 ** 2} MB that one tensor may take`
  const count = bytes / BYTES[stored.dtype]
  if (stored.base64 !== undefined)
    return isBase64Of(stored.base64, bytes)
      ? null
      : `has base64 data that does not fit its shape ${size} of ${stored.dtype}: ${bytes} bytes are needed`
  const data = stored.data ?? []
  if (data.length !== count) return `has shape ${size}, which needs ${count} numbers, but its data has ${data.length}`
  const bad = data.findIndex((value) => !isElement(stored.dtype, value))
  return bad < 0
    ? null
    : `has an element that is no ${stored.dtype} at position ${bad}: ${String(data[bad]).slice(0, 40)}`
}

function isElement(dtype: StoredTensor['dtype'], value: unknown): boolean {
  if (dtype === 'bool') return typeof value === 'boolean' || value === 0 || value === 1
  if (dtype === 'int64') return Number.isSafeInteger(value)
  return typeof value === 'number'
    ? Number.isFinite(value)
    : typeof value === 'string' && Object.hasOwn(NON_FINITE, value)
}

/**
 * Reads a stored tensor into memory.
 * @throws Error in words when its data do not fit its shape. Documents that were opened have been checked.
 */
export function decodeTensor(stored: StoredTensor): TensorContent {
  const problem = tensorProblem(stored)
  if (problem) throw new Error(`A tensor ${problem}.`)
  const { dtype, shape } = stored
  return { dtype, shape: [...shape], data: stored.base64 === undefined ? fromList(stored) : fromBytes(stored) }
}

function fromList({ dtype, data = [] }: StoredTensor): TensorContent['data'] {
  const out = allocate(dtype, data.length)
  for (let i = 0; i < data.length; i++) {
    const value = data[i]!
    out[i] = typeof value === 'string' ? NON_FINITE[value]! : Number(value)
  }
  return out
}

function fromBytes(stored: StoredTensor): TensorContent['data'] {
  const bytes = fromBase64(stored.base64!, tensorBytes(stored))
  if (stored.dtype === 'bool') return bytes.map((byte) => (byte ? 1 : 0))
  if (stored.dtype === 'float32') return new Float32Array(bytes.buffer)
  if (stored.dtype === 'float64') return new Float64Array(bytes.buffer)
  const words = new Uint32Array(bytes.buffer)
  const high = new Int32Array(bytes.buffer)
  return Float64Array.from({ length: words.length / 2 }, (_, i) => high[2 * i + 1]! * TWO_32 + words[2 * i]!)
}

function allocate(dtype: StoredTensor['dtype'], length: number): TensorContent['data'] {
  if (dtype === 'bool') return new Uint8Array(length)
  return dtype === 'float32' ? new Float32Array(length) : new Float64Array(length)
}

/**
 * Makes a tensor fit for the document.
 * @param base64Above more elements than this are written as base64; fewer stay readable
 */
export function encodeTensor(
  tensor: TensorContent,
  { base64Above = 4096 }: { base64Above?: number } = {},
): StoredTensor {
  const { dtype, data } = tensor
  const shape = [...tensor.shape]
  if (data.length > base64Above) return { dtype, shape, base64: toBase64(toBytes(tensor)) }
  return {
    dtype,
    shape,
    data: Array.from<number, number | boolean | 'NaN' | 'Infinity' | '-Infinity'>(data, (value) =>
      toElement(dtype, value),
    ),
  }
}

function toElement(dtype: StoredTensor['dtype'], value: number): number | boolean | 'NaN' | 'Infinity' | '-Infinity' {
  if (dtype === 'bool') return value !== 0
  if (Number.isFinite(value)) return value
  return Number.isNaN(value) ? 'NaN' : value > 0 ? 'Infinity' : '-Infinity'
}

function toBytes({ dtype, data }: TensorContent): Uint8Array {
  if (dtype === 'bool') return Uint8Array.from(data, (value) => (value ? 1 : 0))
  // Computed tensors may sit in the other float's buffer; the dtype decides what is written.
  if (dtype === 'float32') return new Uint8Array(Float32Array.from(data).buffer)
  if (dtype === 'float64') return new Uint8Array(Float64Array.from(data).buffer)
  const words = new Uint32Array(data.length * 2)
  data.forEach((value, i) => {
    const high = Math.floor(value / TWO_32)
    words[2 * i] = value - high * TWO_32
    words[2 * i + 1] = high
  })
  return new Uint8Array(words.buffer)
}
