/**
 * @file What the transposed convolutions share. The transposed convolution is the input gradient of the convolution with
 * the same weight, so what is an input channel there is an output channel here, and the sizes are solved for the input.
 */
import { shapeText, type Dim, type Kernels, type Ref, type Shape, type SymbolicShape } from '../tensor'
import {
  channelsPerGroup,
  convWindow,
  requireBias,
  requireKernelSize,
  requireRank,
  requireSizes,
  requireWeightRank,
  type ConvAttrs,
  type Dimensions,
} from './convolution'
import { ShapeProblem, type ShapesByPort } from './defineOp'
import {
  all,
  channelwise,
  pairs,
  product,
  same,
  turned,
  windowFactors,
  type DependenceRule,
  type Factor,
} from './dependence'
import { compatible } from './rules'
import type { Sides } from './window'

export interface TransposedAttrs extends ConvAttrs {
  readonly output_padding: Sides
}

/** The shape of an unwired weight: [in_channels, out_channels / groups, ...kernel_size]. @throws ShapeProblem */
export function ownTransposedWeight({ x }: ShapesByPort, attrs: TransposedAttrs, dimensions: Dimensions): Dim[] {
  requireSizes(attrs)
  requireRank(x!, dimensions)
  channelsPerGroup(x!, attrs.groups)
  if (attrs.out_channels % attrs.groups !== 0)
    throw new ShapeProblem(
      'weight',
      `{node} has ${attrs.groups} groups, but out_channels ${attrs.out_channels}, which do not divide evenly.`,
      `Set groups to a divisor of ${attrs.out_channels}, or out_channels to a multiple of ${attrs.groups}.`,
      'attribute',
    )
  return [x![1]!, attrs.out_channels / attrs.groups, ...attrs.kernel_size]
}

/** Output channels that a weight makes. */
const outChannels = (weight: SymbolicShape, { groups }: TransposedAttrs): Dim =>
  typeof weight[1] === 'number' ? weight[1] * groups : groups === 1 ? weight[1]! : '?'

/**
 * The output shape: along each axis (size − 1) · stride − 2 · padding + dilation · (kernel − 1) + output_padding + 1.
 * @throws ShapeProblem when x, the weight, the bias and the attributes do not fit together.
 */
export function transposedShape(
  { x, weight, bias }: { x: SymbolicShape; weight: SymbolicShape; bias: SymbolicShape | undefined },
  attrs: TransposedAttrs,
  dimensions: Dimensions,
): Dim[] {
  requireRank(x, dimensions)
  requireWeightRank(weight, 'in_channels, out_channels', dimensions)
  channelsPerGroup(x, attrs.groups)
  if (!compatible(x[1]!, weight[0]!))
    throw new ShapeProblem(
      'x',
      `{node} needs x with ${weight[0]} channel${weight[0] === 1 ? '' : 's'}, but {from:x} gives ${x[1]} (${shapeText(x)}; weight is ${shapeText(weight)}).`,
      `Set {node}'s weight to ${shapeText([x[1]!, ...weight.slice(1)])}, or change the channels of {from:x}.`,
    )
  const channels = outChannels(weight, attrs)
  if (attrs.out_channels !== undefined && !compatible(attrs.out_channels, channels)) {
    const perGroup = attrs.out_channels / attrs.groups
    const other = Number.isInteger(perGroup)
      ? `, or use a weight of ${shapeText([weight[0]!, perGroup, ...weight.slice(2)])}`
      : ''
    throw new ShapeProblem(
      'weight',
      `{node} has out_channels ${attrs.out_channels}, but its weight makes ${channels} (${shapeText(weight)}; groups is ${attrs.groups}).`,
      `Set out_channels to ${channels}${other}.`,
    )
  }
  requireKernelSize(weight, attrs)
  requireBias(bias, channels)
  requireOutputPadding(attrs)
  return [x[0]!, channels, ...x.slice(2).map((size, axis) => sizeAlong(size, axis, x, weight, attrs))]
}

/** More would leave outputs at the end that no window could ever have reached. @throws ShapeProblem */
function requireOutputPadding({ output_padding, stride, dilation }: TransposedAttrs): void {
  for (const [axis, extra] of output_padding.entries()) {
    const most = Math.max(stride[axis]!, dilation[axis]!) - 1
    if (extra > most)
      throw new ShapeProblem(
        null,
        `{node} has output_padding ${extra}, but stride ${stride[axis]} and dilation ${dilation[axis]}; output_padding must be smaller than one of them.`,
        `Set output_padding to ${most}${most > 0 ? ' or less' : ''}, or stride to ${extra + 1} or more.`,
        'attribute',
      )
  }
}

function sizeAlong(size: Dim, axis: number, x: SymbolicShape, weight: SymbolicShape, attrs: TransposedAttrs): Dim {
  const kernel = weight[2 + axis]!
  if (typeof size !== 'number' || typeof kernel !== 'number') return '?'
  const padding = attrs.padding[axis]!
  const whole =
    (size - 1) * attrs.stride[axis]! + attrs.dilation[axis]! * (kernel - 1) + attrs.output_padding[axis]! + 1
  if (whole - 2 * padding >= 1) return whole - 2 * padding
  throw new ShapeProblem(
    'x',
    `{node} would make ${whole} places out of the ${size} of {from:x} (${shapeText(x)}), but its padding takes ${2 * padding} away.`,
    `Set the padding of {node} to ${Math.floor((whole - 1) / 2)} or less.`,
  )
}

/** The first places of an image, where the convolution of δy gives more than x has: output_padding ≥ stride does that. */
export function croppedTo(k: Kernels, dx: Ref, x: Shape): Ref {
  return [2, 3].reduce(
    (cropped, axis) =>
      cropped.shape[axis] === x[axis]
        ? cropped
        : k.take(
            cropped,
            axis,
            Array.from({ length: x[axis]! }, (_, i) => i),
          ),
    dx,
  )
}

/** The convolution's pattern with the roles of x and y changed. A weight is used only where its place falls inside of y. */
export const transposedDependence: Record<'x' | 'weight' | 'bias', DependenceRule<TransposedAttrs>> = {
  x: ({ x, weight, y }, attrs) =>
    product(
      same(x![0]!),
      same(attrs.groups),
      all(weight![0]! / attrs.groups, weight![1]!),
      ...windowFactors(y!, x!, convWindow(weight!, attrs)).map(turned),
    ),
  weight: ({ x, weight, y }, attrs) =>
    product(
      all(1, x![0]!),
      same(attrs.groups),
      all(weight![0]! / attrs.groups, 1),
      same(weight![1]!),
      ...weight!.slice(2).map((_, axis) => taps(x!, weight!, y!, axis, attrs)),
    ),
  bias: ({ y }) => channelwise(y!),
}

/** Along one axis: each place of the kernel, and the places of y that it is laid on by some place of x. */
function taps(x: Shape, weight: Shape, y: Shape, axis: number, attrs: TransposedAttrs): Factor {
  const [stride, padding, dilation] = [attrs.stride[axis]!, attrs.padding[axis]!, attrs.dilation[axis]!]
  const [size, kernel, length] = [x[2 + axis]!, weight[2 + axis]!, y[2 + axis]!]
  const from: number[] = []
  const to: number[] = []
  for (let tap = 0; tap < kernel; tap++)
    for (let i = 0; i < size; i++) {
      const at = i * stride - padding + tap * dilation
      if (at < 0 || at >= length) continue
      from.push(tap)
      to.push(at)
    }
  return pairs(kernel, length, from, to)
}
