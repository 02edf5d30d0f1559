/** @file Elementwise loops, one for each operation: the operation is a constant where a loop is inlined. */
import { erf, exp, log, sigmoid, softplus, splat, tanh } from './functions'
import { bytes, lanes, zero } from './vector'

// @ts-ignore: decorator
@inline
const NEG = 0, EXP = 1, LOG = 2, SIGMOID = 3, TANH = 4, RELU = 5, SOFTPLUS = 6, SQUARE = 7, CUBE = 8, ROOT = 9, RECIPROCAL = 10, ABS = 11, ERF = 12

// @ts-ignore: decorator
@inline
function one<T>(operation: i32, x: v128): v128 {
  if (operation == NEG) return v128.neg<T>(x)
  if (operation == EXP) return exp<T>(x)
  if (operation == LOG) return log<T>(x)
  if (operation == SIGMOID) return sigmoid<T>(x)
  if (operation == TANH) return tanh<T>(x)
  if (operation == RELU) return v128.max<T>(zero<T>(), x)
  if (operation == SOFTPLUS) return softplus<T>(x)
  if (operation == SQUARE) return v128.mul<T>(x, x)
  if (operation == CUBE) return v128.mul<T>(v128.mul<T>(x, x), x)
  if (operation == ROOT) return v128.sqrt<T>(x)
  if (operation == ABS) return v128.abs<T>(x)
  if (operation == ERF) return erf(x)
  return v128.div<T>(splat<T>(1), x)
}

/** y = f(x) over `n` elements. The last, partial vector is worked out whole, and kept in part. */
// @ts-ignore: decorator
@inline
function each<T>(operation: i32, n: i32, x: usize, y: usize): void {
  const end = x + bytes<T>(n)
  for (; x + 16 <= end; x += 16, y += 16) v128.store(y, one<T>(operation, v128.load(x)))
  for (; x < end; x += sizeof<T>(), y += sizeof<T>())
    store<T>(y, v128.extract_lane<T>(one<T>(operation, v128.load_splat<T>(x)), 0))
}

export function unary<T>(operation: i32, n: i32, x: usize, y: usize): void {
  if (operation == NEG) each<T>(NEG, n, x, y)
  else if (operation == EXP) each<T>(EXP, n, x, y)
  else if (operation == LOG) each<T>(LOG, n, x, y)
  else if (operation == SIGMOID) each<T>(SIGMOID, n, x, y)
  else if (operation == TANH) each<T>(TANH, n, x, y)
  else if (operation == RELU) each<T>(RELU, n, x, y)
  else if (operation == SOFTPLUS) each<T>(SOFTPLUS, n, x, y)
  else if (operation == SQUARE) each<T>(SQUARE, n, x, y)
  else if (operation == CUBE) each<T>(CUBE, n, x, y)
  else if (operation == ROOT) each<T>(ROOT, n, x, y)
  else if (operation == RECIPROCAL) each<T>(RECIPROCAL, n, x, y)
  else if (operation == ABS) each<T>(ABS, n, x, y)
  else if (sizeof<T>() == 4) each<T>(ERF, n, x, y)
}

// @ts-ignore: decorator
@inline
const ADD = 0, SUB = 1, MUL = 2, DIV = 3, GREATER = 4, EQUAL = 5, MAXIMUM = 6, MINIMUM = 7
/** Products that backward rules are made of. */
// @ts-ignore: decorator
@inline
const MUL_POSITIVE = 8, MUL_SIGMOID_SLOPE = 9, MUL_TANH_SLOPE = 10

