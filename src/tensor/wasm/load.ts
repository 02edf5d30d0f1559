/** @file The compiled module: with relaxed SIMD where the machine has it, else with plain SIMD, else none. */
import { plain, relaxed } from './binaries'

let compiled: WebAssembly.Module | null | undefined

/** Null where WebAssembly SIMD is not to be had: the TypeScript kernels do the work then. Compiled once. */
export function wasmModule(): WebAssembly.Module | null {
  if (compiled === undefined) compiled = compile()
  return compiled
}

function compile(): WebAssembly.Module | null {
  if (typeof WebAssembly === 'undefined') return null
  for (const base64 of [relaxed, plain]) {
    const bytes = bytesOf(base64)
    if (!WebAssembly.validate(bytes)) continue
    try {
      return new WebAssembly.Module(bytes)
    } catch {
      // A page's policy may forbid what the machine could do.
      return null
    }
  }
  return null
}

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'

/** `atob` is not everywhere where kernels run. */
function bytesOf(base64: string): Uint8Array<ArrayBuffer> {
  const values = new Uint8Array(128)
  for (let i = 0; i < ALPHABET.length; i++) values[ALPHABET.charCodeAt(i)] = i
  const length = (base64.length / 4) * 3 - (base64.endsWith('==') ? 2 : base64.endsWith('=') ? 1 : 0)
  const bytes = new Uint8Array(length)
  for (let i = 0, at = 0; at < length; i += 4) {
    const four =
      (values[base64.charCodeAt(i)]! << 18) |
      (values[base64.charCodeAt(i + 1)]! << 12) |
      (values[base64.charCodeAt(i + 2)]! << 6) |
      values[base64.charCodeAt(i + 3)]!
    bytes[at++] = four >> 16
    if (at < length) bytes[at++] = four >> 8
    if (at < length) bytes[at++] = four
  }
  return bytes
}
