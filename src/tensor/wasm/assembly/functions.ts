/**
 * @file Elementary functions on vectors. In f64 they follow fdlibm (Sun Microsystems, 1993: e_exp.c, e_log.c, s_expm1.c), in
 * f32 Cephes (Stephen Moshier: expf.c, logf.c), without branches; errors are about 1 unit in the last place.
 */
import { zero } from './vector'

// @ts-ignore: decorator
@inline
export function splat<T>(x: f64): v128 {
  return v128.splat<T>(<T>x)
}

/** Horner's next step: p·x + c. */
// @ts-ignore: decorator
@inline
function horner<T>(p: v128, x: v128, c: f64): v128 {
  return v128.add<T>(v128.mul<T>(p, x), splat<T>(c))
}

/** 2ⁿ for whole numbers n, in two halves so that neither over- nor underflows on its own. */
// @ts-ignore: decorator
@inline
function timesPowerOfTwo<T>(x: v128, n: v128): v128 {
  if (sizeof<T>() == 4) {
    const whole = i32x4.trunc_sat_f32x4_s(n)
    const half = i32x4.shr_s(whole, 1)
    const bias = i32x4.splat(127)
    const first = i32x4.shl(i32x4.add(half, bias), 23)
    const second = i32x4.shl(i32x4.add(i32x4.sub(whole, half), bias), 23)
    return f32x4.mul(f32x4.mul(x, first), second)
  }
  // Adding 1.5·2⁵² leaves n in the low bits.
  const magic = f64x2.splat(6755399441055744)
  const whole = i64x2.sub(f64x2.add(n, magic), magic)
  const half = i64x2.shr_s(whole, 1)
  const bias = i64x2.splat(1023)
  const first = i64x2.shl(i64x2.add(half, bias), 52)
  const second = i64x2.shl(i64x2.add(i64x2.sub(whole, half), bias), 52)
  return f64x2.mul(f64x2.mul(x, first), second)
}

/** x = n·ln 2 + r with |r| ≤ ln 2 / 2: the whole number n. Beyond the bounds eˣ is 0 or ∞; NaN stays NaN. */
// @ts-ignore: decorator
@inline
function powerOfTwo<T>(x: v128): v128 {
  return v128.nearest<T>(v128.mul<T>(x, splat<T>(1.4426950408889634)))
}

/** eʳ − 1 for the rest r = x − n·ln 2. */
// @ts-ignore: decorator
@inline
function restMinusOne<T>(x: v128, n: v128): v128 {
  if (sizeof<T>() == 4) {
    let r = f32x4.sub(x, f32x4.mul(n, f32x4.splat(0.693359375)))
    r = f32x4.sub(r, f32x4.mul(n, f32x4.splat(-2.12194440e-4)))
    let p = f32x4.splat(1.9875691500e-4)
    p = horner<f32>(p, r, 1.3981999507e-3)
    p = horner<f32>(p, r, 8.3334519073e-3)
    p = horner<f32>(p, r, 4.1665795894e-2)
    p = horner<f32>(p, r, 1.6666665459e-1)
    p = horner<f32>(p, r, 5.0000001201e-1)
    return f32x4.add(f32x4.mul(p, f32x4.mul(r, r)), r)
  }
  const high = f64x2.sub(x, f64x2.mul(n, f64x2.splat(6.93147180369123816490e-1)))
  const low = f64x2.mul(n, f64x2.splat(1.90821492927058770002e-10))
  const r = f64x2.sub(high, low)
  const t = f64x2.mul(r, r)
  let p = f64x2.splat(4.13813679705723846039e-8)
  p = horner<f64>(p, t, -1.65339022054652515390e-6)
  p = horner<f64>(p, t, 6.61375632143793436117e-5)
  p = horner<f64>(p, t, -2.77777777770155933842e-3)
  p = horner<f64>(p, t, 1.66666666666666019037e-1)
  const c = f64x2.sub(r, f64x2.mul(p, t))
  const quotient = f64x2.div(f64x2.mul(r, c), f64x2.sub(f64x2.splat(2), c))
  return f64x2.sub(high, f64x2.sub(low, quotient))
}

// @ts-ignore: decorator
@inline
function withinRange<T>(x: v128): v128 {
  if (sizeof<T>() == 4) return f32x4.max(f32x4.min(x, f32x4.splat(89)), f32x4.splat(-104))
  return f64x2.max(f64x2.min(x, f64x2.splat(710)), f64x2.splat(-746))
}

