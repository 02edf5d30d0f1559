/** @file One instance of the module with a memory of its own, which is handed out from the bottom up. */
import { numel } from '../shape'
import type { DType, Shape, TensorData } from '../types'
import { functionsOf, type Functions } from './exports'
import { wasmModule } from './load'

const PAGE = 65536
/** Cache lines: results never share one. */
const ALIGNMENT = 64
/** The module has no data of its own; the first page stays out of use so that address 0 is nobody's. */
const FIRST = PAGE

export const bytesPerElement = (dtype: DType) => (dtype === 'float32' ? 4 : dtype === 'bool' ? 1 : 8)
export const bytesOf = (dtype: DType, shape: Shape) => numel(shape) * bytesPerElement(dtype)

export class WasmMachine {
  readonly functions: Functions
  readonly #memory: WebAssembly.Memory
  #end = FIRST

  private constructor(
    module: WebAssembly.Module,
    readonly dtype: 'float64' | 'float32',
  ) {
    this.#memory = new WebAssembly.Memory({ initial: 2 })
    const { exports } = new WebAssembly.Instance(module, { env: { memory: this.#memory } })
    this.functions = functionsOf(exports, dtype)
  }

  /** Null where WebAssembly SIMD is not to be had. */
  static create(dtype: 'float64' | 'float32'): WasmMachine | null {
    const module = wasmModule()
    return module && new WasmMachine(module, dtype)
  }

  /** Bytes of memory that it holds. */
  get size(): number {
    return this.#memory.buffer.byteLength
  }

  /** Changes when the memory grows: views over the old one are dead then. */
  get buffer(): ArrayBuffer {
    return this.#memory.buffer as ArrayBuffer
  }

  /** The address of `bytes` new bytes, on a cache line. @throws RangeError when there is no more memory. */
  allocate(bytes: number): number {
    const at = this.#end
    // Vectors may be read up to their end past the last element.
    const end = Math.ceil((at + bytes + 16) / ALIGNMENT) * ALIGNMENT
    const missing = Math.ceil((end - this.size) / PAGE)
    if (missing > 0) this.#memory.grow(missing)
    this.#end = end
    return at
  }

  /** Everything that was allocated after `mark` may be used again. */
  mark(): number {
    return this.#end
  }

  release(mark: number): void {
    this.#end = mark
  }

  view(dtype: DType, at: number, length: number): TensorData {
    const buffer = this.buffer
    if (dtype === 'float32') return new Float32Array(buffer, at, length)
    if (dtype === 'bool') return new Uint8Array(buffer, at, length)
    return new Float64Array(buffer, at, length)
  }

  words(at: number, values: readonly number[]): void {
    new Int32Array(this.buffer, at, values.length).set(values)
  }
}
