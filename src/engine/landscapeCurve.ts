/** @file The loss over one coordinate: a curve with its slopes, and where the slope is zero. */
import type { Landscape } from './landscape'
import { criticalFrom, type Critical, type CriticalKind } from './landscapeCritical'

export interface Curve {
  /** Evenly spaced, ascending. */
  readonly x: Float64Array
  readonly loss: Float64Array
  /** dL/dx, by backprop. */
  readonly slope: Float64Array
  /** Ascending. `saddle`: the slope is 0 and has the same sign on both sides. */
  readonly criticals: readonly Critical[]
}

export interface Progress {
  readonly done: number
  readonly total: number
}

/**
 * @param count points, at least 3
 * @param critical whether to look for critical points, which takes longer than the curve.
 */
export function* curveSteps(
  land: Landscape,
  from: number,
  to: number,
  count: number,
  critical = true,
): Generator<Progress, Curve> {
  const x = Float64Array.from({ length: count }, (_, i) => from + ((to - from) * i) / (count - 1))
  const loss = new Float64Array(count)
  const slope = new Float64Array(count)
  for (let i = 0; i < count; i++) {
    const sample = yield* paced(land.at([x[i]!]), i, count)
    loss[i] = sample.loss
    slope[i] = sample.slopes[0]!
  }
  const criticals: Critical[] = []
  for (let i = 0; critical && i < count - 1; i++) {
    const found = yield* paced(criticalBetween(land, { x, slope }, i), count, count)
    if (found) criticals.push(found)
  }
  return { x, loss, slope, criticals }
}

/** Work that only pauses, as steps that say how far the whole is; one pause at least, as a small pass has none itself. */
export function* paced<T>(work: Generator<void, T>, done: number, total: number): Generator<Progress, T> {
  for (;;) {
    const next = work.next()
    yield { done, total }
    if (next.done) return next.value
  }
}

function* criticalBetween(
  land: Landscape,
  { x, slope }: Pick<Curve, 'x' | 'slope'>,
  i: number,
): Generator<void, Critical | null> {
  const [before, left, right] = [Math.sign(slope[i - 1] ?? 0), Math.sign(slope[i]!), Math.sign(slope[i + 1]!)]
  if (left === 0) {
    // A whole flat stretch is no place of its own.
    if (before === 0 || right === 0) return null
    return yield* described(land, x[i]!, x[i + 1]! - x[i]!, before === right ? 'saddle' : turnFrom(before))
  }
  if (left === -right) return yield* turn(land, x[i]!, x[i + 1]!, left)
  return yield* inflection(land, { x, slope }, i)
}

const turnFrom = (before: number) => (before < 0 ? 'minimum' : 'maximum')

/** How exactly a turn is found, as a share of the space between two samples. */
const SHARP = 1e-10

/** Bisection on the sign of the slope: it also finds minima at a kink, where there is no curvature. */
function* turn(land: Landscape, from: number, to: number, before: number): Generator<void, Critical> {
  let [low, high] = [from, to]
  while (high - low > SHARP * (to - from)) {
    const middle = (low + high) / 2
    const { slopes } = yield* land.at([middle])
    // Where the two are neighbours there is nothing between them.
    if (slopes[0] === 0 || middle === low || middle === high) low = high = middle
    else if (Math.sign(slopes[0]!) === before) low = middle
    else high = middle
  }
  return yield* described(land, (low + high) / 2, to - from, turnFrom(before))
}

/** @param room between two samples */
function* described(land: Landscape, at: number, room: number, kind: CriticalKind): Generator<void, Critical> {
  const h = room / 64
  const { loss } = yield* land.at([at])
  const right = yield* land.at([at + h])
  const left = yield* land.at([at - h])
  return { at: [at], loss, kind, eigenvalues: [(right.slopes[0]! - left.slopes[0]!) / (2 * h)] }
}

/** Where |slope| is smallest between two places of the same sign. */
function* inflection(
  land: Landscape,
  { x, slope }: Pick<Curve, 'x' | 'slope'>,
  i: number,
): Generator<void, Critical | null> {
  const [before, here, after] = [slope[i - 1], slope[i]!, slope[i + 1]!]
  if (before === undefined || !(Math.abs(here) < Math.abs(before) && Math.abs(here) <= Math.abs(after))) return null
  if (Math.sign(before) !== Math.sign(here)) return null
  const span = x.at(-1)! - x[0]!
  const sizes = Array.from(slope, (s) => Math.abs(s) * span).sort((a, b) => a - b)
  const scale = { span: [span], slope: sizes[Math.floor(sizes.length / 2)]! }
  const found = yield* criticalFrom(land, [x[i]!], scale, 2 / x.length)
  return found && (found.kind === 'flat' ? { ...found, kind: 'saddle' } : null)
}
