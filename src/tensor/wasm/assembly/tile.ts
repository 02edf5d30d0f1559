/**
 * @file The heart of every product: a tile of sums held in registers, 2 vectors wide. Plain SIMD keeps 4 rows: a product
 * needs a register of its own before it is added. With fused multiply-add 6 rows fit into the 15 registers that V8 gives.
 */
import { bytes, lanes, madd, zero } from './vector'

/** Rows of a tile, and so lines in a packed panel of the left side. */
// @ts-ignore: decorator
@inline
export const ROWS: i32 = ASC_FEATURE_RELAXED_SIMD ? 6 : 4

/** Where a tile's sums start. */
// @ts-ignore: decorator
@inline
export const FROM_ZERO: i32 = 0
// @ts-ignore: decorator
@inline
export const FROM_RESULT: i32 = 1
/** One number for each row of the result (the bias of a convolution's output channel). */
// @ts-ignore: decorator
@inline
export const FROM_ROW_BIAS: i32 = 2
/** One number for each column of the result (the bias of an affine layer). */
// @ts-ignore: decorator
@inline
export const FROM_COLUMN_BIAS: i32 = 3

/** Columns of a tile, and so lines in a packed panel of the right side. */
// @ts-ignore: decorator
@inline
export function columns<T>(): i32 {
  return 2 * lanes<T>()
}

/**
 * `rows` (1 to 6) by `vectors` (1 or 2), both constants where this is inlined: c = start + Σ_k a[k]·b[k]. Step k of
 * the panel `a` is ROWS numbers, `step` bytes after the one before; `row` is the distance of two rows of c in bytes. Step k
 * of the panel `b` is 2 vectors; `spread`, also a constant, has no such panel: see `spreadTile`.
 */
// @ts-ignore: decorator
@inline
function sums<T>(
  rows: i32, vectors: i32, spread: bool, depth: i32, a: usize, step: usize, b: usize, second: usize,
  c: usize, row: usize, start: i32, bias: usize,
): void {
  const size = sizeof<T>()
  // Row by row: V8 works the sums out in the order of their declaration, and keeps each x only as long as its row needs it.
  let c00 = zero<T>(), c01 = zero<T>(), c10 = zero<T>(), c11 = zero<T>(), c20 = zero<T>(), c21 = zero<T>()
  let c30 = zero<T>(), c31 = zero<T>(), c40 = zero<T>(), c41 = zero<T>(), c50 = zero<T>(), c51 = zero<T>()
  if (start == FROM_RESULT) {
    c00 = v128.load(c)
    if (vectors > 1) c01 = v128.load(c, 16)
    if (rows > 1) {
      c10 = v128.load(c + row)
      if (vectors > 1) c11 = v128.load(c + row, 16)
    }
    if (rows > 2) {
      c20 = v128.load(c + 2 * row)
      if (vectors > 1) c21 = v128.load(c + 2 * row, 16)
    }
    if (rows > 3) {
      c30 = v128.load(c + 3 * row)
      if (vectors > 1) c31 = v128.load(c + 3 * row, 16)
    }
    if (rows > 4) {
      c40 = v128.load(c + 4 * row)
      if (vectors > 1) c41 = v128.load(c + 4 * row, 16)
    }
    if (rows > 5) {
      c50 = v128.load(c + 5 * row)
      if (vectors > 1) c51 = v128.load(c + 5 * row, 16)
    }
  } else if (start == FROM_ROW_BIAS) {
    c00 = v128.load_splat<T>(bias)
    if (vectors > 1) c01 = v128.load_splat<T>(bias)
    if (rows > 1) {
      c10 = v128.load_splat<T>(bias, size)
      if (vectors > 1) c11 = v128.load_splat<T>(bias, size)
    }
    if (rows > 2) {
      c20 = v128.load_splat<T>(bias, 2 * size)
      if (vectors > 1) c21 = v128.load_splat<T>(bias, 2 * size)
    }
    if (rows > 3) {
      c30 = v128.load_splat<T>(bias, 3 * size)
      if (vectors > 1) c31 = v128.load_splat<T>(bias, 3 * size)
    }
    if (rows > 4) {
      c40 = v128.load_splat<T>(bias, 4 * size)
      if (vectors > 1) c41 = v128.load_splat<T>(bias, 4 * size)
    }
    if (rows > 5) {
      c50 = v128.load_splat<T>(bias, 5 * size)
      if (vectors > 1) c51 = v128.load_splat<T>(bias, 5 * size)
    }
  } else if (start == FROM_COLUMN_BIAS) {
    c00 = v128.load(bias)
    if (vectors > 1) c01 = v128.load(bias, 16)
    if (rows > 1) {
      c10 = v128.load(bias)
      if (vectors > 1) c11 = v128.load(bias, 16)
    }
    if (rows > 2) {
      c20 = v128.load(bias)
      if (vectors > 1) c21 = v128.load(bias, 16)
    }
    if (rows > 3) {
      c30 = v128.load(bias)
      if (vectors > 1) c31 = v128.load(bias, 16)
    }
    if (rows > 4) {
      c40 = v128.load(bias)
      if (vectors > 1) c41 = v128.load(bias, 16)
    }
    if (rows > 5) {
      c50 = v128.load(bias)
      if (vectors > 1) c51 = v128.load(bias, 16)
    }
  }
  const end = a + <usize>depth * step
  while (a < end) {
    const at: usize = spread ? <usize>load<i32>(a, <usize>ROWS * size) : 0
    const b0 = v128.load(b + at)
    const b1 = spread ? v128.load(second + at) : vectors > 1 ? v128.load(b, 16) : b0
    let x = v128.load_splat<T>(a)
    c00 = madd<T>(x, b0, c00)
    if (vectors > 1) c01 = madd<T>(x, b1, c01)
    if (rows > 1) {
      x = v128.load_splat<T>(a, size)
      c10 = madd<T>(x, b0, c10)
      if (vectors > 1) c11 = madd<T>(x, b1, c11)
    }
    if (rows > 2) {
      x = v128.load_splat<T>(a, 2 * size)
      c20 = madd<T>(x, b0, c20)
      if (vectors > 1) c21 = madd<T>(x, b1, c21)
    }
    if (rows > 3) {
      x = v128.load_splat<T>(a, 3 * size)
      c30 = madd<T>(x, b0, c30)
      if (vectors > 1) c31 = madd<T>(x, b1, c31)
    }
    if (rows > 4) {
      x = v128.load_splat<T>(a, 4 * size)
      c40 = madd<T>(x, b0, c40)
      if (vectors > 1) c41 = madd<T>(x, b1, c41)
    }
    if (rows > 5) {
      x = v128.load_splat<T>(a, 5 * size)
      c50 = madd<T>(x, b0, c50)
      if (vectors > 1) c51 = madd<T>(x, b1, c51)
    }
    a += step
    if (!spread) b += 32
  }
  v128.store(c, c00)
  if (vectors > 1) v128.store(c, c01, 16)
  if (rows > 1) {
    v128.store(c + row, c10)
    if (vectors > 1) v128.store(c + row, c11, 16)
  }
  if (rows > 2) {
    v128.store(c + 2 * row, c20)
    if (vectors > 1) v128.store(c + 2 * row, c21, 16)
  }
  if (rows > 3) {
    v128.store(c + 3 * row, c30)
    if (vectors > 1) v128.store(c + 3 * row, c31, 16)
  }
  if (rows > 4) {
    v128.store(c + 4 * row, c40)
    if (vectors > 1) v128.store(c + 4 * row, c41, 16)
  }
  if (rows > 5) {
    v128.store(c + 5 * row, c50)
    if (vectors > 1) v128.store(c + 5 * row, c51, 16)
  }
}

