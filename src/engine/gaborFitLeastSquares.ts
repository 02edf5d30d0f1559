/** @file Least squares by Levenberg and Marquardt (Moré 1978), for functions of a few numbers within bounds. */

export interface Curve {
  /** How many numbers are free. */
  readonly free: number
  /** How many are compared. */
  readonly size: number
  /** Writes the function and, when asked, its slopes [size, free] at `at`. */
  values(at: Float64Array, values: Float64Array, slopes?: Float64Array): void
  /** Brings numbers that left their bounds back to them. */
  keepInside(at: Float64Array): void
}

export interface Fitted {
  readonly at: Float64Array
  /** Σ (target − value)². */
  readonly error: number
}

/** A step that gains less than this share of the error is the last. */
const GAIN = 1e-6

/**
 * @param start is not changed.
 * @param most steps at most.
 */
export function leastSquares(curve: Curve, target: ArrayLike<number>, start: Float64Array, most: number): Fitted {
  const { free, size } = curve
  let at = start.slice()
  curve.keepInside(at)
  let values = new Float64Array(size)
  let slopes = new Float64Array(size * free)
  curve.values(at, values, slopes)
  let error = squares(values, target)
  let damping = 1e-2
  let [nextValues, nextSlopes] = [new Float64Array(size), new Float64Array(size * free)]
  const normal = new Float64Array(free * free)
  const pull = new Float64Array(free)
  for (let made = 0; made < most && error > 0; made++) {
    gather(slopes, values, target, normal, pull, free)
    let gained = false
    for (let tries = 0; tries < 8 && !gained; tries++) {
      const step = solveDamped(normal, pull, damping, free)
      if (step) {
        const next = at.map((x, i) => x + step[i]!)
        curve.keepInside(next)
        curve.values(next, nextValues, nextSlopes)
        const nextError = squares(nextValues, target)
        if (nextError < error) {
          gained = true
          const small = error - nextError < GAIN * error
          at = next
          error = nextError
          ;[values, nextValues] = [nextValues, values]
          ;[slopes, nextSlopes] = [nextSlopes, slopes]
          damping = Math.max(1e-9, damping / 5)
          if (small) return { at, error }
        }
      }
      if (!gained) damping *= 4
    }
    if (!gained) break
  }
  return { at, error }
}

function squares(values: Float64Array, target: ArrayLike<number>): number {
  let sum = 0
  for (let i = 0; i < values.length; i++) {
    const off = target[i]! - values[i]!
    sum += off * off
  }
  return sum
}

/** JᵀJ and Jᵀ(target − values). */
function gather(
  slopes: Float64Array,
  values: Float64Array,
  target: ArrayLike<number>,
  normal: Float64Array,
  pull: Float64Array,
  free: number,
): void {
  normal.fill(0)
  pull.fill(0)
  for (let i = 0; i < values.length; i++) {
    const off = target[i]! - values[i]!
    for (let a = 0; a < free; a++) {
      const slope = slopes[i * free + a]!
      pull[a]! += slope * off
      for (let b = 0; b <= a; b++) normal[a * free + b]! += slope * slopes[i * free + b]!
    }
  }
}

/** (N + damping · diag N) step = pull by Cholesky; null where that is not positive. Only the lower half of N is read. */
function solveDamped(normal: Float64Array, pull: Float64Array, damping: number, free: number): Float64Array | null {
  const lower = new Float64Array(free * free)
  for (let i = 0; i < free; i++)
    for (let j = 0; j <= i; j++) {
      // The small constant holds still what the function does not depend on here.
      let sum = normal[i * free + j]! + (i === j ? damping * normal[i * free + i]! + 1e-12 : 0)
      for (let k = 0; k < j; k++) sum -= lower[i * free + k]! * lower[j * free + k]!
      if (i === j && !(sum > 0)) return null
      lower[i * free + j] = i === j ? Math.sqrt(sum) : sum / lower[j * free + j]!
    }
  const step = pull.slice()
  for (let i = 0; i < free; i++) {
    for (let k = 0; k < i; k++) step[i]! -= lower[i * free + k]! * step[k]!
    step[i]! /= lower[i * free + i]!
  }
  for (let i = free - 1; i >= 0; i--) {
    for (let k = i + 1; k < free; k++) step[i]! -= lower[k * free + i]! * step[k]!
    step[i]! /= lower[i * free + i]!
  }
  return step
}
