/** @file Sliding windows over sequences and images: their attributes, their output sizes, and what they cover. */
import { z } from 'zod'
import { shapeText, type Dim, type Kernels, type Ref, type SymbolicShape, type Window2d } from '../tensor'
import { ShapeProblem } from './defineOp'

export type Pair = readonly [number, number]

/** One entry for each axis that the window moves along: [length], or [height, width]. */
export type Sides = readonly number[]

const pairOf = (pair: number | [number, number]): [number, number] => (typeof pair === 'number' ? [pair, pair] : pair)

const side = (min: number) => z.int().min(min).max(4096)

function sides(min: number) {
  return z.union([side(min), z.tuple([side(min), side(min)])])
}

/** [height, width]; one number stands for both. */
export const pairAttr = (min: number) => sides(min).transform(pairOf)

/** The same with a default, which is put before the transform so that the JSON Schema shows it. */
export const pairAttrOr = (min: number, fallback: number) => sides(min).default([fallback, fallback]).transform(pairOf)

const listOf = (size: number | [number]): [number] => (typeof size === 'number' ? [size] : size)

function oneSide(min: number) {
  return z.union([side(min), z.tuple([side(min)])])
}

/** [length], for windows over sequences; a number alone is fine too. */
export const sideAttr = (min: number) => oneSide(min).transform(listOf)

/** The same with a default. */
export const sideAttrOr = (min: number, fallback: number) => oneSide(min).default([fallback]).transform(listOf)

export interface WindowAttrs {
  readonly kernel: Sides
  readonly stride: Sides
  readonly padding: Sides
  readonly dilation: Sides
}

const axisName = (window: WindowAttrs, axis: number) =>
  window.kernel.length === 1 ? 'length' : axis === 0 ? 'height' : 'width'

/** How far a dilated kernel reaches. */
const reach = (kernel: number, dilation: number) => dilation * (kernel - 1) + 1

/**
 * How many windows fit along each side. With `ceilMode` the last may stick out, but must begin inside the image or
 * its first padding, as in PyTorch. More than `mostPadding` is not advised.
 * @throws ShapeProblem when not one fits.
 */
export function windowSizes(
  x: SymbolicShape,
  window: WindowAttrs,
  { ceilMode = false, mostPadding }: { ceilMode?: boolean; mostPadding?: Sides } = {},
): Dim[] {
  return window.kernel.map((kernel, axis) => {
    const size = x[2 + axis]!
    if (typeof size !== 'number') return '?'
    const [stride, padding] = [window.stride[axis]!, window.padding[axis]!]
    const covered = reach(kernel, window.dilation[axis]!)
    const room = size + 2 * padding - covered
    const name = axisName(window, axis)
    // The last window may stick out by less than one step.
    const missing = -room - (ceilMode ? stride - 1 : 0)
    if (missing > 0) {
      const enough = padding + Math.ceil(missing / 2)
      const smaller = `Use a smaller kernel_size${window.dilation[axis]! > 1 ? ' or dilation' : ''}`
      throw new ShapeProblem(
        'x',
        `{node} needs x with ${name} ${size + missing} or more, because its window reaches over ` +
          `${covered}${padding > 0 ? ` and padding adds ${2 * padding}` : ''}, but {from:x} gives ${name} ${size} (${shapeText(x)}).`,
        enough > (mostPadding?.[axis] ?? Infinity)
          ? `${smaller}.`
          : `${smaller}, or raise the padding of {node} to ${enough}.`,
      )
    }
    const count = (ceilMode ? Math.ceil(room / stride) : Math.floor(room / stride)) + 1
    return ceilMode && (count - 1) * stride >= size + padding ? count - 1 : count
  })
}

/** The window as the kernels take it: a sequence is an image of height 1. */
export function window2d({ kernel, stride, padding, dilation }: WindowAttrs): Window2d {
  const pair = (sides: Sides, alone: number): Pair => (sides.length === 1 ? [alone, sides[0]!] : [sides[0]!, sides[1]!])
  return { kernel: pair(kernel, 1), stride: pair(stride, 1), padding: pair(padding, 0), dilation: pair(dilation, 1) }
}

/** [N, C, length] → [N, C, 1, length]; images stay as they are. */
export const asImages = (k: Kernels, x: Ref): Ref =>
  x.shape.length === 3 ? k.reshape(x, [...x.shape.slice(0, 2), 1, x.shape[2]!]) : x

/** [N, C, 1, length] → [N, C, length]. */
export const asSequences = (k: Kernels, y: Ref): Ref => k.reshape(y, [...y.shape.slice(0, 2), y.shape[3]!])

/** @throws ShapeProblem when x is not a stack of sequences. */
export function requireSequences(x: SymbolicShape): void {
  if (x.length === 3) return
  throw new ShapeProblem(
    'x',
    `{node} needs sequences [N, channels, length] with 3 axes, but {from:x} gives ${x.length} (${shapeText(x)}).`,
    'Insert a reshape to 3 axes, for example [-1, 1, 28].',
  )
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
export function requirePoolPadding(window: WindowAttrs): void {
  for (const [axis, kernel] of window.kernel.entries())
    if (window.padding[axis]! * 2 > kernel)
      throw new ShapeProblem(
        null,
        `{node} has padding ${window.padding[axis]} for a window of ${axisName(window, axis)} ${kernel}; a pool may be padded by half its window at most.`,
        `Set padding to ${Math.floor(kernel / 2)} or less, or use a larger kernel_size.`,
        'attribute',
      )
}
