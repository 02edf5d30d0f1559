/**
 * @file The weight gradient of a convolution with few output channels and stride 1 across: each weight's gradient is a dot
 * product of δy with the image shifted by its tap. Vectors run along the rows, so nothing is packed or transposed.
 */
import { bytes, lanes, madd, total } from './vector'
import { outHeight, outWidth, paddedWidth, placeCount, strideDown } from './windows'

/** Channels by taps in registers: 9 sums beside 3 + 1 operands. */
// @ts-ignore: decorator
@inline
const SIDE: i32 = 3

/**
 * Adds one image's share to `sums`, one vector for each (channel, tap).
 * @param mask where `writeMask` put it.
 */
export function addDots<T>(g: usize, delta: usize, channels: i32, image: usize, tapTable: usize, taps: i32, sums: usize, mask: usize): void {
  const plane = bytes<T>(placeCount(g))
  for (let o = 0; o < channels; o += SIDE) {
    const o1 = min(o + 1, channels - 1)
    const o2 = min(o + 2, channels - 1)
    for (let t = 0; t < taps; t += SIDE) {
      const t1 = min(t + 1, taps - 1)
      const t2 = min(t + 2, taps - 1)
      addSquare<T>(
        g, delta + plane * <usize>o, delta + plane * <usize>o1, delta + plane * <usize>o2,
        image + <usize>load<i32>(tapTable + 4 * <usize>t), image + <usize>load<i32>(tapTable + 4 * <usize>t1),
        image + <usize>load<i32>(tapTable + 4 * <usize>t2),
        sums + 16 * <usize>(o * taps + t), 16 * <usize>taps, min(SIDE, channels - o), min(SIDE, taps - t), mask,
      )
    }
  }
}

/** One square of sums; channels and taps beyond `rows` and `columns` are worked out and not kept. */
function addSquare<T>(
  g: usize, d0: usize, d1: usize, d2: usize, x0: usize, x1: usize, x2: usize,
  sums: usize, row: usize, rows: i32, columns: i32, maskAt: usize,
): void {
  let s00 = v128.splat<T>(<T>0), s01 = s00, s02 = s00, s10 = s00, s11 = s00, s12 = s00, s20 = s00, s21 = s00, s22 = s00
  const mask = v128.load(maskAt)
  const whole = bytes<T>(outWidth(g) & ~(lanes<T>() - 1))
  const partial = (outWidth(g) & (lanes<T>() - 1)) != 0
  const down = bytes<T>(strideDown(g) * paddedWidth(g))
  const across = bytes<T>(outWidth(g))
  for (let i = outHeight(g); i > 0; i--) {
    let at: usize = 0
    for (; at < whole; at += 16) {
      const a = v128.load(d0 + at), b = v128.load(d1 + at), c = v128.load(d2 + at)
      let x = v128.load(x0 + at)
      s00 = madd<T>(x, a, s00)
      s10 = madd<T>(x, b, s10)
      s20 = madd<T>(x, c, s20)
      x = v128.load(x1 + at)
      s01 = madd<T>(x, a, s01)
      s11 = madd<T>(x, b, s11)
      s21 = madd<T>(x, c, s21)
      x = v128.load(x2 + at)
      s02 = madd<T>(x, a, s02)
      s12 = madd<T>(x, b, s12)
      s22 = madd<T>(x, c, s22)
    }
    if (partial) {
      const a = v128.and(v128.load(d0 + at), mask), b = v128.and(v128.load(d1 + at), mask), c = v128.and(v128.load(d2 + at), mask)
      let x = v128.and(v128.load(x0 + at), mask)
      s00 = madd<T>(x, a, s00)
      s10 = madd<T>(x, b, s10)
      s20 = madd<T>(x, c, s20)
      x = v128.and(v128.load(x1 + at), mask)
      s01 = madd<T>(x, a, s01)
      s11 = madd<T>(x, b, s11)
      s21 = madd<T>(x, c, s21)
      x = v128.and(v128.load(x2 + at), mask)
      s02 = madd<T>(x, a, s02)
      s12 = madd<T>(x, b, s12)
      s22 = madd<T>(x, c, s22)
    }
    d0 += across
    d1 += across
    d2 += across
    x0 += down
    x1 += down
    x2 += down
  }
  addRow<T>(sums, s00, s01, s02, columns)
  if (rows > 1) addRow<T>(sums + row, s10, s11, s12, columns)
  if (rows > 2) addRow<T>(sums + 2 * row, s20, s21, s22, columns)
}

// @ts-ignore: decorator
@inline
function addRow<T>(to: usize, a: v128, b: v128, c: v128, columns: i32): void {
  v128.store(to, v128.add<T>(v128.load(to), a))
  if (columns > 1) v128.store(to, v128.add<T>(v128.load(to, 16), b), 16)
  if (columns > 2) v128.store(to, v128.add<T>(v128.load(to, 32), c), 32)
}

/** Ones in the lanes that a row's last, partial vector has. */
export function writeMask<T>(g: usize, to: usize): void {
  v128.store(to, i32x4.splat(0))
  memory.fill(to, 0xff, bytes<T>(outWidth(g) & (lanes<T>() - 1)))
}

/** Each sum's lanes, added up. */
export function totals<T>(count: i32, sums: usize, to: usize): void {
  for (let i = 0; i < count; i++) store<T>(to + bytes<T>(i), total<T>(v128.load(sums + 16 * <usize>i)))
}
