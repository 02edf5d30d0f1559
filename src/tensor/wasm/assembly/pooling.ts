/** @file 2-D pooling. The geometry is that of a convolution with one output channel for each input channel. */
import { bytes, lanes } from './vector'
import {
  channels, dilationAcross, dilationDown, height, images, kernelHeight, kernelWidth, outHeight, outWidth, paddingAcross,
  paddingDown, strideAcross, strideDown, width,
} from './windows'

/** Windows of 2×2 beside each other, without padding: the common case, four (two) windows at a time. Returns how many columns it did. */
// @ts-ignore: decorator
@inline
function maxPairs<T>(across: i32, w: i32, top: usize, first: i32, y: usize, index: usize): i32 {
  const group = lanes<T>()
  const bottom = top + bytes<T>(w)
  let column = 0
  for (; column + group <= across; column += group) {
    const at = bytes<T>(2 * column)
    const t0 = v128.load(top + at)
    const t1 = v128.load(top + at, 16)
    const b0 = v128.load(bottom + at)
    const b1 = v128.load(bottom + at, 16)
    let best: v128, q: v128, r: v128, s: v128
    if (sizeof<T>() == 4) {
      best = v128.shuffle<f32>(t0, t1, 0, 2, 4, 6)
      q = v128.shuffle<f32>(t0, t1, 1, 3, 5, 7)
      r = v128.shuffle<f32>(b0, b1, 0, 2, 4, 6)
      s = v128.shuffle<f32>(b0, b1, 1, 3, 5, 7)
    } else {
      best = v128.shuffle<f64>(t0, t1, 0, 2)
      q = v128.shuffle<f64>(t0, t1, 1, 3)
      r = v128.shuffle<f64>(b0, b1, 0, 2)
      s = v128.shuffle<f64>(b0, b1, 1, 3)
    }
    // A later number wins when it is larger or NaN; the winner's offset is 0, 1, w or w + 1.
    let winner = v128.splat<T>(<T>0)
    let wins = v128.or(v128.gt<T>(q, best), v128.ne<T>(q, q))
    best = v128.bitselect(q, best, wins)
    winner = v128.bitselect(v128.splat<T>(<T>1), winner, wins)
    wins = v128.or(v128.gt<T>(r, best), v128.ne<T>(r, r))
    best = v128.bitselect(r, best, wins)
    winner = v128.bitselect(v128.splat<T>(<T>w), winner, wins)
    wins = v128.or(v128.gt<T>(s, best), v128.ne<T>(s, s))
    best = v128.bitselect(s, best, wins)
    winner = v128.bitselect(v128.splat<T>(<T>(w + 1)), winner, wins)
    v128.store(y + bytes<T>(column), best)
    const place = f64x2.add(f64x2.splat(<f64>(first + 2 * column)), f64x2(0, 2))
    const to = index + 8 * <usize>column
    if (sizeof<T>() == 4) {
      v128.store(to, f64x2.add(place, f64x2.promote_low_f32x4(winner)))
      const high = f64x2.promote_low_f32x4(v128.shuffle<f64>(winner, winner, 1, 1))
      v128.store(to, f64x2.add(f64x2.add(place, f64x2.splat(4)), high), 16)
    } else v128.store(to, f64x2.add(place, winner))
  }
  return column
}

