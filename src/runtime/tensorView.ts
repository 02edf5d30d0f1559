/** @file A tensor as the page sees it. */
import type { DType, Shape, Statistics, TensorData } from '../tensor'

/** All of it when small, else its first elements; statistics are always of the whole. */
export interface TensorView {
  readonly dtype: DType
  readonly shape: Shape
  readonly statistics: Statistics
  /** The first `min(size, HEAD_LIMIT)` elements, row-major. */
  readonly head: TensorData
  /** Whether `head` is everything. */
  readonly complete: boolean
}

export const HEAD_LIMIT = 8192
