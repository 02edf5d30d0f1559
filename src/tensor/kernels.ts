/**
 * @file The numeric interface between ops and machines. Ops call these and nothing else.
 * Every kernel returns a new tensor and leaves its arguments as they were. Unless a line says
 * otherwise, results have the floating dtype of the arguments, and binary kernels broadcast
 * as NumPy does. Kernels trust their callers: shapes were checked by the op's shape rule.
 */
import type { DType, Ref, Shape } from './types'

/** Geometry of a 2-D sliding window over NCHW images; pairs are [height, width]. */
export interface Window2d {
  readonly kernel: readonly [number, number]
  readonly stride: readonly [number, number]
  readonly padding: readonly [number, number]
  readonly dilation: readonly [number, number]
}

export interface Conv2dGeometry extends Window2d {
  readonly groups: number
}

export interface PoolGeometry extends Window2d {
  /** Output height and width: they depend on `ceil_mode`, which the op has already resolved. */
  readonly out: readonly [number, number]
  /** avg_pool2d only: whether padded zeros count in the divisor. */
  readonly countIncludePad?: boolean
}

export interface Kernels {
  /** The dtype in which floating point work is done. */
  readonly dtype: 'float64' | 'float32'

  // ---- making ----
  full(shape: Shape, value: number, dtype?: DType): Ref
  /** Fixed numbers in row-major order, in the kernel's floating dtype: tables that only shapes and attributes decide. */
  constant(shape: Shape, data: readonly number[]): Ref

  /**
   * Uniform numbers in [0, 1), multiples of 2^−24. `key` is an int64 tensor [stream, step]: the same key and shape give
   * the same numbers, in float32 as in float64.
   */
  uniform(shape: Shape, key: Ref): Ref

  // ---- elementwise, one argument ----
  neg(x: Ref): Ref
  exp(x: Ref): Ref
  log(x: Ref): Ref
  sigmoid(x: Ref): Ref
  tanh(x: Ref): Ref
  relu(x: Ref): Ref
  abs(x: Ref): Ref
  sqrt(x: Ref): Ref
  sin(x: Ref): Ref
  cos(x: Ref): Ref
  /** e^x − 1, exact near 0 too. */
  expm1(x: Ref): Ref
  /** The error function, 2/√π ∫₀ˣ e^(−t²) dt, to the last digit or two. */
  erf(x: Ref): Ref
  /** log(1 + e^x), stable at both ends. */
  softplus(x: Ref): Ref
  /** x · factor and x + term, with a plain number. */
  scale(x: Ref, factor: number): Ref
  shift(x: Ref, term: number): Ref
  /** x ** exponent with a plain number; exponent 0 gives 1 everywhere, as in PyTorch. */
  powScalar(x: Ref, exponent: number): Ref

  // ---- elementwise, two arguments, broadcasting ----
  add(a: Ref, b: Ref): Ref
  sub(a: Ref, b: Ref): Ref
  mul(a: Ref, b: Ref): Ref
  div(a: Ref, b: Ref): Ref
  pow(a: Ref, b: Ref): Ref
  /** 1 where the relation holds, else 0, in the floating dtype: a mask to multiply with. */
  greater(a: Ref, b: Ref): Ref
  equal(a: Ref, b: Ref): Ref
  /** The larger and the smaller of two; NaN beside anything is NaN, as in PyTorch. */
  maximum(a: Ref, b: Ref): Ref
  minimum(a: Ref, b: Ref): Ref
  /** `a` where mask is not 0, else `b`; the branch not taken never leaks NaN. */
  where(mask: Ref, a: Ref, b: Ref): Ref

