/**
 * @file Places where the slope is zero: Newton's method from where it is small already, and what kind of place each is by
 * the sign of the Hessian's eigenvalues there. The Hessian is taken by central differences of exact gradients.
 */
import type { Landscape } from './landscape'

/** `flat`: an eigenvalue is 0 as far as can be told: a valley floor, a plateau. */
export type CriticalKind = 'minimum' | 'maximum' | 'saddle' | 'flat'

export interface Critical {
  readonly at: readonly number[]
  readonly loss: number
  readonly kind: CriticalKind
  /** Of the Hessian in these coordinates, ascending. */
  readonly eigenvalues: readonly number[]
}

/** What is large and small here. */
export interface Scale {
  /** Size of the window along each axis. */
  readonly span: readonly number[]
  /** A usual slope per axis unit of the window: |∂L/∂x|·span, the median over the window. */
  readonly slope: number
}

const ITERATIONS = 60
/** So many steps without halving the slope: there is no zero to be found, or it lies at a kink. */
const PATIENCE = 6
/** Of the usual slope: below this a place counts as flat ground. */
const SETTLED = 1e-12
const SETTLED_FLOAT32 = 1e-4
/** Of the usual curvature: an eigenvalue below this has no sign that could be told from rounding. */
const FLAT = 1e-5
const FLAT_FLOAT32 = 1e-2

/** Null where Newton's method leaves the neighbourhood or does not settle. @param reach share of the window it may go. */
export function* criticalFrom(
  land: Landscape,
  start: readonly number[],
  { span, slope }: Scale,
  reach = 0.25,
): Generator<void, Critical | null> {
  const settled = slope * (land.float === 'float64' ? SETTLED : SETTLED_FLOAT32)
  let at = [...start]
  let best = Infinity
  let patience = PATIENCE
  for (let i = 0; i < ITERATIONS; i++) {
    const { loss, slopes } = yield* land.at(at)
    const scaled = span.map((size, axis) => slopes[axis]! * size)
    if (!scaled.every(Number.isFinite)) return null
    const size = Math.hypot(...scaled)
    if (size < best / 2) {
      best = size
      patience = PATIENCE
    } else if (--patience < 0) return null
    const hessian = yield* scaledHessian(land, at, span)
    if (size <= settled) return describe(land, at, loss, hessian, span, slope)
    const step = newtonStep(hessian, scaled)
    // In shares of the window: one step may not jump to another basin.
    const length = Math.hypot(...step)
    const held = Math.min(1, 0.1 / length)
    at = at.map((x, axis) => x - step[axis]! * held * span[axis]!)
    if (at.some((x, axis) => !(Math.abs(x - start[axis]!) <= reach * span[axis]!))) return null
  }
  return null
}

type Matrix = readonly (readonly number[])[]

/** ∂²L/∂xᵢ∂xⱼ times the window's spans, so that all entries are of one unit. Symmetric by taking the mean. */
function* scaledHessian(land: Landscape, at: readonly number[], span: readonly number[]): Generator<void, Matrix> {
  const share = Math.cbrt(land.float === 'float64' ? Number.EPSILON : 2 ** -23)
  const rows: number[][] = []
  for (const [axis, size] of span.entries()) {
    const h = share * size
    const right = yield* land.at(at.map((x, i) => (i === axis ? x + h : x)))
    const left = yield* land.at(at.map((x, i) => (i === axis ? x - h : x)))
    rows.push(span.map((other, i) => ((right.slopes[i]! - left.slopes[i]!) / (2 * share)) * other))
  }
  return rows.map((row, i) => row.map((entry, j) => (entry + rows[j]![i]!) / 2))
}

/** H⁻¹g without the directions in which H is as good as singular. */
function newtonStep(hessian: Matrix, gradient: readonly number[]): number[] {
  const { values, vectors } = eigen(hessian)
  const largest = Math.max(...values.map(Math.abs))
  return gradient.map((_, axis) =>
    values.reduce((sum, value, k) => {
      if (Math.abs(value) <= 1e-12 * largest) return sum
      const along = gradient.reduce((total, g, i) => total + g * vectors[k]![i]!, 0)
      return sum + (along / value) * vectors[k]![axis]!
    }, 0),
  )
}

function describe(
  land: Landscape,
  at: number[],
  loss: number,
  hessian: Matrix,
  span: readonly number[],
  slope: number,
): Critical {
  const flat = slope * (land.float === 'float64' ? FLAT : FLAT_FLOAT32)
  const scaled = eigen(hessian).values
  const kind = scaled.some((value) => Math.abs(value) <= flat)
    ? 'flat'
    : scaled.every((value) => value > 0)
      ? 'minimum'
      : scaled.every((value) => value < 0)
        ? 'maximum'
        : 'saddle'
  const own = hessian.map((row, i) => row.map((entry, j) => entry / (span[i]! * span[j]!)))
  return { at, loss, kind, eigenvalues: eigen(own).values }
}

/** Of a symmetric matrix with one or two rows; values ascending, vectors of length 1. */
export function eigen(matrix: Matrix): { readonly values: number[]; readonly vectors: Matrix } {
  const a = matrix[0]![0]!
  if (matrix.length === 1) return { values: [a], vectors: [[1]] }
  const [b, c] = [matrix[0]![1]!, matrix[1]![1]!]
  const middle = (a + c) / 2
  const radius = Math.hypot((a - c) / 2, b)
  const angle = Math.atan2(2 * b, a - c) / 2
  const [x, y] = [Math.cos(angle), Math.sin(angle)]
  return {
    values: [middle - radius, middle + radius],
    vectors: [
      [-y, x],
      [x, y],
    ],
  }
}
