/**
 * @file The weight gradient of a convolution, tile by tile of taps × channels: each step is one place, whose errors in two
 * vectors of channels meet the numbers that each tap sees there. Images are read where they are; only δy is transposed.
 */
import { ROWS } from './tile'
import { lanes, madd, zero } from './vector'
import { squareOf } from './windows'

/** Bytes of a step of packed errors: two vectors, and the place's offset, which in a table of its own would need one more register. */
// @ts-ignore: decorator
@inline
const STEP: usize = 48

/**
 * `rows` taps (a constant where this is inlined) by 2 vectors of channels: c += Σ_k x[tap + place k]·δ[place k]. Steps of
 * `delta` are two vectors and the place's offset, STEP bytes; rows of c are 32 bytes.
 */
// @ts-ignore: decorator
@inline
function sums<T>(
  rows: i32, depth: i32, x0: usize, x1: usize, x2: usize, x3: usize, x4: usize, x5: usize, delta: usize, c: usize,
): void {
  let c00 = v128.load(c), c01 = v128.load(c, 16), c10 = zero<T>(), c11 = zero<T>(), c20 = zero<T>(), c21 = zero<T>()
  let c30 = zero<T>(), c31 = zero<T>(), c40 = zero<T>(), c41 = zero<T>(), c50 = zero<T>(), c51 = zero<T>()
  if (rows > 1) {
    c10 = v128.load(c, 32)
    c11 = v128.load(c, 48)
  }
  if (rows > 2) {
    c20 = v128.load(c, 64)
    c21 = v128.load(c, 80)
  }
  if (rows > 3) {
    c30 = v128.load(c, 96)
    c31 = v128.load(c, 112)
  }
  if (rows > 4) {
    c40 = v128.load(c, 128)
    c41 = v128.load(c, 144)
  }
  if (rows > 5) {
    c50 = v128.load(c, 160)
    c51 = v128.load(c, 176)
  }
  const end = delta + STEP * <usize>depth
  while (delta < end) {
    const at = <usize>load<i32>(delta, 32)
    const d0 = v128.load(delta)
    const d1 = v128.load(delta, 16)
    let x = v128.load_splat<T>(x0 + at)
    c00 = madd<T>(x, d0, c00)
    c01 = madd<T>(x, d1, c01)
    if (rows > 1) {
      x = v128.load_splat<T>(x1 + at)
      c10 = madd<T>(x, d0, c10)
      c11 = madd<T>(x, d1, c11)
    }
    if (rows > 2) {
      x = v128.load_splat<T>(x2 + at)
      c20 = madd<T>(x, d0, c20)
      c21 = madd<T>(x, d1, c21)
    }
    if (rows > 3) {
      x = v128.load_splat<T>(x3 + at)
      c30 = madd<T>(x, d0, c30)
      c31 = madd<T>(x, d1, c31)
    }
    if (rows > 4) {
      x = v128.load_splat<T>(x4 + at)
      c40 = madd<T>(x, d0, c40)
      c41 = madd<T>(x, d1, c41)
    }
    if (rows > 5) {
      x = v128.load_splat<T>(x5 + at)
      c50 = madd<T>(x, d0, c50)
      c51 = madd<T>(x, d1, c51)
    }
    delta += STEP
  }
  v128.store(c, c00)
  v128.store(c, c01, 16)
  if (rows > 1) {
    v128.store(c, c10, 32)
    v128.store(c, c11, 48)
  }
  if (rows > 2) {
    v128.store(c, c20, 64)
    v128.store(c, c21, 80)
  }
  if (rows > 3) {
    v128.store(c, c30, 96)
    v128.store(c, c31, 112)
  }
  if (rows > 4) {
    v128.store(c, c40, 128)
    v128.store(c, c41, 144)
  }
  if (rows > 5) {
    v128.store(c, c50, 160)
    v128.store(c, c51, 176)
  }
}
function taps1<T>(depth: i32, x0: usize, x1: usize, x2: usize, x3: usize, x4: usize, x5: usize, delta: usize, c: usize): void {
  sums<T>(1, depth, x0, x1, x2, x3, x4, x5, delta, c)
}
function taps2<T>(depth: i32, x0: usize, x1: usize, x2: usize, x3: usize, x4: usize, x5: usize, delta: usize, c: usize): void {
  sums<T>(2, depth, x0, x1, x2, x3, x4, x5, delta, c)
}
function taps3<T>(depth: i32, x0: usize, x1: usize, x2: usize, x3: usize, x4: usize, x5: usize, delta: usize, c: usize): void {
  sums<T>(3, depth, x0, x1, x2, x3, x4, x5, delta, c)
}
function taps4<T>(depth: i32, x0: usize, x1: usize, x2: usize, x3: usize, x4: usize, x5: usize, delta: usize, c: usize): void {
  sums<T>(4, depth, x0, x1, x2, x3, x4, x5, delta, c)
}
function taps5<T>(depth: i32, x0: usize, x1: usize, x2: usize, x3: usize, x4: usize, x5: usize, delta: usize, c: usize): void {
  sums<T>(5, depth, x0, x1, x2, x3, x4, x5, delta, c)
}
function taps6<T>(depth: i32, x0: usize, x1: usize, x2: usize, x3: usize, x4: usize, x5: usize, delta: usize, c: usize): void {
  sums<T>(6, depth, x0, x1, x2, x3, x4, x5, delta, c)
}