// @ts-ignore: decorator
@inline
export function exp<T>(given: v128): v128 {
  const x = withinRange<T>(given)
  const n = powerOfTwo<T>(x)
  return timesPowerOfTwo<T>(v128.add<T>(restMinusOne<T>(x, n), splat<T>(1)), n)
}

/** eˣ − 1, exact near 0, for x ≤ 0. */
// @ts-ignore: decorator
@inline
function expMinusOne<T>(given: v128): v128 {
  const x = withinRange<T>(given)
  const n = powerOfTwo<T>(x)
  const one = splat<T>(1)
  const scale = timesPowerOfTwo<T>(one, n)
  return v128.add<T>(v128.mul<T>(restMinusOne<T>(x, n), scale), v128.sub<T>(scale, one))
}

/** ln x: x = 2ᵏ·m with m in [√½, √2). */
// @ts-ignore: decorator
@inline
export function log<T>(given: v128): v128 {
  const one = splat<T>(1)
  let k: v128, f: v128, result: v128
  if (sizeof<T>() == 4) {
    // Subnormal numbers are scaled up by 2²³ first.
    const tiny = f32x4.lt(given, f32x4.splat(1.17549435e-38))
    const x = v128.bitselect(f32x4.mul(given, f32x4.splat(8388608)), given, tiny)
    // Moves the cut between exponents to √½.
    const moved = i32x4.add(x, i32x4.splat(0x3f800000 - 0x3f3504f3))
    const exponent = i32x4.sub(i32x4.shr_s(moved, 23), i32x4.splat(127))
    const mantissa = i32x4.add(v128.and(moved, i32x4.splat(0x007fffff)), i32x4.splat(0x3f3504f3))
    k = f32x4.sub(f32x4.convert_i32x4_s(exponent), v128.and(tiny, f32x4.splat(23)))
    f = f32x4.sub(mantissa, one)
    const z = f32x4.mul(f, f)
    let p = f32x4.splat(7.0376836292e-2)
    p = horner<f32>(p, f, -1.1514610310e-1)
    p = horner<f32>(p, f, 1.1676998740e-1)
    p = horner<f32>(p, f, -1.2420140846e-1)
    p = horner<f32>(p, f, 1.4249322787e-1)
    p = horner<f32>(p, f, -1.6668057665e-1)
    p = horner<f32>(p, f, 2.0000714765e-1)
    p = horner<f32>(p, f, -2.4999993993e-1)
    p = horner<f32>(p, f, 3.3333331174e-1)
    let y = f32x4.mul(f32x4.mul(p, f), z)
    y = f32x4.add(y, f32x4.mul(k, f32x4.splat(-2.12194440e-4)))
    y = f32x4.sub(y, f32x4.mul(z, f32x4.splat(0.5)))
    result = f32x4.add(f32x4.add(f, y), f32x4.mul(k, f32x4.splat(0.693359375)))
  } else {
    const tiny = f64x2.lt(given, f64x2.splat(2.2250738585072014e-308))
    const x = v128.bitselect(f64x2.mul(given, f64x2.splat(18014398509481984)), given, tiny)
    const moved = i64x2.add(x, i64x2.splat(0x3ff0000000000000 - 0x3fe6a09e667f3bcd))
    // The exponent as a number: its bits under those of 2⁵², less 2⁵² and the bias.
    const exponent = v128.or(i64x2.shr_u(moved, 52), f64x2.splat(4503599627370496))
    const mantissa = i64x2.add(v128.and(moved, i64x2.splat(0x000fffffffffffff)), i64x2.splat(0x3fe6a09e667f3bcd))
    k = f64x2.sub(f64x2.sub(exponent, f64x2.splat(4503599627370496 + 1023)), v128.and(tiny, f64x2.splat(54)))
    f = f64x2.sub(mantissa, one)
    const s = f64x2.div(f, f64x2.add(f, f64x2.splat(2)))
    const z = f64x2.mul(s, s)
    let p = f64x2.splat(1.479819860511658591e-1)
    p = horner<f64>(p, z, 1.531383769920937332e-1)
    p = horner<f64>(p, z, 1.818357216161805012e-1)
    p = horner<f64>(p, z, 2.222219843214978396e-1)
    p = horner<f64>(p, z, 2.857142874366239149e-1)
    p = horner<f64>(p, z, 3.999999999940941908e-1)
    p = horner<f64>(p, z, 6.666666666666735130e-1)
    const rest = f64x2.mul(p, z)
    const half = f64x2.mul(f64x2.mul(f, f), f64x2.splat(0.5))
    const tail = f64x2.add(f64x2.mul(s, f64x2.add(half, rest)), f64x2.mul(k, f64x2.splat(1.90821492927058770002e-10)))
    result = f64x2.sub(f64x2.mul(k, f64x2.splat(6.93147180369123816490e-1)), f64x2.sub(f64x2.sub(half, tail), f))
  }
  // 0 → −∞; below 0 and NaN → NaN; ∞ → ∞.
  const infinite = splat<T>(Infinity)
  result = v128.bitselect(given, result, v128.eq<T>(given, infinite))
  result = v128.bitselect(v128.neg<T>(infinite), result, v128.eq<T>(given, zero<T>()))
  return v128.bitselect(result, splat<T>(NaN), v128.ge<T>(given, zero<T>()))
}

