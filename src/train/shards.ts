/**
 * @file A batch in equal shards, one a thread: where everything lies in the memory that the threads share, and how they tell
 * each other to go on. Threads wait with Atomics, so a step has no messages and no copies but the numbers themselves.
 */
import type { GraphDocument } from '../graph'
import { storageFor, numel, type DType, type Shape, type Tensor, type TensorData } from '../tensor'

/** One tensor in the shared memory. */
export interface Lodging {
  readonly key: string
  readonly dtype: DType
  /** Of a split input: of as many rows as a shard may have. */
  readonly shape: Shape
  readonly offset: number
  /** Whether each shard has rows of its own. */
  readonly split: boolean
}

/** What a thread is told once, where memory can be shared. */
export interface ShardSetup {
  readonly document: GraphDocument
  readonly dtype: 'float64' | 'float32'
  readonly memory: SharedArrayBuffer
  /** Where this thread's control words lie. */
  readonly control: number
  readonly inputs: readonly Lodging[]
  readonly gradients: readonly Lodging[]
}

/** A step's work for one thread, where memory cannot be shared: tensors by "node.port". */
export interface ShardWork {
  readonly turn: number
  /** Only with the first work. */
  readonly document?: GraphDocument
  readonly dtype: 'float64' | 'float32'
  /** Its rows, and of what all threads get alike (parameters) what has changed since. */
  readonly inputs: ReadonlyMap<string, Tensor>
}

/** What a thread found for its rows. */
export interface ShardResult {
  readonly turn: number
  /** An op refused the numbers; the rest means nothing. */
  readonly refused: boolean
  readonly loss: number
  readonly score: { readonly right: number; readonly total: number } | null
  readonly gradients: ReadonlyMap<string, TensorData>
}

/** A thread as the trainer sees it; whoever starts threads makes these. */
export interface ShardThread {
  post(message: ShardSetup | ShardWork, transfer?: ArrayBuffer[]): void
  /** Hears of results; only of those to `ShardWork`. One listener at a time. */
  listen(listener: (result: ShardResult) => void): void
  stop(): void
}

/** Control words of a thread, 32 bits each but for the loss. */
export const WORD = { go: 0, done: 1, rows: 2, status: 3, right: 4, total: 5, loss: 8 } as const
export const CONTROL_BYTES = 128
export const STATUS = { good: 0, refused: 1 } as const
/** In `go`: there is nothing more to do. */
export const QUIT = -1

export const words = ({ memory, control }: Pick<ShardSetup, 'memory' | 'control'>) =>
  new Int32Array(memory, control, 16)
export const lossOf = ({ memory, control }: Pick<ShardSetup, 'memory' | 'control'>) =>
  new Float64Array(memory, control + 4 * WORD.loss, 1)

/** Rows [first, end) of each shard; shards differ by one row at most. */
export function shardRows(rows: number, shards: number): { first: number; count: number }[] {
  const base = Math.floor(rows / shards)
  const more = rows % shards
  let first = 0
  return Array.from({ length: shards }, (_, i) => {
    const count = base + (i < more ? 1 : 0)
    first += count
    return { first: first - count, count }
  })
}

/** Hands out places one behind the other. */
export class Allotment {
  bytes = 0

  take(bytes: number): number {
    const at = this.bytes
    this.bytes += Math.ceil(bytes / 64) * 64
    return at
  }

  lodge(key: string, dtype: DType, shape: Shape, split: boolean): Lodging {
    return { key, dtype, shape, split, offset: this.take(8 * numel(shape)) }
  }
}

/** A view of a lodged tensor, cut to so many rows where it is split. */
export function lodged(memory: SharedArrayBuffer, { dtype, shape, offset, split }: Lodging, rows: number): Tensor {
  const own = split ? [rows, ...shape.slice(1)] : shape
  const Storage = storageFor(dtype, 0).constructor as new (
    buffer: SharedArrayBuffer,
    offset: number,
    length: number,
  ) => TensorData
  return { dtype, shape: own, data: new Storage(memory, offset, numel(own)) }
}
