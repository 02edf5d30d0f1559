import { z } from 'zod'
import { fromArray, numel, shapeText, type Conv2dGeometry, type Dim, type Ref, type SymbolicShape } from '../tensor'
import { initAttr } from './attrs'
import { defineOp, ShapeProblem, type ShapesByPort } from './defineOp'
import { compatible, productOf } from './rules'
import { coveredPairs, pairAttr, pairAttrOr, requireImages, windowSizes, type Pair, type WindowAttrs } from './window'

interface ConvAttrs {
  readonly out_channels?: number | undefined
  readonly kernel_size?: Pair | undefined
  readonly stride: Pair
  readonly padding: Pair
  readonly dilation: Pair
  readonly groups: number
}

const windowOf = (weight: readonly number[], { stride, padding, dilation }: ConvAttrs): WindowAttrs => ({
  kernel: [weight[2]!, weight[3]!],
  stride,
  padding,
  dilation,
})

const geometryOf = (weight: Ref, attrs: ConvAttrs): Conv2dGeometry => ({
  ...windowOf(weight.shape, attrs),
  groups: attrs.groups,
})

/** Input channels that one output channel sees. @throws ShapeProblem when the groups do not come out even. */
function channelsPerGroup(x: SymbolicShape, groups: number): Dim {
  requireImages(x)
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

/** Numbers that feed one output cell. */
const fanIn = ({ weight }: ShapesByPort): Dim => productOf(weight!.slice(1))

function ownWeight({ x }: ShapesByPort, attrs: ConvAttrs): Dim[] {
  for (const name of ['out_channels', 'kernel_size'] as const)
    if (attrs[name] === undefined)
      throw new ShapeProblem(
        'weight',
        `{node} does not know ${name === 'out_channels' ? 'how many output channels it has' : 'how large its kernels are'}.`,
        `Set ${name}, or wire a weight.`,
        'missing-attribute',
      )
  return [attrs.out_channels!, channelsPerGroup(x!, attrs.groups), ...attrs.kernel_size!]
}

function checkWeight(x: SymbolicShape, weight: SymbolicShape, attrs: ConvAttrs): void {
  const perGroup = channelsPerGroup(x, attrs.groups)
  const [outChannels, seen, kh, kw] = weight
  const wanted = typeof seen === 'number' ? seen * attrs.groups : seen
  if (weight.length !== 4)
    throw new ShapeProblem(
      'weight',
      `{node} needs a weight with 4 axes [out_channels, in_channels, height, width], but gets ${shapeText(weight)}.`,
      'Reshape the weight to four axes.',
    )
  if (!compatible(perGroup, seen!))
    throw new ShapeProblem(
      'x',
      `{node} needs x with ${wanted} channel${wanted === 1 ? '' : 's'}, but {from:x} gives ${x[1]} (${shapeText(x)}; weight is ${shapeText(weight)}).`,
      `Set {node}'s weight to ${shapeText([outChannels!, perGroup, kh!, kw!])}, or change the channels of {from:x}.`,
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
  if (attrs.kernel_size && !(compatible(attrs.kernel_size[0], kh!) && compatible(attrs.kernel_size[1], kw!)))
    throw new ShapeProblem(
      'weight',
      `{node} has kernel_size ${shapeText(attrs.kernel_size)}, but its weight has kernels of ${shapeText([kh!, kw!])} (${shapeText(weight)}).`,
      `Set kernel_size to ${shapeText([kh!, kw!])}, or use a weight of ${shapeText([...weight.slice(0, 2), ...attrs.kernel_size])}.`,
    )
}

/** torch.nn.functional.conv2d: a cross-correlation, the kernel is not flipped. */
export default defineOp({
  id: 'conv2d',
  category: 'convolution',
  title: 'Convolution',
  symbol: 'W∗x',
  letter: 'z',
  summary:
    'Slides small kernels over an image. Each kernel looks for one pattern everywhere, with the same weights at every place.',
  inputs: {
    x: { doc: 'Images: [N, in_channels, height, width].' },
    weight: {
      doc: 'One kernel for each output channel: [out_channels, in_channels / groups, height, width].',
      parameter: {
        shape: ownWeight,
        fanIn: (shapes, attrs: ConvAttrs) => productOf(ownWeight(shapes, attrs).slice(1)),
      },
    },
    bias: {
      doc: 'One number added to each output channel: [out_channels].',
      enabled: (attrs: { bias: boolean }) => attrs.bias,
      parameter: { shape: ({ weight }) => [weight![0]!], fanIn },
    },
  },
  outputs: { y: { doc: '[N, out_channels, height, width], with as many places as the window has positions.' } },
  attrs: z.object({
    out_channels: z
      .int()
      .min(1)
      .max(65536)
      .optional()
      .describe('How many kernels there are: one output channel for each.'),
    kernel_size: pairAttr(1).optional().describe('Height and width of the kernels.'),
    stride: pairAttrOr(1, 1).describe('How far the window moves, down and to the right.'),
    padding: pairAttrOr(0, 0).describe('Rows and columns of zeros added on each side.'),
    dilation: pairAttrOr(1, 1).describe('The distance between two neighbours in the window; 1 leaves no holes.'),
    groups: z
      .int()
      .min(1)
      .max(65536)
      .default(1)
      .describe('Into how many groups the channels are split that do not see each other.'),
    bias: z.boolean().default(true).describe('Whether a learned number is added to each output channel.'),
    init: initAttr,
  }),
  shape: ({ x, weight, bias }, attrs) => {
    requireImages(x)
    checkWeight(x, weight, attrs)
    if (bias && !(bias.length === 1 && compatible(bias[0]!, weight[0]!)))
      throw new ShapeProblem(
        'bias',
        `{node} needs a bias of shape [${weight[0]}], but gets ${shapeText(bias)}.`,
        `Use a bias of shape [${weight[0]}], or set bias to false.`,
      )
    const known = typeof weight[2] === 'number' && typeof weight[3] === 'number'
    return { y: [x[0]!, weight[0]!, ...(known ? windowSizes(x, windowOf(weight as number[], attrs)) : ['?', '?'])] }
  },
  forward: (k, { x, weight, bias }, attrs) => {
    const y = k.conv2d(x, weight, geometryOf(weight, attrs))
    return { y: bias ? k.add(y, k.reshape(bias, [-1, 1, 1])) : y }
  },
  backward: {
    // Each input is reached by every window that covers it, through the weight that touched it there.
    x: ({ k, x, weight, dy, attrs }) => k.conv2dInputGrad(dy, weight, x.shape, geometryOf(weight, attrs)),
    // Each weight was used at every place: its gradient is the sum over all of them.
    weight: ({ k, x, weight, dy, attrs }) => k.conv2dWeightGrad(dy, x, weight.shape, geometryOf(weight, attrs)),
    bias: ({ k, dy }) => k.sum(dy, [0, 2, 3], false),
  },
  formula: { y: '{y} = {weight} \\star {x} + {bias}' },
  derivative: {
    x: {
      formula: '{dy} \\ast {weight}',
      local: '{weight}',
      words:
        'Each pixel of {x} gathers the errors of all windows that covered it, each through the weight that lay on it.',
    },
    weight: {
      formula: '{dy} \\star {x}',
      local: '{x}',
      words: 'A weight is used at every place of the image, so its gradient adds up error times input over all places.',
    },
    bias: {
      formula: '\\textstyle\\sum_{n,h,w} {dy}',
      local: '1',
      words: 'The bias is added at every place, so it takes the sum of all errors of its channel.',
    },
  },
  describe: ({ bias }) => (bias ? {} : { formula: { y: '{y} = {weight} \\star {x}' } }),
  multiplications: {
    x: ({ x, weight, y }, attrs) => x![0]! * y![1]! * weight![1]! * coveredPairs(x!, y!, windowOf(weight!, attrs)),
    weight: ({ weight, y }) => numel(y!) * numel(weight!.slice(1)),
    bias: ({ y }) => numel(y!),
  },
  examples: [
    {
      attrs: { out_channels: 1, kernel_size: [2, 2] },
      inputs: {
        x: fromArray([1, 1, 3, 3], [1, 2, 3, 4, 5, 6, 7, 8, 9]),
        weight: fromArray([1, 1, 2, 2], [1, 0, 0, -1]),
        bias: fromArray([1], [0.5]),
      },
      outputs: { y: fromArray([1, 1, 2, 2], [-3.5, -3.5, -3.5, -3.5]) },
    },
    {
      attrs: { out_channels: 2, kernel_size: 2, stride: 2, padding: 1, groups: 2, bias: false },
      inputs: {
        x: fromArray([1, 2, 2, 2], [1, 2, 3, 4, 5, 6, 7, 8]),
        weight: fromArray([2, 1, 2, 2], [1, 1, 1, 1, 0, 0, 0, 2]),
      },
      outputs: { y: fromArray([1, 2, 2, 2], [1, 2, 3, 4, 10, 0, 0, 0]) },
    },
  ],
  spelling: {
    torch:
      'F.conv2d({x}, {weight}, {bias}, stride={attrs.stride}, padding={attrs.padding}, dilation={attrs.dilation}, groups={attrs.groups})',
    onnx: 'Conv',
  },
})
