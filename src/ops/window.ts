/** @file Sliding windows over images: their attributes, their output sizes, and what they cover. */
import { z } from 'zod'
import { shapeText, type Dim, type Shape, type SymbolicShape } from '../tensor'
import { ShapeProblem } from './defineOp'

export type Pair = readonly [number, number]

const pairOf = (pair: number | [number, number]): [number, number] => (typeof pair === 'number' ? [pair, pair] : pair)

function sides(min: number) {
  const size = z.int().min(min).max(4096)
  return z.union([size, z.tuple([size, size])])
}

/** [height, width]; one number stands for both. */
export const pairAttr = (min: number) => sides(min).transform(pairOf)

/** The same with a default, which is put before the transform so that the JSON Schema shows it. */
export const pairAttrOr = (min: number, fallback: number) => sides(min).default([fallback, fallback]).transform(pairOf)

export interface WindowAttrs {
  readonly kernel: Pair
  readonly stride: Pair
  readonly padding: Pair
  readonly dilation: Pair
}

const AXES = ['height', 'width'] as const

/** How far a dilated kernel reaches. */
const reach = (kernel: number, dilation: number) => dilation * (kernel - 1) + 1

/**
 * How many windows fit along each side. With `ceilMode` the last may stick out, but must begin inside the image or
 * its first padding, as in PyTorch.
 * @throws ShapeProblem when not one fits.
 */
export function windowSizes(
  x: SymbolicShape,
  { kernel, stride, padding, dilation }: WindowAttrs,
  ceilMode = false,
): [Dim, Dim] {
  const along = (axis: 0 | 1): Dim => {
    const size = x[2 + axis]!
    if (typeof size !== 'number') return '?'
    const room = size + 2 * padding[axis] - reach(kernel[axis], dilation[axis])
    if (room < 0)
      throw new ShapeProblem(
        'x',
        `{node} needs x with ${AXES[axis]} ${size - room} or more, because its window reaches over ` +
          `${reach(kernel[axis], dilation[axis])}${padding[axis] > 0 ? ` and padding adds ${2 * padding[axis]}` : ''}, but {from:x} gives ${AXES[axis]} ${size} (${shapeText(x)}).`,
        `Use a smaller kernel_size, or raise the padding of {node} to ${Math.ceil(padding[axis] - room / 2)}.`,
      )
    const count = (ceilMode ? Math.ceil(room / stride[axis]) : Math.floor(room / stride[axis])) + 1
    return ceilMode && (count - 1) * stride[axis] >= size + padding[axis] ? count - 1 : count
  }
  return [along(0), along(1)]
}

/** @throws ShapeProblem when x is not a stack of images. */
export function requireImages(x: SymbolicShape): void {
  if (x.length === 4) return
  throw new ShapeProblem(
    'x',
    `{node} needs images [N, channels, height, width] with 4 axes, but {from:x} gives ${x.length} (${shapeText(x)}).`,
    'Insert a reshape to 4 axes, for example [-1, 1, 28, 28].',
  )
}

/** Pooling windows must touch the image: PyTorch allows a padding of at most half the kernel. */
export function requirePoolPadding({ kernel, padding }: WindowAttrs): void {
  for (const axis of [0, 1] as const)
    if (padding[axis] * 2 > kernel[axis])
      throw new ShapeProblem(
        null,
        `{node} has padding ${padding[axis]} for a window of ${AXES[axis]} ${kernel[axis]}; a pool may be padded by half its window at most.`,
        `Set padding to ${Math.floor(kernel[axis] / 2)} or less, or use a larger kernel_size.`,
        'attribute',
      )
}

/** Pairs (window, element it covers) in one plane of the image, padding excluded: the rows and columns are independent. */
export function coveredPairs(x: Shape, y: Shape, { kernel, stride, padding, dilation }: WindowAttrs): number {
  const along = (axis: 0 | 1) => {
    let pairs = 0
    for (let o = 0; o < y[2 + axis]!; o++)
      for (let i = 0; i < kernel[axis]; i++) {
        const at = o * stride[axis] - padding[axis] + i * dilation[axis]
        if (at >= 0 && at < x[2 + axis]!) pairs++
      }
    return pairs
  }
  return along(0) * along(1)
}
