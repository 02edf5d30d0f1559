/** @file A tensor as the page sees it. */
import type { DType, Shape, Statistics, TensorData } from '../tensor'
import type { Overview } from './overview'

/** All of it when small, else its first elements; statistics are always of the whole. */
export interface TensorView {
  readonly dtype: DType
  readonly shape: Shape
  readonly statistics: Statistics
  /** The first `min(size, HEAD_LIMIT)` elements, row-major. */
  readonly head: TensorData
  /** Whether `head` is everything. */
  readonly complete: boolean
  /** Where `head` holds less than is to be seen of it (`planesOf`). */
  readonly overview?: Overview
}

export const HEAD_LIMIT = 8192
/** Bytes of an overview: three channels of 52 × 52, or 24 of 18 × 18. */
export const OVERVIEW_LIMIT = 8192