  // ---- reductions and shape ----
  /** Sum over `dims` (non-negative, unique); `keepdim` leaves them with size 1. */
  sum(x: Ref, dims: readonly number[], keepdim: boolean): Ref
  max(x: Ref, dims: readonly number[], keepdim: boolean): Ref
  min(x: Ref, dims: readonly number[], keepdim: boolean): Ref
  prod(x: Ref, dims: readonly number[], keepdim: boolean): Ref
  /** For each element, the product of all others along `dim`; exact where some are 0. Shape of x. */
  prodOfOthers(x: Ref, dim: number): Ref
  /** Undo broadcasting: sum `x` down to `shape`. Returns `x` itself when nothing is to be summed. */
  sumTo(x: Ref, shape: Shape): Ref
  broadcastTo(x: Ref, shape: Shape): Ref
  /** Same data, other shape; one entry may be −1. May share the buffer. */
  reshape(x: Ref, shape: Shape): Ref
  /** Reorder axes; `dims[i]` is the source axis of result axis i. */
  permute(x: Ref, dims: readonly number[]): Ref
  /** Cast to the kernel's floating dtype. */
  toFloat(x: Ref): Ref

  // ---- joining and picking along one axis (`dim` is non-negative) ----
  /** Tensors one behind the other; all their sizes but the one at `dim` are equal. */
  concat(xs: readonly Ref[], dim: number): Ref
  /** Places `indices` (each in [0, size), in any order, repeats allowed) of axis `dim`: slices, mirrored borders, repeats. */
  take(x: Ref, dim: number, indices: readonly number[]): Ref
  /** The adjoint of `take`: adds each slice of `dy` back to its place on an axis of `size`, 0 elsewhere. */
  takeGrad(dy: Ref, dim: number, indices: readonly number[], size: number): Ref
  /** y[.., i, ..] = x[.., index[.., i, ..], ..]: shape of index, whose other sizes are at most those of x. */
  gather(x: Ref, dim: number, index: Ref): Ref
  /** The adjoint of `gather`: zeros of shape `xShape` with dy added at the places that index names. */
  scatterAdd(dy: Ref, dim: number, index: Ref, xShape: Shape): Ref

  // ---- linear algebra ----
  /** Matrix product over the last two axes; leading axes broadcast. Both arguments have rank ≥ 2. */
  matmul(a: Ref, b: Ref, options?: { transposeA?: boolean; transposeB?: boolean }): Ref

  // ---- along one axis ----
  /** Both subtract the maximum first; `dim` is non-negative. */
  softmax(x: Ref, dim: number): Ref
  logSoftmax(x: Ref, dim: number): Ref
  /** [..] integers → a new axis of size `classes` at `dim`; an index outside [0, classes) gives all zeros. */
  oneHot(index: Ref, classes: number, dim: number): Ref

  // ---- rows of a table ----
  /** table [rows, width], index [..] integers → [.., width]: the row of each index. Every index is in [0, rows). */
  rows(table: Ref, index: Ref): Ref
  /** Adds each row of dy [.., width] to the row of its index; the row `skip` gets nothing. */
  rowsGrad(dy: Ref, index: Ref, tableShape: Shape, skip: number | null): Ref

  // ---- convolution and pooling, NCHW ----
  /** Cross-correlation. x [N,C,H,W], weight [O,C/groups,KH,KW] → [N,O,H',W']. */
  conv2d(x: Ref, weight: Ref, geometry: Conv2dGeometry): Ref
  conv2dInputGrad(dy: Ref, weight: Ref, xShape: Shape, geometry: Conv2dGeometry): Ref
  conv2dWeightGrad(dy: Ref, x: Ref, weightShape: Shape, geometry: Conv2dGeometry): Ref
  /** Padding counts as −∞; at ties the first in row-major order wins. `index` [N,C,H',W'] int64 is the flat place in the H·W plane. */
  maxPool2d(x: Ref, geometry: PoolGeometry): { y: Ref; index: Ref }
  maxPool2dGrad(dy: Ref, index: Ref, xShape: Shape): Ref
  avgPool2d(x: Ref, geometry: PoolGeometry): Ref
  avgPool2dGrad(dy: Ref, xShape: Shape, geometry: PoolGeometry): Ref
}
