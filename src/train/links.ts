/** @file How the trainer and a thread that computes a shard come together, whichever way the numbers travel. */
import type { GraphDocument } from '../graph'
import type { Tensor } from '../tensor'
import type { ShardResult, ShardThread } from './shards'

export interface Work {
  /** Counts steps from 1. */
  readonly turn: number
  /** Everything that the whole batch would be computed from, by "node.port". */
  readonly values: ReadonlyMap<string, Tensor>
  /** The rows of this shard: [first, first + count). */
  readonly first: number
  readonly count: number
}

export interface ShardLink {
  begin(work: Work): void
  /** Waits where the machine lets it; null when the answer can come only after giving way to messages. */
  result(turn: number): ShardResult | null
  /** Lets the thread go; it can be taken by other links afterwards. */
  close(): void
}

export interface LinkOptions {
  readonly document: GraphDocument
  readonly dtype: 'float64' | 'float32'
  readonly threads: readonly ShardThread[]
  readonly values: ReadonlyMap<string, Tensor>
  /** Whether an input has a row for each example. */
  readonly isSplit: (key: string) => boolean
  /** Rows that a shard has at most. */
  readonly most: number
  /** Keys of the gradients that are wanted. */
  readonly parameters: readonly string[]
}

/** Rows [first, first + count) of a tensor, as a view. */
export function rowsOf(tensor: Tensor, first: number, count: number): Tensor {
  const width = tensor.shape[0] ? tensor.data.length / tensor.shape[0] : 0
  return {
    dtype: tensor.dtype,
    shape: [count, ...tensor.shape.slice(1)],
    data: tensor.data.subarray(first * width, (first + count) * width),
  }
}