// @ts-ignore: decorator
@inline
function two<T>(operation: i32, a: v128, b: v128): v128 {
  if (operation == ADD) return v128.add<T>(a, b)
  if (operation == SUB) return v128.sub<T>(a, b)
  if (operation == MUL) return v128.mul<T>(a, b)
  if (operation == DIV) return v128.div<T>(a, b)
  if (operation == GREATER) return v128.and(v128.gt<T>(a, b), splat<T>(1))
  if (operation == EQUAL) return v128.and(v128.eq<T>(a, b), splat<T>(1))
  if (operation == MAXIMUM) return v128.max<T>(a, b)
  if (operation == MINIMUM) return v128.min<T>(a, b)
  // a·[b > 0], a·(b(1 − b)), a·(1 − b²)
  if (operation == MUL_POSITIVE) return v128.mul<T>(a, v128.and(v128.gt<T>(b, zero<T>()), splat<T>(1)))
  if (operation == MUL_SIGMOID_SLOPE) return v128.mul<T>(a, v128.mul<T>(b, v128.sub<T>(splat<T>(1), b)))
  return v128.mul<T>(a, v128.sub<T>(splat<T>(1), v128.mul<T>(b, b)))
}

/** One run: the arguments step by 1, or by 0 (one number for the whole run). */
// @ts-ignore: decorator
@inline
function run<T>(operation: i32, n: i32, y: usize, a: usize, aStep: i32, b: usize, bStep: i32): void {
  const end = y + bytes<T>(n)
  if (aStep && bStep) {
    for (; y + 16 <= end; y += 16, a += 16, b += 16) v128.store(y, two<T>(operation, v128.load(a), v128.load(b)))
  } else if (aStep) {
    const same = v128.load_splat<T>(b)
    for (; y + 16 <= end; y += 16, a += 16) v128.store(y, two<T>(operation, v128.load(a), same))
  } else if (bStep) {
    const same = v128.load_splat<T>(a)
    for (; y + 16 <= end; y += 16, b += 16) v128.store(y, two<T>(operation, same, v128.load(b)))
  }
  const aBytes = bytes<T>(aStep)
  const bBytes = bytes<T>(bStep)
  for (; y < end; y += sizeof<T>(), a += aBytes, b += bBytes)
    store<T>(y, v128.extract_lane<T>(two<T>(operation, v128.load_splat<T>(a), v128.load_splat<T>(b)), 0))
}

/** `rows` runs of `n`: from one run to the next the arguments move by `aRow` and `bRow`, and the result by n. */
// @ts-ignore: decorator
@inline
function eachRun<T>(
  operation: i32, rows: i32, n: i32, y: usize,
  a: usize, aRow: i32, aStep: i32, b: usize, bRow: i32, bStep: i32,
): void {
  for (let r = 0; r < rows; r++) {
    run<T>(operation, n, y, a, aStep, b, bStep)
    y += bytes<T>(n)
    a += bytes<T>(aRow)
    b += bytes<T>(bRow)
  }
}

export function binary<T>(
  operation: i32, rows: i32, n: i32, y: usize,
  a: usize, aRow: i32, aStep: i32, b: usize, bRow: i32, bStep: i32,
): void {
  if (operation == ADD) eachRun<T>(ADD, rows, n, y, a, aRow, aStep, b, bRow, bStep)
  else if (operation == SUB) eachRun<T>(SUB, rows, n, y, a, aRow, aStep, b, bRow, bStep)
  else if (operation == MUL) eachRun<T>(MUL, rows, n, y, a, aRow, aStep, b, bRow, bStep)
  else if (operation == DIV) eachRun<T>(DIV, rows, n, y, a, aRow, aStep, b, bRow, bStep)
  else if (operation == GREATER) eachRun<T>(GREATER, rows, n, y, a, aRow, aStep, b, bRow, bStep)
  else if (operation == EQUAL) eachRun<T>(EQUAL, rows, n, y, a, aRow, aStep, b, bRow, bStep)
  else if (operation == MAXIMUM) eachRun<T>(MAXIMUM, rows, n, y, a, aRow, aStep, b, bRow, bStep)
  else if (operation == MINIMUM) eachRun<T>(MINIMUM, rows, n, y, a, aRow, aStep, b, bRow, bStep)
  else if (operation == MUL_POSITIVE) eachRun<T>(MUL_POSITIVE, rows, n, y, a, aRow, aStep, b, bRow, bStep)
  else if (operation == MUL_SIGMOID_SLOPE) eachRun<T>(MUL_SIGMOID_SLOPE, rows, n, y, a, aRow, aStep, b, bRow, bStep)
  else eachRun<T>(MUL_TANH_SLOPE, rows, n, y, a, aRow, aStep, b, bRow, bStep)
}

