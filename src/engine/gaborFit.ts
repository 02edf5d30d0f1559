/** @file How much a kernel looks like a Gabor function: the one that fits it best, and how well it does. */
import { leastSquares, type Fitted } from './gaborFitLeastSquares'
import { FREE, freeOf, gaborOf, gaborValues, type Free, type PlacedGabor } from './gaborFitModel'
import { gaborStarts } from './gaborFitStarts'

export { drawGabor, type PlacedGabor } from './gaborFitModel'

export interface GaborFit extends PlacedGabor {
  /** R² = 1 − Σ(w − g)² / Σ(w − w̄)²: the share of the kernel's variance that the Gabor explains. */
  readonly rSquared: number
}

/** From here on a kernel counts as a Gabor function. */
export const GABOR_LIKE = 0.7
/** Smaller kernels have too few pixels for eight free numbers to say anything: noise fits too. */
export const SMALLEST_SIDE = 6

const STEPS = 60
/** A start that is this bad after a few steps seldom becomes the best. */
const FIRST_STEPS = 8

/**
 * The best of several fits by least squares, over all eight numbers. Bounds keep it a Gabor and not something that a
 * Gabor can pretend to be: an envelope is at least a pixel wide, so that a lone pixel does not fit, and no wider than the
 * kernel; its centre is in the kernel; a wave is at least two pixels long, and at most twice the kernel.
 * @param kernel [height · width], row-major.
 * @param near an earlier fit to begin at too: while training, kernels move little.
 * @returns null for a kernel without variance, or with a number that is not finite.
 * @throws RangeError for a kernel under SMALLEST_SIDE pixels high or wide.
 */
export function fitGabor(
  kernel: ArrayLike<number>,
  height: number,
  width: number,
  near?: PlacedGabor,
): GaborFit | null {
  if (Math.min(height, width) < SMALLEST_SIDE)
    throw new RangeError(
      `A Gabor is fitted to kernels from ${SMALLEST_SIDE} by ${SMALLEST_SIDE} pixels on; this one has ${height} by ${width}.`,
    )
  const size = height * width
  let mean = 0
  for (let i = 0; i < size; i++) mean += kernel[i]! / size
  let [variance, largest] = [0, 0]
  for (let i = 0; i < size; i++) {
    variance += (kernel[i]! - mean) ** 2
    largest = Math.max(largest, Math.abs(kernel[i]!))
  }
  // What is left by rounding where every weight is the same is no variance.
  if (!(variance > size * (1e-12 * largest) ** 2) || !Number.isFinite(variance)) return null
  // To the size of 1, so that the same steps do for weights of any size.
  const scale = Math.sqrt(variance / size)
  const target = Float64Array.from({ length: size }, (_, i) => kernel[i]! / scale)
  const best = fitFrom(target, height, width, near && scaled(near, 1 / scale))
  const gabor = gaborOf(best.at)
  return { ...gabor, amplitude: gabor.amplitude * scale, rSquared: 1 - best.error / size }
}

function fitFrom(target: Float64Array, height: number, width: number, near: PlacedGabor | undefined): Fitted {
  const curve = {
    free: FREE,
    size: height * width,
    values: (at: Free, values: Float64Array, slopes?: Float64Array) => gaborValues(at, height, width, values, slopes),
    keepInside: (at: Free) => keepInside(at, height, width),
  }
  const starts = [...gaborStarts(target, height, width), ...(near ? [freeOf(near)] : [])]
  const begun = starts
    .map((start) => leastSquares(curve, target, start, FIRST_STEPS))
    .sort((a, b) => a.error - b.error)
    .slice(0, 3)
    .map(({ at }) => leastSquares(curve, target, at, STEPS))
  return begun.reduce((best, fit) => (fit.error < best.error ? fit : best))
}

function keepInside(at: Free, height: number, width: number): void {
  const longest = Math.max(height, width)
  const bound = (i: number, low: number, high: number) => (at[i] = Math.min(high, Math.max(low, at[i]!)))
  bound(0, 0, width - 1)
  bound(1, 0, height - 1)
  bound(2, 0, Math.log(longest))
  bound(3, 0, Math.log(longest))
  bound(5, -Math.log(2 * longest), Math.log(0.5))
}

const scaled = (gabor: PlacedGabor, by: number): PlacedGabor => ({ ...gabor, amplitude: gabor.amplitude * by })
