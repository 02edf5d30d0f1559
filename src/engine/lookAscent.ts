/**
 * @file The input that excites a unit most, by gradient ascent on the image: x ← (1 − λ)·x + η·g/rms(g), with a slight blur
 * after each step that fades towards the end, so that large forms come first and sharp ones last. Decay and blur are those of
 * Yosinski et al. 2015, "Understanding Neural Networks Through Deep Visualization". Values are around `mid`, and stay within
 * what images of the data set have.
 */
import { createRandom, numel, type Shape, type Tensor } from '../tensor'
import type { Box } from './lookField'

interface AscentRules {
  /** η, in parts of the data's range, where the gradient has its typical size. */
  readonly rate: number
  /** λ: which part of x − mid goes in each step. */
  readonly decay: number
  /** How much of each pixel goes to each of its two neighbours along an axis, in the first step; it fades to 0. */
  readonly blur: number
}

const ASCENT_RULES: AscentRules = { rate: 0.04, decay: 0.01, blur: 0.06 }

/** What images of the data set look like: the middle of their values, and their limits. */
export interface PixelRange {
  readonly min: number
  readonly mid: number
  readonly max: number
}

export function rangeOf({ data }: Tensor): PixelRange {
  let [min, max, sum] = [Infinity, -Infinity, 0]
  for (const x of data) {
    if (x < min) min = x
    if (x > max) max = x
    sum += x
  }
  return max > min ? { min, mid: sum / data.length, max } : { min: 0, mid: 0.5, max: 1 }
}

/** Faint noise around the middle: the same picture for the same seed. */
export function ascentStart(shape: Shape, range: PixelRange, seed: number): Tensor {
  const random = createRandom(seed)
  const data = new Float32Array(numel(shape))
  const spread = 0.05 * (range.max - range.min)
  for (let i = 0; i < data.length; i++) data[i] = limited(range.mid + spread * random.normal(), range)
  return { dtype: 'float32', shape, data }
}

/**
 * One step up.
 * @param x [N, channels, height, width]: only the first image moves.
 * @param progress from 0 at the first step to 1 at the last
 * @returns x itself when there is nothing to climb by: the gradient is 0, or not finite
 */
export function ascend(x: Tensor, gradient: Tensor, range: PixelRange, progress: number, rules = ASCENT_RULES): Tensor {
  const data = Float32Array.from(x.data)
  const size = numel(x.shape.slice(1))
  let [square, touched] = [0, 0]
  for (let i = 0; i < size; i++) {
    const g = gradient.data[i]!
    if (g === 0) continue
    square += g * g
    touched++
  }
  if (!touched || !Number.isFinite(square)) return x
  const scale = (rules.rate * (range.max - range.min)) / Math.sqrt(square / touched)
  for (let i = 0; i < size; i++) {
    const kept = range.mid + (1 - rules.decay) * (data[i]! - range.mid)
    data[i] = limited(kept + scale * gradient.data[i]!, range)
  }
  blur(data, x.shape, rules.blur * (1 - progress))
  return { dtype: 'float32', shape: x.shape, data }
}

/** [w, 1 − 2w, w] along each axis; at the border the border itself goes on. */
function blur(data: Float32Array, shape: Shape, weight: number): void {
  const [, channels, height, width] = shape as [number, number, number, number]
  for (let channel = 0; channel < channels; channel++) {
    const first = channel * height * width
    for (let row = 0; row < height; row++) line(data, first + row * width, 1, width, weight)
    for (let column = 0; column < width; column++) line(data, first + column, width, height, weight)
  }
}

function line(data: Float32Array, first: number, stride: number, count: number, weight: number): void {
  let before = data[first]!
  for (let i = 0; i < count; i++) {
    const at = first + i * stride
    const here = data[at]!
    const after = i + 1 < count ? data[at + stride]! : here
    data[at] = here + weight * (before + after - 2 * here)
    before = here
  }
}

const limited = (x: number, { min, max }: PixelRange) => Math.min(max, Math.max(min, x))

/**
 * A smaller image that is enough for one cell that sees no padding: where windows go evenly, the rest of the image has no
 * gradient. Null when the whole image is needed.
 * @param at what a cell sees of the image, by its row and column; null: everything.
 */
export function cropFor(
  at: (row: number, column: number) => Box | null,
  height: number,
  width: number,
): { readonly height: number; readonly width: number; readonly row: number; readonly column: number } | null {
  const [first, next] = [at(0, 0), at(1, 1)]
  if (!first || !next) return null
  const along = (start: number, end: number, jump: number) => {
    const cell = jump > 0 ? Math.max(0, Math.ceil(-start / jump)) : 0
    return { cell, size: end + cell * jump }
  }
  const rows = along(first.top, first.bottom, next.top - first.top)
  const columns = along(first.left, first.right, next.left - first.left)
  if (rows.size > height || columns.size > width) return null
  return { height: rows.size, width: columns.size, row: rows.cell, column: columns.cell }
}
