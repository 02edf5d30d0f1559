import { z } from 'zod'
import { fromArray, shapeText, type Shape, type SymbolicShape } from '../tensor'
import { defineOp, ShapeProblem } from './defineOp'
import { along, channelwise } from './dependence'
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
import { knownNumel } from './rules'

interface InstanceNormAttrs {
  readonly num_features?: number | undefined
}

const formulas = ({ weight, bias }: { weight: boolean; bias: boolean }) =>
  normFormulas({ weight, bias, over: 'channel', centred: true })

/** @throws ShapeProblem when a channel has not several places to be normalized over. */
function channels(x: SymbolicShape, { num_features }: InstanceNormAttrs) {
  if (x.length < 3)
    throw new ShapeProblem(
      'x',
      `{node} normalizes each channel over its places and needs x [N, channels, length] or [N, channels, height, width], but {from:x} gives ${shapeText(x)}.`,
      'Insert a reshape with an axis for the places, or use a layer norm.',
    )
  const count = channelsOf(x, 'num_features', num_features)
  if (knownNumel(x.slice(2)) === 1)
    throw new ShapeProblem(
      'x',
      `{node} normalizes each channel over its places, but {from:x} has only one place in each (${shapeText(x)}): every result would be 0.`,
      'Normalize before the image shrinks to one place, or use a layer norm.',
    )
  return count
}

/** The axes of the places: all behind the channels. */
const places = (x: Shape) => x.slice(2).map((_, axis) => axis + 2)

/** torch.nn.functional.instance_norm without running statistics (Ulyanov, Vedaldi & Lempitsky 2016). */
export default defineOp({
  id: 'instance_norm',
  category: 'normalization',
  title: 'Instance norm',
  symbol: 'IN',
  letter: 'h',
  summary:
    'Brings each channel of each image to mean 0 and spread 1: contrast and brightness of the single image are gone.',
  inputs: {
    x: { doc: 'Examples with channels on axis 1: [N, channels, length] or [N, channels, height, width].' },
    weight: {
      doc: 'What each channel is multiplied by: [channels].',
      enabled: (attrs: { weight: boolean }) => attrs.weight,
      parameter: {
        shape: ({ x }, attrs: InstanceNormAttrs) => [channels(x!, attrs)],
        fanIn: () => 1,
        init: 'ones',
      },
    },
    bias: {
      doc: 'What is added to each channel: [channels].',
      enabled: (attrs: { bias: boolean }) => attrs.bias,
      parameter: {
        shape: ({ x }, attrs: InstanceNormAttrs) => [channels(x!, attrs)],
        fanIn: () => 1,
        init: 'zeros',
      },
    },
  },
  outputs: { y: { doc: 'Same shape as x.' } },
  attrs: z.object({
    num_features: sizeAttr.optional().describe('How many channels x has; absent: as many as come.'),
    eps: epsAttr(1e-5),
    weight: weightAttr,
    bias: biasAttr,
  }),
  shape: ({ x, weight, bias }, attrs) => {
    requireScaleAndShift({ weight, bias }, [channels(x, attrs)], 'channel')
    return { y: x }
  },
  forward: (k, { x, weight, bias }, { eps }) => {
    const saved = standardize(k, x, places(x.shape), eps)
    return { y: scaleAndShift(k, saved.normal, weight, bias, perChannel(x.shape)), saved }
  },
  backward: {
    x: ({ k, x, weight, dy, saved }) => {
      const delta = weight ? k.mul(dy, k.reshape(weight, perChannel(x.shape))) : dy
      return standardizeGrad(k, delta, { normal: saved.normal!, inverse: saved.inverse! }, places(x.shape))
    },
    // A channel's weight was used at every place of every example: their shares are added up.
    weight: ({ k, x, dy, saved }) => k.sum(k.mul(dy, saved.normal!), besideChannels(x.shape), false),
    bias: ({ k, x, dy }) => k.sum(dy, besideChannels(x.shape), false),
  },
  ...formulas({ weight: true, bias: true }),
  describe: formulas,
  dependence: {
    x: ({ x }) => along(x!, places(x!)),
    weight: ({ x }) => channelwise(x!),
    bias: ({ x }) => channelwise(x!),
  },
  examples: [
    {
      attrs: { eps: 0 },
      inputs: {
        x: fromArray([1, 2, 2], [1, 3, 10, -10]),
        weight: fromArray([2], [2, 1]),
        bias: fromArray([2], [0, 0.5]),
      },
      outputs: { y: fromArray([1, 2, 2], [-2, 2, 1.5, -0.5]) },
    },
    {
      attrs: { eps: 0.75, weight: false, bias: false },
      inputs: { x: fromArray([1, 1, 2, 2], [1, 2, 2, 3]) },
      outputs: { y: fromArray([1, 1, 2, 2], [-1 / Math.sqrt(1.25), 0, 0, 1 / Math.sqrt(1.25)]) },
    },
  ],
  spelling: {
    torch: 'F.instance_norm({x}, weight={weight}, bias={bias}, eps={attrs.eps})',
    onnx: 'InstanceNormalization',
  },
})
