/**
 * @file The loss seen along a few coordinates: single elements of θ, or directions in it. The rest of θ is held.
 */
import { createRandom, type Shape } from '../tensor'

/** One tensor's place in the flat vector θ. */
export interface ThetaPart {
  readonly key: string
  readonly shape: Shape
  readonly offset: number
  readonly size: number
}

/** The loss over all of θ; pauses now and then, so that long work can be left. */
export interface ThetaField {
  readonly parts: readonly ThetaPart[]
  readonly start: Float64Array
  readonly dtype: 'float64' | 'float32'
  at(theta: Float64Array): Generator<void, { readonly loss: number; readonly gradient: Float64Array }>
  lossAt(theta: Float64Array): Generator<void, number>
}

/** Coordinates on a line or a plane through θ. */
export interface Subspace {
  readonly dimension: number
  /** Where θ of the document lies. */
  readonly origin: Float64Array
  /** @param into what is written over and handed back, so that many places need no memory each; a new vector by default. */
  theta(coordinates: ArrayLike<number>, into?: Float64Array): Float64Array
  /** ∂L/∂coordinates from ∂L/∂θ: the chain rule, ∇θL · direction. */
  slopes(gradient: Float64Array): Float64Array
  /** The coordinates of the nearest point (least squares). */
  project(theta: Float64Array): Float64Array
}

interface Sample {
  readonly loss: number
  /** ∂L/∂coordinates. */
  readonly slopes: Float64Array
}

/** The loss over the coordinates of a subspace. */
export interface Landscape extends Subspace {
  readonly float: 'float64' | 'float32'
  at(coordinates: ArrayLike<number>): Generator<void, Sample>
  lossAt(coordinates: ArrayLike<number>): Generator<void, number>
}

/** One place after the other: each is looked at to its end before the next. */
export function landscapeIn(field: ThetaField, space: Subspace): Landscape {
  const theta = field.start.slice()
  return {
    ...space,
    float: field.dtype,
    *at(coordinates) {
      const { loss, gradient } = yield* field.at(space.theta(coordinates, theta))
      return { loss, slopes: space.slopes(gradient) }
    },
    lossAt: (coordinates) => field.lossAt(space.theta(coordinates, theta)),
  }
}

/** Coordinates are the elements themselves, so that their numbers are those of the canvas. @param indices into θ */
export function elementSpace(start: Float64Array, indices: readonly number[]): Subspace {
  const pick = (vector: Float64Array) => Float64Array.from(indices, (index) => vector[index]!)
  return {
    dimension: indices.length,
    origin: pick(start),
    theta(coordinates, theta = new Float64Array(start.length)) {
      theta.set(start)
      indices.forEach((index, i) => (theta[index] = coordinates[i]!))
      return theta
    },
    slopes: pick,
    project: pick,
  }
}

/** θ = θ₀ + a·d₁ + b·d₂: coordinates are counted from θ₀. */
export function directionSpace(start: Float64Array, [d1, d2]: readonly [Float64Array, Float64Array]): Subspace {
  const [p, q, r] = [dot(d1, d1), dot(d1, d2), dot(d2, d2)]
  const determinant = p * r - q * q
  return {
    dimension: 2,
    origin: new Float64Array(2),
    theta(at, theta = new Float64Array(start.length)) {
      const [a, b] = [at[0]!, at[1]!]
      for (let i = 0; i < theta.length; i++) theta[i] = start[i]! + a * d1[i]! + b * d2[i]!
      return theta
    },
    slopes: (gradient) => Float64Array.of(dot(gradient, d1), dot(gradient, d2)),
    project(theta) {
      const away = theta.map((x, i) => x - start[i]!)
      const [u, v] = [dot(away, d1), dot(away, d2)]
      return Float64Array.of((r * u - q * v) / determinant, (p * v - q * u) / determinant)
    },
  }
}

export function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!
  return sum
}

/**
 * A random direction whose filters are as long as those of θ: d ← d/‖d‖ · ‖θ‖ for each filter (Li, Xu, Taylor, Studer &
 * Goldstein 2018, "Visualizing the Loss Landscape of Neural Nets", section 4). A filter is what makes one output: a slice
 * of a weight along its first axis. Biases and other vectors are held, as in the authors' code; where θ has nothing but
 * scalars and vectors, all of them together count as one filter.
 */
export function filterNormalised(parts: readonly ThetaPart[], start: Float64Array, seed: number): Float64Array {
  const random = createRandom(seed)
  const direction = new Float64Array(start.length)
  const weights = parts.filter(({ shape }) => shape.length >= 2)
  const filters = weights.flatMap(({ shape, offset, size }) => {
    const count = shape[0]!
    return Array.from({ length: count }, (_, i) => [offset + (i * size) / count, size / count] as const)
  })
  for (const [offset, size] of filters.length ? filters : [[0, start.length] as const]) {
    const drawn = direction.subarray(offset, offset + size)
    for (let i = 0; i < size; i++) drawn[i] = random.normal()
    const own = Math.sqrt(dot(start.subarray(offset, offset + size), start.subarray(offset, offset + size)))
    // A filter that is all zero has no length of its own: it is moved by directions of length 1.
    const scale = (own || 1) / (Math.sqrt(dot(drawn, drawn)) || 1)
    for (let i = 0; i < size; i++) drawn[i]! *= scale
  }
  return direction
}