/** y = x·factor + term. */
// @ts-ignore: decorator
@inline
export function linear<T>(n: i32, x: usize, y: usize, factor: f64, term: f64): void {
  const f = splat<T>(factor)
  const t = splat<T>(term)
  const end = x + bytes<T>(n)
  for (; x + 16 <= end; x += 16, y += 16) v128.store(y, v128.add<T>(v128.mul<T>(v128.load(x), f), t))
  for (; x < end; x += sizeof<T>(), y += sizeof<T>()) store<T>(y, load<T>(x) * <T>factor + <T>term)
}

/**
 * y += x·factor, with y as it was before kept at `before`: a step of gradient descent with factor −lr. One pass, since it
 * takes as long as the memory that it reads and writes.
 * @returns max |Δy|; NaN when there is one.
 */
export function addScaled<T>(n: i32, x: usize, y: usize, before: usize, factor: f64): f64 {
  const f = splat<T>(factor)
  let most = zero<T>()
  let other = zero<T>()
  const end = x + bytes<T>(n)
  for (; x + 32 <= end; x += 32, y += 32, before += 32) {
    const a = v128.load(y)
    const b = v128.load(y, 16)
    const c = v128.add<T>(a, v128.mul<T>(v128.load(x), f))
    const d = v128.add<T>(b, v128.mul<T>(v128.load(x, 16), f))
    v128.store(before, a)
    v128.store(before, b, 16)
    v128.store(y, c)
    v128.store(y, d, 16)
    most = v128.max<T>(most, v128.abs<T>(v128.sub<T>(c, a)))
    other = v128.max<T>(other, v128.abs<T>(v128.sub<T>(d, b)))
  }
  let result = largest<T>(v128.max<T>(most, other))
  for (; x < end; x += sizeof<T>(), y += sizeof<T>(), before += sizeof<T>()) {
    const was = load<T>(y)
    const is: T = was + load<T>(x) * <T>factor
    store<T>(before, was)
    store<T>(y, is)
    result = max<T>(result, abs<T>(is - was))
  }
  return <f64>result
}

// @ts-ignore: decorator
@inline
function largest<T>(v: v128): T {
  const result = max<T>(<T>v128.extract_lane<T>(v, 0), <T>v128.extract_lane<T>(v, 1))
  if (sizeof<T>() == 8) return result
  return max<T>(result, max<T>(<T>v128.extract_lane<T>(v, 2), <T>v128.extract_lane<T>(v, 3)))
}

/** `rows` runs of `n` numbers read with a stride: broadcasting and transposing. */
export function copyStrided<T>(rows: i32, n: i32, y: usize, x: usize, row: i32, step: i32): void {
  for (let r = 0; r < rows; r++) {
    const end = y + bytes<T>(n)
    let from = x
    if (step == 1) for (; y + 16 <= end; y += 16, from += 16) v128.store(y, v128.load(from))
    else if (step == 0) {
      const same = v128.load_splat<T>(x)
      for (; y + 16 <= end; y += 16) v128.store(y, same)
    }
    for (; y < end; y += sizeof<T>(), from += bytes<T>(step)) store<T>(y, load<T>(from))
    x += bytes<T>(row)
  }
}

/** Class numbers and float64 data for a float32 machine. */
export function toSingle(n: i32, x: usize, y: usize): void {
  for (let i = 0; i < n; i++, x += 8, y += 4) store<f32>(y, <f32>load<f64>(x))
}
