/** @file What the convolutions share, over sequences and over images: their attributes and their shape rules. */
import { z } from 'zod'
import { numel, shapeText, type Conv2dGeometry, type Dim, type SymbolicShape } from '../tensor'
import { ShapeProblem, type ShapesByPort } from './defineOp'
import { all, channelwise, product, same, windowFactors, type DependenceRule } from './dependence'
import { compatible, compatibleShapes, productOf } from './rules'
import { requireImages, requireSequences, window2d, type Sides, type WindowAttrs } from './window'

export interface ConvAttrs {
  readonly out_channels?: number | undefined
  readonly kernel_size?: Sides | undefined
  readonly stride: Sides
  readonly padding: Sides
  readonly dilation: Sides
  readonly groups: number
}

/** Over sequences the window moves along one axis, over images along two. */
export type Dimensions = 1 | 2

const count = z.int().min(1).max(65536)

export const outChannelsAttr = count.optional().describe('How many kernels there are: one output channel for each.')
export const groupsAttr = count
  .default(1)
  .describe('Into how many groups the channels are split that do not see each other.')
/** As `initAttr`, and `gabor`: waves and colour blobs, as the first layer of a network trained on photographs has them. */
export const kernelInitAttr = z
  .enum(['kaiming_uniform', 'xavier_uniform', 'normal', 'zeros', 'ones', 'gabor'])
  .default('kaiming_uniform')
  .describe('How the kernels start before training.')
export const biasAttr = z.boolean().default(true).describe('Whether a learned number is added to each output channel.')

/** The window of a convolution; its size is that of the weight's kernels. */
export const convWindow = (weight: readonly number[], { stride, padding, dilation }: ConvAttrs): WindowAttrs => ({
  kernel: weight.slice(2),
  stride,
  padding,
  dilation,
})

export const convGeometry = (weight: readonly number[], attrs: ConvAttrs): Conv2dGeometry => ({
  ...window2d(convWindow(weight, attrs)),
  groups: attrs.groups,
})

/** The names of the axes of a weight, in words. */
const weightAxes = (channels: string, dimensions: Dimensions) =>
  `[${channels}, ${dimensions === 1 ? 'length' : 'height, width'}]`

export function requireRank(x: SymbolicShape, dimensions: Dimensions): void {
  if (dimensions === 1) requireSequences(x)
  else requireImages(x)
}

/** Channels of x in one group. @throws ShapeProblem when the groups do not come out even. */
export function channelsPerGroup(x: SymbolicShape, groups: number): Dim {
  const channels = x[1]!
  if (groups === 1) return channels
  if (typeof channels === 'string') return '?'
  if (channels % groups !== 0)
    throw new ShapeProblem(
      'x',
      `{node} has ${groups} groups, but {from:x} gives ${channels} channels (${shapeText(x)}), which do not divide evenly.`,
      `Set groups to a divisor of ${channels}.`,
    )
  return channels / groups
}

/** @throws ShapeProblem when an attribute is missing that sizes an implicit weight. */
export function requireSizes<A extends ConvAttrs>(
  attrs: A,
): asserts attrs is A & { out_channels: number; kernel_size: Sides } {
  for (const name of ['out_channels', 'kernel_size'] as const)
    if (attrs[name] === undefined)
      throw new ShapeProblem(
        'weight',
        `{node} does not know ${name === 'out_channels' ? 'how many output channels it has' : 'how large its kernels are'}.`,
        `Set ${name}, or wire a weight.`,
        'missing-attribute',
      )
}

/** The shape of an unwired weight. @throws ShapeProblem */
export function ownWeight({ x }: ShapesByPort, attrs: ConvAttrs, dimensions: Dimensions): Dim[] {
  requireSizes(attrs)
  requireRank(x!, dimensions)
  return [attrs.out_channels, channelsPerGroup(x!, attrs.groups), ...attrs.kernel_size]
}

/** How many numbers feed one output, as PyTorch counts them: the weight without its first axis. */
export const convFanIn = ({ weight }: ShapesByPort): Dim => productOf(weight!.slice(1))