/** e^−|x| never overflows, and 1 − σ(|x|) would lose the small tail on the left. */
// @ts-ignore: decorator
@inline
export function sigmoid<T>(x: v128): v128 {
  const one = splat<T>(1)
  const e = exp<T>(v128.neg<T>(v128.abs<T>(x)))
  return v128.div<T>(v128.bitselect(e, one, v128.lt<T>(x, zero<T>())), v128.add<T>(one, e))
}

/** −t/(t + 2) with t = e^(−2|x|) − 1, and the sign of x. */
// @ts-ignore: decorator
@inline
export function tanh<T>(x: v128): v128 {
  const t = expMinusOne<T>(v128.mul<T>(v128.abs<T>(x), splat<T>(-2)))
  const y = v128.div<T>(v128.neg<T>(t), v128.add<T>(t, splat<T>(2)))
  return v128.bitselect(x, y, splat<T>(-0.0))
}

/**
 * The error function in f32: near 0 it is x + x·P(x²), further out 1 − e^Q(|x|); both polynomials fitted by minimax (relative
 * error 2e−8 and 2e−9 before rounding). Beyond 4 it is ±1.
 */
// @ts-ignore: decorator
@inline
export function erf(x: v128): v128 {
  const size = f32x4.abs(x)
  const square = f32x4.mul(x, x)
  let p = f32x4.splat(-5.9308740e-4)
  p = horner<f32>(p, square, 4.9814158e-3)
  p = horner<f32>(p, square, -2.6758617e-2)
  p = horner<f32>(p, square, 1.1281597e-1)
  p = horner<f32>(p, square, -3.7612474e-1)
  p = horner<f32>(p, square, 1.2837915e-1)
  const near = f32x4.add(f32x4.mul(p, x), x)
  const t = f32x4.min(size, f32x4.splat(4))
  let q = f32x4.splat(1.95358888e-4)
  q = horner<f32>(q, t, -3.03753956e-3)
  q = horner<f32>(q, t, 2.22042665e-2)
  q = horner<f32>(q, t, -1.03884553e-1)
  q = horner<f32>(q, t, -6.37235909e-1)
  q = horner<f32>(q, t, -1.12764372)
  q = horner<f32>(q, t, -2.03407410e-4)
  const far = v128.bitselect(x, f32x4.sub(f32x4.splat(1), exp<f32>(q)), f32x4.splat(-0.0))
  return v128.bitselect(far, near, f32x4.gt(size, f32x4.splat(0.93)))
}

/** max(x, 0) + ln(1 + e^−|x|); with u = 1 + e rounded, ln(1 + e) = ln u + (e − (u − 1))/u. */
// @ts-ignore: decorator
@inline
export function softplus<T>(x: v128): v128 {
  const one = splat<T>(1)
  const e = exp<T>(v128.neg<T>(v128.abs<T>(x)))
  const u = v128.add<T>(one, e)
  const lost = v128.div<T>(v128.sub<T>(e, v128.sub<T>(u, one)), u)
  return v128.add<T>(v128.max<T>(x, zero<T>()), v128.add<T>(log<T>(u), lost))
}
