/**
 * @file AssemblyScript: the most that one thread of WebAssembly SIMD can multiply and add here. 12 sums in registers, none
 * waiting for another, nothing loaded. 96 floating operations a turn.
 */

function step(sum: v128, x: v128, y: v128): v128 {
  if (ASC_FEATURE_RELAXED_SIMD) return f32x4.relaxed_madd(sum, x, y)
  return f32x4.add(f32x4.mul(sum, x), y)
}

export function peak(turns: i32, at: usize): void {
  const x = v128.load(at)
  const y = v128.load(at, 16)
  let a = x
  let b = y
  let c = x
  let d = y
  let e = x
  let f = y
  let g = x
  let h = y
  let i = x
  let j = y
  let k = x
  let l = y
  for (let turn = 0; turn < turns; turn++) {
    a = step(a, x, y)
    b = step(b, x, y)
    c = step(c, x, y)
    d = step(d, x, y)
    e = step(e, x, y)
    f = step(f, x, y)
    g = step(g, x, y)
    h = step(h, x, y)
    i = step(i, x, y)
    j = step(j, x, y)
    k = step(k, x, y)
    l = step(l, x, y)
  }
  // Each sum goes into the result, or the optimizer would leave it out.
  const left = f32x4.add(f32x4.add(f32x4.add(a, b), f32x4.add(c, d)), f32x4.add(e, f))
  const right = f32x4.add(f32x4.add(f32x4.add(g, h), f32x4.add(i, j)), f32x4.add(k, l))
  v128.store(at, f32x4.add(left, right), 32)
}
