import { z } from 'zod'
import { fromArray, numel, shapeText, type Kernels, type Ref, type Shape, type SymbolicShape } from '../tensor'
import { defineOp, ShapeProblem } from './defineOp'
import { all, channelwise, product, same } from './dependence'
import { normFormulas } from './normFormulas'
import {
  besideChannels,
  biasAttr,
  channelsOf,
  epsAttr,
  perChannel,
  requireScaleAndShift,
  scaleAndShift,
  sizeAttr,
  standardize,
  standardizeGrad,
  weightAttr,
} from './normalize'

interface GroupNormAttrs {
  readonly num_groups: number
  readonly num_channels?: number | undefined
}

const formulas = ({ weight, bias }: { weight: boolean; bias: boolean }) =>
  normFormulas({ weight, bias, over: 'group', centred: true })

/** @throws ShapeProblem when x has no channels, or they do not divide into the groups. */
function channels(x: SymbolicShape, { num_groups, num_channels }: GroupNormAttrs) {
  if (x.length < 2)
    throw new ShapeProblem(
      'x',
      `{node} needs x with an axis of channels, [N, channels, ...], but {from:x} gives ${shapeText(x)}.`,
      'Insert a reshape to [-1, channels].',
    )
  const count = channelsOf(x, 'num_channels', num_channels)
  if (typeof count === 'number' && count % num_groups !== 0)
    throw new ShapeProblem(
      'x',
      `{node} has num_groups ${num_groups}, but ${count} channel${count === 1 ? '' : 's'} ({from:x} gives ${shapeText(x)}), which do not divide evenly.`,
      `Set num_groups to a divisor of ${count}.`,
    )
  return count
}

/** x as [N, groups, what is normalized together]. */
const asGroups = (k: Kernels, x: Ref, groups: number) =>
  k.reshape(x, [x.shape[0]!, groups, numel(x.shape.slice(1)) / groups])

const ALONG = [2]
/** How many numbers are normalized together. */
const groupSize = (x: Shape, groups: number) => numel(x.slice(1)) / groups

/** torch.nn.functional.group_norm (Wu & He 2018). */
export default defineOp({
  id: 'group_norm',
  category: 'normalization',
  title: 'Group norm',
  symbol: 'GN',
  letter: 'h',
  summary:
    'Splits the channels of each example into groups and brings each group to mean 0 and spread 1, however few examples there are.',
  inputs: {
    x: { doc: 'Examples with channels on axis 1: [N, channels, ...].' },
    weight: {
      doc: 'What each channel is multiplied by: [channels].',
      enabled: (attrs: { weight: boolean }) => attrs.weight,
      parameter: {
        shape: ({ x }, attrs: GroupNormAttrs) => [channels(x!, attrs)],
        fanIn: () => 1,
        init: 'ones',
      },
    },
    bias: {
      doc: 'What is added to each channel: [channels].',
      enabled: (attrs: { bias: boolean }) => attrs.bias,
      parameter: {
        shape: ({ x }, attrs: GroupNormAttrs) => [channels(x!, attrs)],
        fanIn: () => 1,
        init: 'zeros',
      },
    },
  },
  outputs: { y: { doc: 'Same shape as x.' } },
  attrs: z.object({
    num_groups: sizeAttr
      .default(1)
      .describe('Into how many groups the channels are split; it must divide their number.'),
    num_channels: sizeAttr.optional().describe('How many channels x has; absent: as many as come.'),
    eps: epsAttr(1e-5),
    weight: weightAttr,
    bias: biasAttr,
  }),
  shape: ({ x, weight, bias }, attrs) => {
    requireScaleAndShift({ weight, bias }, [channels(x, attrs)], 'channel')
    return { y: x }
  },
  forward: (k, { x, weight, bias }, { num_groups, eps }) => {
    const { normal, inverse } = standardize(k, asGroups(k, x, num_groups), ALONG, eps)
    const y = scaleAndShift(k, k.reshape(normal, x.shape), weight, bias, perChannel(x.shape))
    return { y, saved: { normal, inverse } }
  },
  backward: {
    x: ({ k, x, weight, dy, saved, attrs }) => {
      const delta = weight ? k.mul(dy, k.reshape(weight, perChannel(x.shape))) : dy
      const kept = { normal: saved.normal!, inverse: saved.inverse! }
      return k.reshape(standardizeGrad(k, asGroups(k, delta, attrs.num_groups), kept, ALONG), x.shape)
    },
    // A channel's weight was used at every place of every example: their shares are added up.
    weight: ({ k, x, dy, saved }) =>
      k.sum(k.mul(dy, k.reshape(saved.normal!, x.shape)), besideChannels(x.shape), false),
    bias: ({ k, x, dy }) => k.sum(dy, besideChannels(x.shape), false),
  },
  ...formulas({ weight: true, bias: true }),
  describe: formulas,
  dependence: {
    x: ({ x }, { num_groups }) => {
      const size = groupSize(x!, num_groups)
      return product(same(x![0]! * num_groups), all(size, size))
    },
    weight: ({ x }) => channelwise(x!),
    bias: ({ x }) => channelwise(x!),
  },
  examples: [
    {
      attrs: { num_groups: 2, eps: 0 },
      inputs: {
        x: fromArray([1, 4], [1, 3, 10, -10]),
        weight: fromArray([4], [2, 10, 1, 1]),
        bias: fromArray([4], [0, 0.5, 0, 0]),
      },
      outputs: { y: fromArray([1, 4], [-2, 10.5, 1, -1]) },
    },
    {
      attrs: { eps: 0.75, weight: false, bias: false },
      inputs: { x: fromArray([1, 2, 2], [1, 2, 2, 3]) },
      outputs: { y: fromArray([1, 2, 2], [-1 / Math.sqrt(1.25), 0, 0, 1 / Math.sqrt(1.25)]) },
    },
  ],
  spelling: {
    torch: 'F.group_norm({x}, {attrs.num_groups}, {weight}, {bias}, eps={attrs.eps})',
    onnx: 'GroupNormalization',
  },
})