// Each height is a function of its own: inlined together, their registers would spill.
function wide1<T>(depth: i32, a: usize, step: usize, b: usize, c: usize, row: usize, start: i32, bias: usize): void {
  sums<T>(1, 2, false, depth, a, step, b, 0, c, row, start, bias)
}
function wide2<T>(depth: i32, a: usize, step: usize, b: usize, c: usize, row: usize, start: i32, bias: usize): void {
  sums<T>(2, 2, false, depth, a, step, b, 0, c, row, start, bias)
}
function wide3<T>(depth: i32, a: usize, step: usize, b: usize, c: usize, row: usize, start: i32, bias: usize): void {
  sums<T>(3, 2, false, depth, a, step, b, 0, c, row, start, bias)
}
function wide4<T>(depth: i32, a: usize, step: usize, b: usize, c: usize, row: usize, start: i32, bias: usize): void {
  sums<T>(4, 2, false, depth, a, step, b, 0, c, row, start, bias)
}
function wide5<T>(depth: i32, a: usize, step: usize, b: usize, c: usize, row: usize, start: i32, bias: usize): void {
  sums<T>(5, 2, false, depth, a, step, b, 0, c, row, start, bias)
}
function wide6<T>(depth: i32, a: usize, step: usize, b: usize, c: usize, row: usize, start: i32, bias: usize): void {
  sums<T>(6, 2, false, depth, a, step, b, 0, c, row, start, bias)
}
function narrow2<T>(depth: i32, a: usize, step: usize, b: usize, c: usize, row: usize, start: i32, bias: usize): void {
  sums<T>(2, 1, false, depth, a, step, b, 0, c, row, start, bias)
}
function narrow4<T>(depth: i32, a: usize, step: usize, b: usize, c: usize, row: usize, start: i32, bias: usize): void {
  sums<T>(4, 1, false, depth, a, step, b, 0, c, row, start, bias)
}
function narrow6<T>(depth: i32, a: usize, step: usize, b: usize, c: usize, row: usize, start: i32, bias: usize): void {
  sums<T>(6, 1, false, depth, a, step, b, 0, c, row, start, bias)
}

