/**
 * @file Vectors of 16 bytes, generic over the element: `T` is `f32` (4 lanes) or `f64` (2 lanes). Everything here is inlined.
 * Addresses are bytes; counts and strides are elements unless a name says otherwise.
 */

// @ts-ignore: decorator
@inline
export function lanes<T>(): i32 {
  return <i32>(16 / sizeof<T>())
}

/** Bytes of `n` elements. */
// @ts-ignore: decorator
@inline
export function bytes<T>(n: i32): usize {
  return <usize>n * sizeof<T>()
}

/** a·b + c: one rounding where the machine has relaxed SIMD and a fused instruction, else two. */
// @ts-ignore: decorator
@inline
export function madd<T>(a: v128, b: v128, c: v128): v128 {
  if (ASC_FEATURE_RELAXED_SIMD) return v128.relaxed_madd<T>(a, b, c)
  return v128.add<T>(v128.mul<T>(a, b), c)
}

// @ts-ignore: decorator
@inline
export function zero<T>(): v128 {
  return v128.splat<T>(<T>0)
}

/** Sum of the lanes, in a fixed order. */
// @ts-ignore: decorator
@inline
export function total<T>(v: v128): T {
  if (sizeof<T>() == 4)
    return <T>(
      (<f32>v128.extract_lane<f32>(v, 0) +
        v128.extract_lane<f32>(v, 2) +
        (v128.extract_lane<f32>(v, 1) + v128.extract_lane<f32>(v, 3)))
    )
  return <T>(v128.extract_lane<f64>(v, 0) + v128.extract_lane<f64>(v, 1))
}

/**
 * A square of lanes × lanes, transposed on its way: rows lie `fromStep` bytes apart at `from`, and the columns are written
 * `toStep` bytes apart at `to`.
 */
// @ts-ignore: decorator
@inline
export function transpose<T>(from: usize, fromStep: usize, to: usize, toStep: usize): void {
  if (sizeof<T>() == 4) {
    const a = v128.load(from)
    const b = v128.load(from + fromStep)
    const c = v128.load(from + 2 * fromStep)
    const d = v128.load(from + 3 * fromStep)
    const ab0 = v128.shuffle<f32>(a, b, 0, 4, 1, 5)
    const ab1 = v128.shuffle<f32>(a, b, 2, 6, 3, 7)
    const cd0 = v128.shuffle<f32>(c, d, 0, 4, 1, 5)
    const cd1 = v128.shuffle<f32>(c, d, 2, 6, 3, 7)
    v128.store(to, v128.shuffle<f64>(ab0, cd0, 0, 2))
    v128.store(to + toStep, v128.shuffle<f64>(ab0, cd0, 1, 3))
    v128.store(to + 2 * toStep, v128.shuffle<f64>(ab1, cd1, 0, 2))
    v128.store(to + 3 * toStep, v128.shuffle<f64>(ab1, cd1, 1, 3))
  } else {
    const a = v128.load(from)
    const b = v128.load(from + fromStep)
    v128.store(to, v128.shuffle<f64>(a, b, 0, 2))
    v128.store(to + toStep, v128.shuffle<f64>(a, b, 1, 3))
  }
}
