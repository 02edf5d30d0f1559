/** @file What the pooling ops share. */
import { z } from 'zod'
import type { Dim, PoolGeometry, Shape, SymbolicShape } from '../tensor'
import {
  pairAttr,
  pairAttrOr,
  requireImages,
  requirePoolPadding,
  requireSequences,
  sideAttr,
  sideAttrOr,
  window2d,
  windowSizes,
  type Sides,
  type WindowAttrs,
} from './window'

const ceilModeAttr = (over: string) =>
  z.boolean().default(false).describe(`Whether a last window may stick out of the ${over}.`)

export const poolAttrs = {
  kernel_size: pairAttr(1).describe('Height and width of the window.'),
  stride: pairAttr(1).nullable().default(null).describe('How far the window moves; null: by its own size.'),
  padding: pairAttrOr(0, 0).describe('Rows and columns added on each side, at most half the window.'),
  ceil_mode: ceilModeAttr('image'),
}

/** The same for windows over sequences. */
export const poolAttrs1d = {
  kernel_size: sideAttr(1).describe('Length of the window.'),
  stride: sideAttr(1).nullable().default(null).describe('How far the window moves; null: by its own size.'),
  padding: sideAttrOr(0, 0).describe('Places added at each end, at most half the window.'),
  ceil_mode: ceilModeAttr('sequence'),
}

interface PoolAttrs {
  readonly kernel_size: Sides
  readonly stride: Sides | null
  readonly padding: Sides
  readonly dilation?: Sides
  readonly ceil_mode: boolean
}

export function poolWindow({ kernel_size, stride, padding, dilation }: PoolAttrs): WindowAttrs {
  return { kernel: kernel_size, stride: stride ?? kernel_size, padding, dilation: dilation ?? kernel_size.map(() => 1) }
}

/** @throws ShapeProblem */
export function poolShape(x: SymbolicShape, attrs: PoolAttrs): Dim[] {
  const window = poolWindow(attrs)
  if (window.kernel.length === 1) requireSequences(x)
  else requireImages(x)
  requirePoolPadding(window)
  const mostPadding = window.kernel.map((size) => Math.floor(size / 2))
  return [...x.slice(0, 2), ...windowSizes(x, window, { ceilMode: attrs.ceil_mode, mostPadding })]
}

/** The geometry for the 2-D kernels; a sequence is an image of height 1. */
export function poolGeometry(x: Shape, attrs: PoolAttrs): PoolGeometry {
  const window = poolWindow(attrs)
  const sizes = windowSizes(x, window, { ceilMode: attrs.ceil_mode }) as number[]
  return { ...window2d(window), out: sizes.length === 1 ? [1, sizes[0]!] : [sizes[0]!, sizes[1]!] }
}
