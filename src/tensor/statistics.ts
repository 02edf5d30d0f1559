/** @file Numbers that stand for a whole tensor on a node or an edge. */
import type { Tensor } from './types'

export interface Statistics {
  /** Euclidean norm √Σx². */
  norm: number
  min: number
  max: number
  mean: number
  /** Population standard deviation. */
  std: number
  /** Shares in [0, 1]. */
  zeros: number
  /** How many elements are NaN or ±∞. */
  nonFinite: number
}

/** One pass over the data; the mean and std leave out NaN and ±∞, which are counted apart. */
export function statistics({ data }: Tensor): Statistics {
  let sum = 0
  let squares = 0
  let min = Infinity
  let max = -Infinity
  let zeros = 0
  let nonFinite = 0
  for (let i = 0; i < data.length; i++) {
    const x = data[i]!
    if (!Number.isFinite(x)) {
      nonFinite++
      continue
    }
    sum += x
    squares += x * x
    if (x < min) min = x
    if (x > max) max = x
    if (x === 0) zeros++
  }
  const n = data.length - nonFinite
  const mean = n ? sum / n : NaN
  let spread = 0
  for (let i = 0; i < data.length; i++) {
    const d = data[i]! - mean
    if (Number.isFinite(d)) spread += d * d
  }
  return {
    norm: nonFinite ? NaN : Math.sqrt(squares),
    min: n ? min : NaN,
    max: n ? max : NaN,
    mean,
    std: n ? Math.sqrt(spread / n) : NaN,
    zeros: data.length ? zeros / data.length : 0,
    nonFinite,
  }
}
