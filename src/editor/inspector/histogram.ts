/** @file How the elements of a tensor spread. */
import type { TensorData } from '../../tensor'

export interface Histogram {
  readonly min: number
  readonly max: number
  /** Elements in each of the equally wide bins; the last one holds the maximum. */
  readonly counts: readonly number[]
}

/** Null when no element is finite. All elements equal: one bin of width 0 in the middle. */
export function histogram(data: TensorData, bins: number): Histogram | null {
  let min = Infinity
  let max = -Infinity
  for (let i = 0; i < data.length; i++) {
    const x = data[i]!
    if (!Number.isFinite(x)) continue
    if (x < min) min = x
    if (x > max) max = x
  }
  if (min > max) return null
  const counts = new Array<number>(bins).fill(0)
  const width = (max - min) / bins
  for (let i = 0; i < data.length; i++) {
    const x = data[i]!
    if (!Number.isFinite(x)) continue
    const bin = width > 0 ? Math.min(bins - 1, Math.floor((x - min) / width)) : bins >> 1
    counts[bin] = counts[bin]! + 1
  }
  return { min, max, counts }
}
