/** @file Tensors as the whole project sees them: a dtype, a shape and flat row-major data. */

export type DType = 'float64' | 'float32' | 'int64' | 'bool'

/** Sizes, outermost first; `[]` is a scalar. */
export type Shape = readonly number[]

/** A size that may not be known yet: a number, a symbol such as `"N"` (the batch), or `"?"`. */
export type Dim = number | string
export type SymbolicShape = readonly Dim[]

/**
 * Element storage by dtype. int64 is held in a Float64Array: exact up to 2^53, and far
 * faster than BigInt64Array; class indices never come near that bound. bool is 0 or 1.
 */
export type TensorData = Float64Array | Float32Array | Uint8Array

/**
 * What an op may know of a tensor: its dtype and shape, not its buffer. Ops work on `Ref`s
 * through `Kernels`, so that the same rule runs in float64 and in float32, and can be
 * recorded symbolically by an exporter.
 */
export interface Ref<S extends SymbolicShape = Shape> {
  readonly dtype: DType
  readonly shape: S
}

/** A concrete tensor. `data.length` is the product of `shape`. Treated as immutable once made. */
export interface Tensor extends Ref {
  readonly data: TensorData
}