/** `count` taps (1 to ROWS) whose offsets in `image` lie at `taps`; for the rest see `sums`. */
export function channelTile<T>(count: i32, depth: i32, image: usize, taps: usize, delta: usize, c: usize): void {
  const last = count - 1
  const x0 = image + <usize>load<i32>(taps)
  const x1 = image + <usize>load<i32>(taps + 4 * <usize>min(1, last))
  const x2 = image + <usize>load<i32>(taps + 4 * <usize>min(2, last))
  const x3 = image + <usize>load<i32>(taps + 4 * <usize>min(3, last))
  const x4 = image + <usize>load<i32>(taps + 4 * <usize>min(4, last))
  const x5 = image + <usize>load<i32>(taps + 4 * <usize>min(5, last))
  if (ROWS > 5 && count == 6) taps6<T>(depth, x0, x1, x2, x3, x4, x5, delta, c)
  else if (ROWS > 4 && count == 5) taps5<T>(depth, x0, x1, x2, x3, x4, x5, delta, c)
  else if (count == 4) taps4<T>(depth, x0, x1, x2, x3, x4, x5, delta, c)
  else if (count == 3) taps3<T>(depth, x0, x1, x2, x3, x4, x5, delta, c)
  else if (count == 2) taps2<T>(depth, x0, x1, x2, x3, x4, x5, delta, c)
  else taps1<T>(depth, x0, x1, x2, x3, x4, x5, delta, c)
}

/**
 * Errors of `count` channels (at most `columns`) at `depth` places, transposed into steps; planes of channels lie `plane` bytes
 * apart. `places` lists where each place lies, from `base` on.
 */
export function packChannels<T>(
  into: usize, delta: usize, plane: usize, count: i32, places: usize, base: i32, depth: i32,
): void {
  // Channels beyond the last repeat it: what they give is not kept.
  const last = count - 1
  const d1 = plane * <usize>min(1, last), d2 = plane * <usize>min(2, last), d3 = plane * <usize>min(3, last)
  const d4 = plane * <usize>min(4, last), d5 = plane * <usize>min(5, last), d6 = plane * <usize>min(6, last)
  const d7 = plane * <usize>min(7, last)
  const square = lanes<T>()
  let s = 0
  for (; s + square <= depth; s += square) {
    squareOf<T>(into, STEP, delta, delta + d1, delta + d2, delta + d3)
    if (sizeof<T>() == 4) squareOf<T>(into + 16, STEP, delta + d4, delta + d5, delta + d6, delta + d7)
    else squareOf<T>(into + 16, STEP, delta + d2, delta + d3, 0, 0)
    for (let q = 0; q < square; q++, into += STEP, places += 4) store<i32>(into, base + load<i32>(places), 32)
    delta += 16
  }
  for (; s < depth; s++, into += STEP, places += 4, delta += sizeof<T>()) {
    store<T>(into, load<T>(delta))
    store<T>(into, load<T>(delta + d1), sizeof<T>())
    store<T>(into, load<T>(delta + d2), 2 * sizeof<T>())
    store<T>(into, load<T>(delta + d3), 3 * sizeof<T>())
    if (sizeof<T>() == 4) {
      store<T>(into, load<T>(delta + d4), 16)
      store<T>(into, load<T>(delta + d5), 20)
      store<T>(into, load<T>(delta + d6), 24)
      store<T>(into, load<T>(delta + d7), 28)
    }
    store<i32>(into, base + load<i32>(places), 32)
  }
}

/** Bytes of `depth` steps. */
export function channelBytes(depth: i32): usize {
  return STEP * <usize>depth
}
