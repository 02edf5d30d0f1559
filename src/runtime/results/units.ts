/** @file Scaled numbers, in the unit that their column has. */
import type { Unscaled } from '../../data'

/** @returns the same numbers where nothing was scaled. */
export function inUnits(data: ArrayLike<number>, unscaled: Unscaled | undefined): ArrayLike<number> {
  return unscaled ? Float64Array.from(data, (x) => unscaled.shift + unscaled.scale * x) : data
}