/** The winner's place in its plane goes to `index` as f64; −1 where a window lies in the padding altogether. */
export function maxPool<T>(g: usize, x: usize, y: usize, index: usize): void {
  const h = height(g), w = width(g), down = outHeight(g), across = outWidth(g)
  const pairs =
    kernelHeight(g) == 2 && kernelWidth(g) == 2 && strideDown(g) == 2 && strideAcross(g) == 2 && dilationDown(g) == 1 &&
    dilationAcross(g) == 1 && paddingDown(g) == 0 && paddingAcross(g) == 0 && 2 * down <= h && 2 * across <= w
  for (let plane = 0; plane < images(g) * channels(g); plane++) {
    for (let i = 0; i < down; i++) {
      const top = i * strideDown(g) - paddingDown(g)
      let column = 0
      if (pairs) {
        column = maxPairs<T>(across, w, x + bytes<T>(top * w), top * w, y, index)
        y += bytes<T>(column)
        index += 8 * <usize>column
      }
      for (; column < across; column++) {
        const left = column * strideAcross(g) - paddingAcross(g)
        let best: T = <T>-Infinity
        let winner = -1
        for (let p = 0; p < kernelHeight(g); p++) {
          const row = top + p * dilationDown(g)
          if (row < 0 || row >= h) continue
          for (let q = 0; q < kernelWidth(g); q++) {
            const at = left + q * dilationAcross(g)
            if (at < 0 || at >= w) continue
            const value = load<T>(x + bytes<T>(row * w + at))
            if (value > best || winner < 0 || value != value) {
              best = value
              winner = row * w + at
            }
          }
        }
        store<T>(y, best)
        store<f64>(index, <f64>winner)
        y += sizeof<T>()
        index += 8
      }
    }
    x += bytes<T>(h * w)
  }
}

/**
 * δx of the winners in each of `planes` planes of `size` numbers. `gate` 0 means none; else numbers like x: where they are
 * not above 0, the error is multiplied by 0 (the backward step of relu, which often comes next). Plane by plane, so that
 * what was just set to zero is still in the cache.
 */
export function maxPoolGradient<T>(
  planes: i32, size: i32, perPlane: i32, dy: usize, index: usize, gate: usize, dx: usize,
): void {
  const plane = bytes<T>(size)
  for (let p = 0; p < planes; p++, dx += plane) {
    let at: usize = 0
    for (; at + 16 <= plane; at += 16) v128.store(dx + at, v128.splat<T>(<T>0))
    for (; at < plane; at += sizeof<T>()) store<T>(dx + at, <T>0)
    for (let i = 0; i < perPlane; i++, dy += sizeof<T>(), index += 8) {
      // Adding 1.5·2⁵² leaves a whole number in the low bits; V8's own conversion waits for the number before it.
      const winner = <i32>reinterpret<i64>(load<f64>(index) + 6755399441055744)
      if (winner < 0) continue
      const to = dx + bytes<T>(winner)
      let error = load<T>(dy)
      // Not a branch: nobody could foresee it.
      if (gate) error *= <T><i32>(load<T>(gate + bytes<T>(winner)) > 0)
      store<T>(to, load<T>(to) + error)
    }
    if (gate) gate += plane
  }
}

/** Averages (`back` false: x → y) and their gradient (`back`: δy in y → δx in x, which is zeroed first). */
export function averagePool<T>(g: usize, x: usize, y: usize, countPadding: bool, back: bool): void {
  const h = height(g), w = width(g)
  if (back) memory.fill(x, 0, bytes<T>(images(g) * channels(g) * h * w))
  for (let plane = 0; plane < images(g) * channels(g); plane++, x += bytes<T>(h * w))
    for (let i = 0; i < outHeight(g); i++) {
      const top = i * strideDown(g) - paddingDown(g)
      const bottom = min(top + kernelHeight(g), h + paddingDown(g))
      for (let j = 0; j < outWidth(g); j++, y += sizeof<T>()) {
        const left = j * strideAcross(g) - paddingAcross(g)
        const right = min(left + kernelWidth(g), w + paddingAcross(g))
        const firstRow = max(top, 0), endRow = min(bottom, h), firstColumn = max(left, 0), endColumn = min(right, w)
        const covered = max(endRow - firstRow, 0) * max(endColumn - firstColumn, 0)
        const divisor = <T>(countPadding ? (bottom - top) * (right - left) : covered)
        const share: T = back ? load<T>(y) / divisor : 0
        let sum: T = 0
        for (let row = firstRow; row < endRow; row++)
          for (let at = x + bytes<T>(row * w + firstColumn), end = x + bytes<T>(row * w + endColumn); at < end; at += sizeof<T>())
            if (back) store<T>(at, load<T>(at) + share)
            else sum += load<T>(at)
        if (!back) store<T>(y, sum / divisor)
      }
    }
}
