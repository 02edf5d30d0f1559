/** @file Between which numbers stride, padding and dilation leave a place for the kernel. Pure. */
import type { ConvSizes } from '../inside/convolution'

export type Moved = 'stride' | 'padding' | 'dilation'

/** Further than this nobody looks. */
const MOST = 32

/**
 * The others stay: the window, 1 + dilation · (kernel − 1) pixels a side, must fit the image with its padding.
 * Where none does, min is more than max.
 */
export function geometryLimits({ x, weight, padding, dilation }: ConvSizes, name: Moved): { min: number; max: number } {
  let [min, max] = [name === 'padding' ? 0 : 1, MOST]
  for (const axis of [0, 1] as const) {
    const [side, reach] = [x[2 + axis]!, weight[2 + axis]! - 1]
    if (name === 'padding') min = Math.max(min, Math.ceil((dilation[axis] * reach + 1 - side) / 2))
    if (name === 'dilation' && reach > 0) max = Math.min(max, Math.floor((side + 2 * padding[axis] - 1) / reach))
  }
  return { min, max }
}
