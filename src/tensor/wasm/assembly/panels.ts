/** @file Packing: lines of a matrix laid side by side, step by step, in the order in which a tile reads them. */
import { ROWS } from './tile'
import { bytes, lanes, transpose } from './vector'

/**
 * One panel of `width` lines, a constant where this is inlined: step s of the panel is the s-th number of each line. Lines
 * lie `line` elements apart and steps `step` elements apart at `from`; lines from `count` on are filled with 0.
 */
// @ts-ignore: decorator
@inline
function pack<T>(into: usize, from: usize, count: i32, width: i32, depth: i32, line: i32, step: i32): void {
  const wide = bytes<T>(width)
  // 6 lines of f32 are a vector and a half; all other panels are whole vectors.
  const half = (wide & 15) != 0
  const whole = wide & ~15
  let s = 0
  if (count == width) {
    if (line == 1) {
      for (; s < depth; s++) {
        for (let at: usize = 0; at < whole; at += 16) v128.store(into + at, v128.load(from + at))
        if (half) store<u64>(into + whole, load<u64>(from + whole))
        into += wide
        from += bytes<T>(step)
      }
      return
    }
    if (step == 1) {
      const square = lanes<T>()
      for (; s + square <= depth; s += square) {
        for (let at: usize = 0, row = from; at < whole; at += 16, row += bytes<T>(square * line))
          transpose<T>(row, bytes<T>(line), into + at, wide)
        if (half) {
          const a = v128.load(from + bytes<T>(4 * line))
          const b = v128.load(from + bytes<T>(5 * line))
          const low = v128.shuffle<f32>(a, b, 0, 4, 1, 5)
          const high = v128.shuffle<f32>(a, b, 2, 6, 3, 7)
          v128.store_lane<u64>(into + 16, low, 0)
          v128.store_lane<u64>(into + wide + 16, low, 1)
          v128.store_lane<u64>(into + 2 * wide + 16, high, 0)
          v128.store_lane<u64>(into + 3 * wide + 16, high, 1)
        }
        into += <usize>square * wide
        from += 16
      }
    }
  }
  for (; s < depth; s++) {
    for (let w = 0; w < width; w++)
      store<T>(into + bytes<T>(w), w < count ? load<T>(from + bytes<T>(w * line)) : <T>0)
    into += wide
    from += bytes<T>(step)
  }
}

export function packRows<T>(into: usize, from: usize, count: i32, depth: i32, line: i32, step: i32): void {
  pack<T>(into, from, count, ROWS, depth, line, step)
}

export function packColumns<T>(into: usize, from: usize, count: i32, depth: i32, line: i32, step: i32): void {
  pack<T>(into, from, count, 2 * lanes<T>(), depth, line, step)
}
