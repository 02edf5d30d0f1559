/** @file What the normalization ops share: the arithmetic along some axes, and the rules for scale and shift. */
import { z } from 'zod'
import { shapeText, type Dim, type Kernels, type Ref, type Shape, type SymbolicShape } from '../tensor'
import { ShapeProblem } from './defineOp'
import { compatible, compatibleShapes } from './rules'

export const epsAttr = (fallback: number) =>
  z.number().min(0).default(fallback).describe('Added to the variance, so that equal numbers are not divided by 0.')

export const weightAttr = z
  .boolean()
  .default(true)
  .describe('Whether the result is scaled by learned numbers, which start as 1.')
export const biasAttr = z
  .boolean()
  .default(true)
  .describe('Whether learned numbers are added to the result, which start as 0.')

export const sizeAttr = z.int().min(1).max(65536)

/** Sizes of the last axes; without it, the last axis alone. */
export const normalizedShapeAttr = z
  .array(sizeAttr)
  .min(1)
  .max(8)
  .optional()
  .describe(
    'The sizes of the last axes, over which each example is normalized; absent: the last axis, whatever its size.',
  )

const mean = (k: Kernels, x: Ref, dims: readonly number[]) =>
  k.scale(k.sum(x, dims, true), 1 / dims.reduce((n, axis) => n * x.shape[axis]!, 1))

/** (x − mean) / √(variance + eps) along `dims`; the variance is the biased one. `inverse` is 1 / √(variance + eps). */
export function standardize(k: Kernels, x: Ref, dims: readonly number[], eps: number): { normal: Ref; inverse: Ref } {
  const centred = k.sub(x, mean(k, x, dims))
  const inverse = k.powScalar(k.shift(mean(k, k.mul(centred, centred), dims), eps), -0.5)
  return { normal: k.mul(centred, inverse), inverse }
}

/**
 * δx from δ of the normalized numbers x̂: inverse · (δ − mean δ − x̂ · mean(δ x̂)). What moves all numbers alike, or
 * stretches them alike, is taken back by the normalization (Ioffe & Szegedy 2015; Ba, Kiros & Hinton 2016).
 */
export function standardizeGrad(
  k: Kernels,
  delta: Ref,
  { normal, inverse }: { normal: Ref; inverse: Ref },
  dims: readonly number[],
): Ref {
  const stretch = k.mul(normal, mean(k, k.mul(delta, normal), dims))
  return k.mul(inverse, k.sub(k.sub(delta, mean(k, delta, dims)), stretch))
}

/** x / √(mean x² + eps) along `dims` (Zhang & Sennrich 2019): like the above, without taking the mean off. */
export function rescale(k: Kernels, x: Ref, dims: readonly number[], eps: number): { normal: Ref; inverse: Ref } {
  const inverse = k.powScalar(k.shift(mean(k, k.mul(x, x), dims), eps), -0.5)
  return { normal: k.mul(x, inverse), inverse }
}

export function rescaleGrad(
  k: Kernels,
  delta: Ref,
  { normal, inverse }: { normal: Ref; inverse: Ref },
  dims: readonly number[],
): Ref {
  return k.mul(inverse, k.sub(delta, k.mul(normal, mean(k, k.mul(delta, normal), dims))))
}

/** x̂ · weight + bias, either of which may be absent; `as` is the shape in which they meet x̂. */
export function scaleAndShift(k: Kernels, normal: Ref, weight: Ref | undefined, bias: Ref | undefined, as: Shape): Ref {
  const scaled = weight ? k.mul(normal, k.reshape(weight, as)) : normal
  return bias ? k.add(scaled, k.reshape(bias, as)) : scaled
}

/** [channels, 1, …]: one number for each channel, beside x of this rank. */
export const perChannel = (x: Shape): number[] => [x[1]!, ...x.slice(2).map(() => 1)]

/** All axes but that of the channels. */
export const besideChannels = (x: Shape): number[] => x.flatMap((_, axis) => (axis === 1 ? [] : [axis]))

/** How many of the last axes are normalized. */
export const normalizedAxes = (normalized: Shape | undefined) => normalized?.length ?? 1

/** The numbers of the last axes of a shape. */
export const lastAxes = (x: Shape, normalized: Shape | undefined): number[] => {
  const axes = normalizedAxes(normalized)
  return Array.from({ length: axes }, (_, i) => x.length - axes + i)
}

/** The sizes that are normalized, and so the shape of weight and bias. @throws ShapeProblem when x does not end so. */
export function normalizedShape(x: SymbolicShape, normalized: Shape | undefined): SymbolicShape {
  const axes = normalizedAxes(normalized)
  const last = `last ${axes === 1 ? 'axis' : `${axes} axes`}`
  if (x.length < axes)
    throw new ShapeProblem(
      'x',
      `{node} normalizes over the ${last}${normalized ? ` (normalized_shape ${shapeText(normalized)})` : ''}, but {from:x} has ${x.length === 0 ? 'none' : `only ${x.length}`} (${shapeText(x)}).`,
      normalized && x.length
        ? `Set normalized_shape to ${shapeText(x.slice(-1))}, or wire x with more axes.`
        : 'Wire x with at least 1 axis.',
    )
  const found = x.slice(x.length - axes)
  if (!normalized) return found
  if (!compatibleShapes(normalized, found))
    throw new ShapeProblem(
      'x',
      `{node} has normalized_shape ${shapeText(normalized)}, but the ${last} of {from:x} ${axes === 1 ? 'has' : 'have'} ${shapeText(found)} (${shapeText(x)}).`,
      `Set normalized_shape to ${shapeText(found)}, or reshape {from:x} so that it ends with ${shapeText(normalized)}.`,
    )
  return normalized
}

/** The channels of x, axis 1. @throws ShapeProblem when there is no such axis, or the attribute says otherwise. */
export function channelsOf(
  x: SymbolicShape,
  attribute: 'num_channels' | 'num_features',
  wanted: number | undefined,
): Dim {
  const channels = x[1]!
  if (wanted === undefined || channels === wanted) return channels
  if (compatible(wanted, channels)) return wanted
  throw new ShapeProblem(
    'x',
    `{node} has ${attribute} ${wanted}, but {from:x} gives ${channels} channel${channels === 1 ? '' : 's'} (${shapeText(x)}).`,
    `Set ${attribute} to ${channels}, or change the channels of {from:x}.`,
  )
}

/** @throws ShapeProblem when weight or bias, where there is one, has not this shape. */
export function requireScaleAndShift(
  shapes: { readonly weight?: SymbolicShape | undefined; readonly bias?: SymbolicShape | undefined },
  wanted: SymbolicShape,
  each: string,
): void {
  for (const [port, shape] of Object.entries(shapes))
    if (shape && !compatibleShapes(shape, wanted))
      throw new ShapeProblem(
        port,
        `{node} needs a ${port} of shape ${shapeText(wanted)}, one number for each ${each}, but gets ${shapeText(shape)}.`,
        `Use a ${port} of shape ${shapeText(wanted)}, or set ${port} to false.`,
      )
}
