/**
 * @file A derivative from function values alone, and whether it agrees with the one that backprop gives.
 *
 * Central differences at h and h/2, extrapolated (Richardson): their error falls with h⁴, so that a large step is accurate
 * and rounding, which grows with 1/h, stays out. Where two such estimates cannot settle it (a kink or a pole nearby), the
 * step shrinks. A kink at the very point shows in the one-sided slopes: their gap, (f(h) − 2 f(0) + f(−h)) / h, halves
 * with h on a smooth function and stays on a kink, at any step.
 */

/** The first step, times max(1, |x|); each further one is an eighth of the last. */
const FIRST_STEP = 2 ** -10
const SHRINK = 8
/** Steps for a smooth function; more are tried only beside a kink or a pole. */
const STEPS = 4
const STEPS_AT_EDGE = 6
/** Rounding of one function value, in units of the last place, that is believed without looking. */
const ROUNDING = 16 * Number.EPSILON

export interface Comparison {
  /** The derivative by differences; at a kink the mean of the one-sided slopes. */
  readonly numeric: number
  /** Of the larger of the two derivatives, see {@link relative}; at a kink, the distance from between the slopes. */
  readonly relativeError: number
  readonly kink: boolean
}

/**
 * @param f the objective as a function of the distance from the point.
 * @param center f(0)
 * @param x the number that is moved; sets the scale of the step.
 * @param tolerance relative; a difference within it ends the search.
 */
export function compareDerivative(
  f: (distance: number) => number,
  center: number,
  x: number,
  analytic: number,
  tolerance: number,
): Comparison {
  let best: Comparison = { numeric: NaN, relativeError: Infinity, kink: false }
  let kink: Comparison | null = null
  let settled = false
  let edge: Comparison | null = null
  for (let step = 0; step < STEPS_AT_EDGE; step++) {
    if (step >= STEPS && settled && !kink) break
    const h = (FIRST_STEP * Math.max(1, Math.abs(x))) / SHRINK ** step
    const estimate = differences(f, center, h, analytic)
    if (!estimate) {
      edge = atEdge(f, center, h, analytic, tolerance, edge?.numeric ?? 0)
      continue
    }
    const { numeric, slopes, rounding, bent } = estimate
    if (bent) {
      const outside = Math.max(Math.min(...slopes) - analytic, analytic - Math.max(...slopes), 0)
      const numericAtKink = (slopes[0] + slopes[1]) / 2
      kink = {
        numeric: numericAtKink,
        relativeError: relative(outside, rounding, tolerance, ...slopes, analytic),
        kink: true,
      }
      continue
    }
    // Smooth at this step, so what looked bent before was a kink further off.
    kink = null
    // Rounding has the upper hand now: a wrong derivative would pass.
    if (best.relativeError < Infinity && estimate.drowned) break
    settled = estimate.settled
    const relativeError = relative(Math.abs(numeric - analytic), rounding, tolerance, numeric, analytic)
    if (relativeError < best.relativeError) best = { numeric, relativeError, kink: false }
    if (relativeError <= tolerance) break
  }
  return kink ?? (best.relativeError === Infinity && edge ? edge : best)
}

/** A one-sided slope that grows so much when the step shrinks has no limit (a logarithm at 0). */
const UNBOUNDED = SHRINK / 2

/**
 * The point lies at the edge of where f is defined (a probability of exactly 0), so there is one slope only, and PyTorch's
 * rules give what their clamps leave of it: counted as a kink, and any finite derivative from 0 to that slope passes.
 * @param before the slope at the step before, 0 for none.
 * @returns null where f is finite on neither side or on both.
 */
function atEdge(
  f: (distance: number) => number,
  center: number,
  h: number,
  analytic: number,
  tolerance: number,
  before: number,
): Comparison | null {
  const [right, left] = [f(h / 2), f(-h / 2)]
  const onRight = Number.isFinite(right)
  if (onRight === Number.isFinite(left) || !Number.isFinite(center)) return null
  const numeric = (2 * (onRight ? right - center : center - left)) / h
  const unbounded = before !== 0 && numeric / before > UNBOUNDED
  const bound = unbounded ? numeric * Infinity : numeric
  const outside = Math.max(Math.min(bound, 0) - analytic, analytic - Math.max(bound, 0), 0)
  const rounding = (ROUNDING * Math.max(1, Math.abs(center))) / h
  // One-sided differences are off by h/2 times the curvature.
  return {
    numeric,
    relativeError: unbounded
      ? Math.sign(outside)
      : relative(outside, rounding, Math.max(tolerance, h), numeric, analytic),
    kink: true,
  }
}

interface Estimate {
  readonly numeric: number
  readonly slopes: readonly [number, number]
  /** What rounding of f may add to a derivative. */
  readonly rounding: number
  readonly bent: boolean
  /** The two differences are of one mind: the step is small enough. */
  readonly settled: boolean
  /** Rounding is not small beside the derivative. */
  readonly drowned: boolean
}

/** Null where f is not finite: the step is too large for its domain. */
function differences(f: (distance: number) => number, center: number, h: number, analytic: number): Estimate | null {
  const [right, left] = [f(h), f(-h)]
  const [nearRight, nearLeft] = [f(h / 2), f(-h / 2)]
  // Sums on the way to f may be larger than f: 1 at least.
  const size = Math.max(1, Math.abs(right), Math.abs(left), Math.abs(center))
  if (!Number.isFinite(size + nearRight + nearLeft)) return null
  const far = (right - left) / (2 * h)
  const near = (nearRight - nearLeft) / h
  const rounding = (ROUNDING * size) / h
  const gap = (right - 2 * center + left) / h
  const nearGap = (2 * (nearRight - 2 * center + nearLeft)) / h
  const scale = Math.max(Math.abs(near), Math.abs(analytic))
  return {
    numeric: (4 * near - far) / 3,
    slopes: [(2 * (center - nearLeft)) / h, (2 * (nearRight - center)) / h],
    rounding,
    // A smooth function has nearGap = gap / 2; a kink at distance c < h/2 still has (1 − 2c/h) / (1 − c/h).
    bent: Math.abs(nearGap) > 8 * rounding + 1e-6 * scale && Math.abs(nearGap) > 0.7 * Math.abs(gap),
    settled: Math.abs(near - far) <= 1e-4 * scale,
    drowned: rounding > 0.01 * scale,
  }
}

/**
 * The difference relative to the larger derivative. What rounding alone may make of it counts as just under the tolerance
 * at most: a derivative so small that rounding drowns it cannot be told from 0.
 */
function relative(difference: number, rounding: number, tolerance: number, ...sizes: number[]): number {
  if (difference === 0) return 0
  const size = Math.max(...sizes.map(Math.abs))
  const beyond = Math.max(0, difference - rounding) / size
  return beyond <= tolerance ? Math.min(difference / size, tolerance / 2) : beyond
}