/** @throws ShapeProblem when x, the weight, the bias and the attributes do not fit together. */
export function checkConvolution(
  { x, weight, bias }: { x: SymbolicShape; weight: SymbolicShape; bias: SymbolicShape | undefined },
  attrs: ConvAttrs,
  dimensions: Dimensions,
): void {
  requireRank(x, dimensions)
  const perGroup = channelsPerGroup(x, attrs.groups)
  const [outChannels, seen] = weight
  const wanted = typeof seen === 'number' ? seen * attrs.groups : seen
  requireWeightRank(weight, 'out_channels, in_channels', dimensions)
  if (!compatible(perGroup, seen!))
    throw new ShapeProblem(
      'x',
      `{node} needs x with ${wanted} channel${wanted === 1 ? '' : 's'}, but {from:x} gives ${x[1]} (${shapeText(x)}; weight is ${shapeText(weight)}).`,
      `Set {node}'s weight to ${shapeText([outChannels!, perGroup, ...weight.slice(2)])}, or change the channels of {from:x}.`,
    )
  if (typeof outChannels === 'number' && outChannels % attrs.groups !== 0)
    throw new ShapeProblem(
      'weight',
      `{node} has ${attrs.groups} groups, but ${outChannels} output channels (${shapeText(weight)}), which do not divide evenly.`,
      `Set groups to a divisor of ${outChannels}, or out_channels to a multiple of ${attrs.groups}.`,
    )
  if (attrs.out_channels !== undefined && !compatible(attrs.out_channels, outChannels!))
    throw new ShapeProblem(
      'weight',
      `{node} has out_channels ${attrs.out_channels}, but its weight makes ${outChannels} (${shapeText(weight)}).`,
      `Set out_channels to ${outChannels}, or use a weight of ${shapeText([attrs.out_channels, ...weight.slice(1)])}.`,
    )
  requireKernelSize(weight, attrs)
  requireBias(bias, outChannels!)
}

/** @throws ShapeProblem */
export function requireWeightRank(weight: SymbolicShape, channels: string, dimensions: Dimensions): void {
  if (weight.length === 2 + dimensions) return
  throw new ShapeProblem(
    'weight',
    `{node} needs a weight with ${2 + dimensions} axes ${weightAxes(channels, dimensions)}, but gets ${shapeText(weight)}.`,
    `Reshape the weight to ${dimensions === 1 ? 'three' : 'four'} axes.`,
  )
}

/** @throws ShapeProblem */
export function requireKernelSize(weight: SymbolicShape, { kernel_size }: ConvAttrs): void {
  const kernel = weight.slice(2)
  if (!kernel_size || compatibleShapes(kernel_size, kernel)) return
  throw new ShapeProblem(
    'weight',
    `{node} has kernel_size ${shapeText(kernel_size)}, but its weight has kernels of ${shapeText(kernel)} (${shapeText(weight)}).`,
    `Set kernel_size to ${shapeText(kernel)}, or use a weight of ${shapeText([...weight.slice(0, 2), ...kernel_size])}.`,
  )
}

/** @throws ShapeProblem */
export function requireBias(bias: SymbolicShape | undefined, channels: Dim): void {
  if (!bias || (bias.length === 1 && compatible(bias[0]!, channels))) return
  throw new ShapeProblem(
    'bias',
    `{node} needs a bias of shape [${channels}], but gets ${shapeText(bias)}.`,
    `Use a bias of shape [${channels}], or set bias to false.`,
  )
}

/** A cell sees the places that its window covers, and depends on every weight of its kernel and on its bias. */
export const convDependence: Record<'x' | 'weight' | 'bias', DependenceRule<ConvAttrs>> = {
  x: ({ x, weight, y }, attrs) =>
    product(
      same(x![0]!),
      same(attrs.groups),
      all(weight![1]!, weight![0]! / attrs.groups),
      ...windowFactors(x!, y!, convWindow(weight!, attrs)),
    ),
  weight: ({ weight, y }) =>
    product(all(1, y![0]!), same(weight![0]!), all(numel(weight!.slice(1)), 1), all(1, numel(y!.slice(2)))),
  bias: ({ y }) => channelwise(y!),
}