// @ts-ignore: decorator
@inline
function wide<T>(m: i32, depth: i32, a: usize, step: usize, b: usize, c: usize, row: usize, start: i32, bias: usize): void {
  if (ROWS > 5 && m == 6) wide6<T>(depth, a, step, b, c, row, start, bias)
  else if (ROWS > 5 && m == 5) wide5<T>(depth, a, step, b, c, row, start, bias)
  else if (m == 4) wide4<T>(depth, a, step, b, c, row, start, bias)
  else if (m == 3) wide3<T>(depth, a, step, b, c, row, start, bias)
  else if (m == 2) wide2<T>(depth, a, step, b, c, row, start, bias)
  else wide1<T>(depth, a, step, b, c, row, start, bias)
}

/** Bytes of `spare` below: one whole tile. */
// @ts-ignore: decorator
@inline
export const SPARE: usize = 32 * 6

/**
 * Any tile: `m` is 1 to ROWS, `n` 1 to `columns`, steps of `a` lie `step` bytes apart. Tiles that stick out on the right are
 * worked out in `spare`.
 */
export function tile<T>(
  m: i32, n: i32, depth: i32, a: usize, step: usize, b: usize, c: usize, row: usize, start: i32, bias: usize, spare: usize,
): void {
  if (n == columns<T>()) return wide<T>(m, depth, a, step, b, c, row, start, bias)
  for (let i = 0; i < m; i++)
    for (let j = 0; j < n; j++) {
      let first: T = 0
      if (start == FROM_RESULT) first = load<T>(c + <usize>i * row + bytes<T>(j))
      else if (start == FROM_ROW_BIAS) first = load<T>(bias + bytes<T>(i))
      else if (start == FROM_COLUMN_BIAS) first = load<T>(bias + bytes<T>(j))
      store<T>(spare + 32 * <usize>i + bytes<T>(j), first)
    }
  if (n > lanes<T>()) wide<T>(m, depth, a, step, b, spare, 32, FROM_RESULT, 0)
  else if (ROWS > 5 && m > 4) narrow6<T>(depth, a, step, b, spare, 32, FROM_RESULT, 0)
  else if (m > 2) narrow4<T>(depth, a, step, b, spare, 32, FROM_RESULT, 0)
  else narrow2<T>(depth, a, step, b, spare, 32, FROM_RESULT, 0)
  for (let i = 0; i < m; i++)
    for (let j = 0; j < n; j++) store<T>(c + <usize>i * row + bytes<T>(j), load<T>(spare + 32 * <usize>i + bytes<T>(j)))
}

/** Bytes of a step of a panel that says where the other side lies: ROWS numbers, and an offset in bytes. */
// @ts-ignore: decorator
@inline
export function spreadStep<T>(): usize {
  return (<usize>ROWS + 1) * sizeof<T>()
}

function spread1<T>(depth: i32, a: usize, b: usize, second: usize, c: usize, row: usize, start: i32, bias: usize): void {
  sums<T>(1, 2, true, depth, a, spreadStep<T>(), b, second, c, row, start, bias)
}
function spread2<T>(depth: i32, a: usize, b: usize, second: usize, c: usize, row: usize, start: i32, bias: usize): void {
  sums<T>(2, 2, true, depth, a, spreadStep<T>(), b, second, c, row, start, bias)
}
function spread3<T>(depth: i32, a: usize, b: usize, second: usize, c: usize, row: usize, start: i32, bias: usize): void {
  sums<T>(3, 2, true, depth, a, spreadStep<T>(), b, second, c, row, start, bias)
}
function spread4<T>(depth: i32, a: usize, b: usize, second: usize, c: usize, row: usize, start: i32, bias: usize): void {
  sums<T>(4, 2, true, depth, a, spreadStep<T>(), b, second, c, row, start, bias)
}
function spread5<T>(depth: i32, a: usize, b: usize, second: usize, c: usize, row: usize, start: i32, bias: usize): void {
  sums<T>(5, 2, true, depth, a, spreadStep<T>(), b, second, c, row, start, bias)
}
function spread6<T>(depth: i32, a: usize, b: usize, second: usize, c: usize, row: usize, start: i32, bias: usize): void {
  sums<T>(6, 2, true, depth, a, spreadStep<T>(), b, second, c, row, start, bias)
}

/**
 * A whole tile whose right side is not packed: step k of it are the vectors at `b` and `second`, both moved by the offset
 * that stands behind the numbers in step k of `a`. In a table of its own it would need one more register than V8 has.
 */
export function spreadTile<T>(
  m: i32, depth: i32, a: usize, b: usize, second: usize, c: usize, row: usize, start: i32, bias: usize,
): void {
  if (ROWS > 5 && m == 6) spread6<T>(depth, a, b, second, c, row, start, bias)
  else if (ROWS > 5 && m == 5) spread5<T>(depth, a, b, second, c, row, start, bias)
  else if (m == 4) spread4<T>(depth, a, b, second, c, row, start, bias)
  else if (m == 3) spread3<T>(depth, a, b, second, c, row, start, bias)
  else if (m == 2) spread2<T>(depth, a, b, second, c, row, start, bias)
  else spread1<T>(depth, a, b, second, c, row, start, bias)
}

/** Rows of each panel when `m` rows are split into as few panels as can be, of the same height: low tiles wait for their sums. */
export function evenRows(m: i32): i32 {
  const panels = max(1, (m + ROWS - 1) / ROWS)
  return (m + panels - 1) / panels
}
