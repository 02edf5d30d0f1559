/** @file What the pooling ops share. */
import { z } from 'zod'
import type { Dim, PoolGeometry, Shape, SymbolicShape } from '../tensor'
import {
  pairAttr,
  pairAttrOr,
  requireImages,
  requirePoolPadding,
  windowSizes,
  type Pair,
  type WindowAttrs,
} from './window'

export const poolAttrs = {
  kernel_size: pairAttr(1).describe('Height and width of the window.'),
  stride: pairAttr(1).nullable().default(null).describe('How far the window moves; null: by its own size.'),
  padding: pairAttrOr(0, 0).describe('Rows and columns added on each side, at most half the window.'),
  ceil_mode: z.boolean().default(false).describe('Whether a last window may stick out of the image.'),
}

interface PoolAttrs {
  readonly kernel_size: Pair
  readonly stride: Pair | null
  readonly padding: Pair
  readonly dilation?: Pair
  readonly ceil_mode: boolean
}

export function poolWindow({ kernel_size, stride, padding, dilation }: PoolAttrs): WindowAttrs {
  return { kernel: kernel_size, stride: stride ?? kernel_size, padding, dilation: dilation ?? [1, 1] }
}

/** @throws ShapeProblem */
export function poolShape(x: SymbolicShape, attrs: PoolAttrs): Dim[] {
  requireImages(x)
  const window = poolWindow(attrs)
  requirePoolPadding(window)
  return [...x.slice(0, 2), ...windowSizes(x, window, attrs.ceil_mode)]
}

export function poolGeometry(x: Shape, attrs: PoolAttrs): PoolGeometry {
  const window = poolWindow(attrs)
  return { ...window, out: windowSizes(x, window, attrs.ceil_mode) as [number, number] }
}
