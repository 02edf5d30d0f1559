/** @file Sums, softmax, and rows with a single 1. Sums of f32 gather in f64, so that long sums stay exact enough. */
import { exp, splat } from './functions'
import { bytes, lanes, total, zero } from './vector'

/** Σ of `n` neighbours. */
// @ts-ignore: decorator
@inline
function lineSum<T>(n: i32, x: usize): f64 {
  const end = x + bytes<T>(n)
  let a = f64x2.splat(0)
  let b = f64x2.splat(0)
  if (sizeof<T>() == 4)
    for (; x + 16 <= end; x += 16) {
      const four = v128.load(x)
      a = f64x2.add(a, f64x2.promote_low_f32x4(four))
      b = f64x2.add(b, f64x2.promote_low_f32x4(v128.shuffle<f64>(four, four, 1, 1)))
    }
  else
    for (; x + 32 <= end; x += 32) {
      a = f64x2.add(a, v128.load(x))
      b = f64x2.add(b, v128.load(x, 16))
    }
  let sum = total<f64>(f64x2.add(a, b))
  for (; x < end; x += sizeof<T>()) sum += <f64>load<T>(x)
  return sum
}

/** y[j] = Σ_i Σ_k x[i, j, k]. */
export function sumAround<T>(outer: i32, kept: i32, inner: i32, x: usize, y: usize): void {
  if (inner == 1) return sumColumns<T>(outer, kept, x, y)
  for (let j = 0; j < kept; j++) {
    let sum: f64 = 0
    for (let i = 0; i < outer; i++) sum += lineSum<T>(inner, x + bytes<T>((i * kept + j) * inner))
    store<T>(y + bytes<T>(j), <T>sum)
  }
}

/** y[j] = Σ_i x[i, j], in runs of 256 rows whose sums are added up. */
function sumColumns<T>(rows: i32, n: i32, x: usize, y: usize): void {
  const row = bytes<T>(n)
  let j = 0
  for (; j + lanes<T>() <= n; j += lanes<T>()) {
    let sum = zero<T>()
    let from = x + bytes<T>(j)
    for (let i = 0; i < rows; i += 256) {
      let part = zero<T>()
      for (let q = min(256, rows - i); q > 0; q--, from += row) part = v128.add<T>(part, v128.load(from))
      sum = v128.add<T>(sum, part)
    }
    v128.store(y + bytes<T>(j), sum)
  }
  for (; j < n; j++) {
    let sum: f64 = 0
    let from = x + bytes<T>(j)
    for (let i = 0; i < rows; i++, from += row) sum += <f64>load<T>(from)
    store<T>(y + bytes<T>(j), <T>sum)
  }
}

/** y[i, k] = Σ_j x[i, j, k]: a sum over the middle. */
export function sumMiddle<T>(outer: i32, middle: i32, inner: i32, x: usize, y: usize): void {
  if (inner == 1) {
    for (let i = 0; i < outer; i++) store<T>(y + bytes<T>(i), <T>lineSum<T>(middle, x + bytes<T>(i * middle)))
    return
  }
  for (let i = 0; i < outer; i++) sumColumns<T>(middle, inner, x + bytes<T>(i * middle * inner), y + bytes<T>(i * inner))
}

// @ts-ignore: decorator
@inline
function lineMax<T>(n: i32, x: usize): T {
  let most: T = <T>-Infinity
  const end = x + bytes<T>(n)
  for (; x < end; x += sizeof<T>()) most = max<T>(most, load<T>(x))
  return most
}

/** Softmax of each row of `n`, or its logarithm. The maximum is taken off first, so that eˣ neither overflows nor vanishes altogether. */
export function softmaxRows<T>(rows: i32, n: i32, x: usize, y: usize, logarithm: bool): void {
  const line = bytes<T>(n)
  for (let r = 0; r < rows; r++) {
    const most = splat<T>(<f64>lineMax<T>(n, x))
    let sum: f64 = 0
    let at: usize = 0
    let parts = zero<T>()
    for (; at + 16 <= line; at += 16) {
      const shifted = v128.sub<T>(v128.load(x + at), most)
      const e = exp<T>(shifted)
      v128.store(y + at, logarithm ? shifted : e)
      parts = v128.add<T>(parts, e)
    }
    for (; at < line; at += sizeof<T>()) {
      const shifted = v128.sub<T>(v128.load_splat<T>(x + at), most)
      const e = exp<T>(shifted)
      store<T>(y + at, v128.extract_lane<T>(logarithm ? shifted : e, 0))
      sum += <f64>v128.extract_lane<T>(e, 0)
    }
    sum += <f64>total<T>(parts)
    at = 0
    if (logarithm) {
      const lost = splat<T>(Math.log(sum))
      for (; at + 16 <= line; at += 16) v128.store(y + at, v128.sub<T>(v128.load(y + at), lost))
      for (; at < line; at += sizeof<T>()) store<T>(y + at, load<T>(y + at) - v128.extract_lane<T>(lost, 0))
    } else {
      const whole = splat<T>(sum)
      for (; at + 16 <= line; at += 16) v128.store(y + at, v128.div<T>(v128.load(y + at), whole))
      for (; at < line; at += sizeof<T>()) store<T>(y + at, load<T>(y + at) / v128.extract_lane<T>(whole, 0))
    }
    x += line
    y += line
  }
}

/** For each of `outer`×`inner` class numbers (f64), a 1 at its place along the axis of `classes`; none where it is no class. */
export function oneHot<T>(outer: i32, classes: i32, inner: i32, index: usize, y: usize): void {
  memory.fill(y, 0, bytes<T>(outer * classes * inner))
  for (let o = 0; o < outer; o++)
    for (let r = 0; r < inner; r++, index += 8) {
      const given = load<f64>(index)
      if (!(given >= 0 && given < <f64>classes) || given != floor(given)) continue
      store<T>(y + bytes<T>((o * classes + <i32>given) * inner + r), <T>1)
    }
}
