/** @file The places of a data set that excite one unit most, found image by image. */
import type { Tensor } from '../tensor'

interface TopPlace {
  /** Index into the data set. */
  readonly example: number
  readonly value: number
  /** Cell of the unit's map; 0, 0 for a unit without a map. */
  readonly row: number
  readonly column: number
}

/**
 * Where a unit is largest in each of a batch's images.
 * @param y [N, channels, height, width] or [N, features]
 * @param examples the N indices of the images in the data set
 */
export function peaks(y: Tensor, unit: number, examples: ArrayLike<number>): TopPlace[] {
  const [count, units, height = 1, width = 1] = y.shape as [number, number, number?, number?]
  const area = height * width
  return Array.from({ length: count }, (_, n) => {
    const first = (n * units + unit) * area
    let best = 0
    for (let i = 1; i < area; i++) if (y.data[first + i]! > y.data[first + best]!) best = i
    return {
      example: examples[n]!,
      value: y.data[first + best]!,
      row: Math.floor(best / width),
      column: best % width,
    }
  })
}

/** The `most` largest of both lists, largest first; of equals the earlier example. NaN is never among them. */
export function mergeTop(a: readonly TopPlace[], b: readonly TopPlace[], most: number): TopPlace[] {
  return [...a, ...b]
    .filter(({ value }) => Number.isFinite(value))
    .sort((p, q) => q.value - p.value || p.example - q.example)
    .slice(0, most)
}
