/** @file Enlarging along one axis: each place of the result lies between two of the source, or on one. */
import type { Kernels, Ref } from '../tensor'
import { pairs, type Factor } from './dependence'

export interface Between {
  /** For each place of the result, the source before it and the one after it. */
  readonly low: readonly number[]
  readonly high: readonly number[]
  /** How far it lies on the way from low to high, 0 to 1; null: always on low. */
  readonly share: readonly number[] | null
}

/** Each source place `factor` times. */
export function nearest(size: number, factor: number): Between {
  const low = Array.from({ length: size * factor }, (_, i) => Math.floor(i / factor))
  return { low, high: low, share: null }
}

/**
 * Straight lines between neighbours. With aligned corners the first and last places of both fall on each other;
 * else the places are the middles of cells, and what lies before the first middle is the first (PyTorch's interpolate).
 */
export function linear(size: number, factor: number, alignCorners: boolean): Between {
  const length = size * factor
  const at = Array.from({ length }, (_, i) =>
    alignCorners ? (length === 1 ? 0 : (i * (size - 1)) / (length - 1)) : Math.max(0, (i + 0.5) / factor - 0.5),
  )
  const low = at.map((place) => Math.min(Math.floor(place), size - 1))
  return { low, high: low.map((i) => Math.min(i + 1, size - 1)), share: at.map((place, i) => place - low[i]!) }
}

/** The shares of low and of high, to be broadcast along `dim` of a tensor of rank 4. */
function weights(k: Kernels, share: readonly number[], dim: number): { low: Ref; high: Ref } {
  const shape = Array.from({ length: 4 - dim }, (_, i) => (i === 0 ? share.length : 1))
  const high = k.constant(shape, share)
  return { low: k.shift(k.neg(high), 1), high }
}

export function interpolate(k: Kernels, x: Ref, dim: number, { low, high, share }: Between): Ref {
  if (!share) return k.take(x, dim, low)
  const w = weights(k, share, dim)
  return k.add(k.mul(k.take(x, dim, low), w.low), k.mul(k.take(x, dim, high), w.high))
}

/** The adjoint: each place of the source gathers δ from the places that it went into, by the same shares. */
export function interpolateGrad(k: Kernels, dy: Ref, dim: number, { low, high, share }: Between, size: number): Ref {
  if (!share) return k.takeGrad(dy, dim, low, size)
  const w = weights(k, share, dim)
  return k.add(k.takeGrad(k.mul(dy, w.low), dim, low, size), k.takeGrad(k.mul(dy, w.high), dim, high, size))
}

/** The dependence along the axis: each place of the result is made of one source or two. */
export function mixed(size: number, { low, high, share }: Between): Factor {
  const second = low.flatMap((from, i) => (share && share[i]! > 0 && high[i] !== from ? [i] : []))
  return pairs(size, low.length, [...low, ...second.map((i) => high[i]!)], [...low.map((_, i) => i), ...second])
}
