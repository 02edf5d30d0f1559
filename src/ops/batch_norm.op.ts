import { z } from 'zod'
import { fromArray, shapeText, type SymbolicShape } from '../tensor'
import { defineOp, ShapeProblem, type ShapesByPort } from './defineOp'
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
  standardizeGrad,
  weightAttr,
} from './normalize'
import { compatibleShapes, knownNumel } from './rules'
import { batchStatistics, loneValue, moved, perBatch } from './runningStatistics'

interface BatchNormAttrs {
  readonly num_features?: number | undefined
}
type Mode = { readonly training: boolean; readonly track_running_stats: boolean }

/** Without running statistics there is nothing but the batch to normalize with. */
const byBatch = ({ training, track_running_stats }: Mode) => training || !track_running_stats

/** @throws ShapeProblem when x has no axis of channels. */
function channels(x: SymbolicShape, { num_features }: BatchNormAttrs) {
  if (x.length < 2)
    throw new ShapeProblem(
      'x',
      `{node} normalizes each channel over the batch and needs x [N, channels, ...] with 2 axes or more, but {from:x} gives ${shapeText(x)}.`,
      'Reshape {from:x} to [-1, channels].',
    )
  return channelsOf(x, 'num_features', num_features)
}

const perFeature = ({ x }: ShapesByPort, attrs: BatchNormAttrs) => [channels(x!, attrs)]

function formulas({ weight, bias, ...mode }: { weight: boolean; bias: boolean } & Mode) {
  const general = normFormulas({ weight, bias, over: 'channel', centred: true })
  if (byBatch(mode)) return general
  const local = `${weight ? '{weight} \\cdot ' : ''}\\frac{1}{\\sqrt{{running_var} + \\epsilon}}`
  const x = {
    formula: `{dy} \\cdot ${local}`,
    local,
    words: 'The running statistics are fixed numbers, so each error is only scaled as {x} was.',
  }
  const normal = '\\hat{x} = \\frac{{x} - {running_mean}}{\\sqrt{{running_var} + \\epsilon}}'
  const scaled = `${weight ? '{weight} \\odot \\hat{x}' : '\\hat{x}'}${bias ? ' + {bias}' : ''}`
  return { formula: { y: `{y} = ${scaled}, \\quad ${normal}` }, derivative: { ...general.derivative, x } }
}

const general = formulas({ weight: true, bias: true, training: true, track_running_stats: true })

/** torch.nn.functional.batch_norm (Ioffe & Szegedy 2015); the running variance is the unbiased one, as in PyTorch. */
export default defineOp({
  id: 'batch_norm',
  category: 'normalization',
  title: 'Batch norm',
  symbol: 'BN',
  letter: 'h',
  summary:
    'Brings each channel to mean 0 and spread 1 over the examples of the batch, so that layers learn at one pace. Afterwards, running averages take the place of the batch.',
  inputs: {
    x: { doc: 'Examples with channels on axis 1: [N, channels, ...].' },
    running_mean: {
      doc: 'The running average of the means of past batches: [channels].',
      enabled: (attrs: { track_running_stats: boolean }) => attrs.track_running_stats,
      buffer: { shape: perFeature, init: 0 },
    },
    running_var: {
      doc: 'The running average of their variances: [channels].',
      enabled: (attrs: { track_running_stats: boolean }) => attrs.track_running_stats,
      buffer: { shape: perFeature, init: 1 },
    },
    weight: {
      doc: 'What each channel is multiplied by: [channels].',
      enabled: (attrs: { weight: boolean }) => attrs.weight,
      parameter: { shape: perFeature, fanIn: () => 1, init: 'ones' },
    },
    bias: {
      doc: 'What is added to each channel: [channels].',
      enabled: (attrs: { bias: boolean }) => attrs.bias,
      parameter: { shape: perFeature, fanIn: () => 1, init: 'zeros' },
    },
  },
  outputs: { y: { doc: 'Same shape as x.' } },
  attrs: z.object({
    num_features: sizeAttr.optional().describe('How many channels x has; absent: as many as come.'),
    training: z
      .boolean()
      .default(true)
      .describe('Whether the batch itself is normalized with; held-out examples always take the running averages.'),
    momentum: z.number().min(0).max(1).default(0.1).describe('How much of each batch goes into the running averages.'),
    eps: epsAttr(1e-5),
    track_running_stats: z
      .boolean()
      .default(true)
      .describe('Whether running averages are kept; without them the batch is always normalized with.'),
    weight: weightAttr,
    bias: biasAttr,
  }),
  evaluation: { training: false },
  shape: ({ x, running_mean, running_var, weight, bias }, attrs) => {
    const wanted = [channels(x, attrs)]
    requireScaleAndShift({ weight, bias }, wanted, 'channel')
    for (const [port, shape] of Object.entries({ running_mean, running_var }))
      if (shape && !compatibleShapes(shape, wanted))
        throw new ShapeProblem(
          port,
          `{node} needs a ${port} of shape ${shapeText(wanted)}, one number for each channel, but gets ${shapeText(shape)}.`,
          `Use a ${port} of shape ${shapeText(wanted)}, or set track_running_stats to false.`,
        )
    if (byBatch(attrs) && knownNumel([x[0]!, ...x.slice(2)]) === 1)
      throw new ShapeProblem('x', loneValue(x), 'Use a batch of 2 examples or more, or set training to false.')
    return { y: x }
  },
  // A last, smaller batch is not known to the shape rule.
  checkValues: ({ x }, attrs) =>
    byBatch(attrs) && x && perBatch(x.shape) === 1
      ? {
          port: 'x',
          message: loneValue(x.shape),
          hint: 'Choose a batch size that leaves no single example over, or set training to false.',
        }
      : null,
  forward: (k, { x, running_mean, running_var, weight, bias }, attrs) => {
    const as = perChannel(x.shape)
    const batch = byBatch({ ...attrs, track_running_stats: Boolean(running_mean && running_var) })
    const { mean, variance } = batch
      ? batchStatistics(k, x)
      : { mean: k.reshape(running_mean!, as), variance: k.reshape(running_var!, as) }
    const inverse = k.powScalar(k.shift(variance, attrs.eps), -0.5)
    const normal = k.mul(k.sub(x, mean), inverse)
    const y = scaleAndShift(k, normal, weight, bias, as)
    const saved = { normal, inverse }
    if (!attrs.training || !running_mean || !running_var) return { y, saved }
    const n = perBatch(x.shape)
    const unbiased = k.scale(variance, n / (n - 1))
    const state = {
      running_mean: moved(k, running_mean, mean, attrs.momentum),
      running_var: moved(k, running_var, unbiased, attrs.momentum),
    }
    return { y, saved, state }
  },
  backward: {
    x: ({ k, x, running_mean, weight, dy, saved, attrs }) => {
      const delta = weight ? k.mul(dy, k.reshape(weight, perChannel(x.shape))) : dy
      const { normal, inverse } = { normal: saved.normal!, inverse: saved.inverse! }
      const batch = byBatch({ ...attrs, track_running_stats: running_mean !== undefined })
      return batch ? standardizeGrad(k, delta, { normal, inverse }, besideChannels(x.shape)) : k.mul(delta, inverse)
    },
    running_mean: null,
    running_var: null,
    // A channel's weight was used at every place of every example: their shares are added up.
    weight: ({ k, x, dy, saved }) => k.sum(k.mul(dy, saved.normal!), besideChannels(x.shape), false),
    bias: ({ k, x, dy }) => k.sum(dy, besideChannels(x.shape), false),
  },
  ...general,
  describe: formulas,
  dependence: {
    x: ({ x }, attrs) => along(x!, byBatch(attrs) ? besideChannels(x!) : []),
    weight: ({ x }) => channelwise(x!),
    bias: ({ x }) => channelwise(x!),
  },
  examples: [
    {
      attrs: { eps: 0, momentum: 0.5 },
      inputs: {
        x: fromArray([2, 2], [1, 10, 3, -10]),
        running_mean: fromArray([2], [0, 0]),
        running_var: fromArray([2], [1, 1]),
        weight: fromArray([2], [2, 1]),
        bias: fromArray([2], [0, 0.5]),
      },
      outputs: { y: fromArray([2, 2], [-2, 1.5, 2, -0.5]) },
    },
    {
      attrs: { eps: 0, training: false, weight: false, bias: false },
      inputs: {
        x: fromArray([1, 2, 2], [1, 3, 10, -10]),
        running_mean: fromArray([2], [1, 0]),
        running_var: fromArray([2], [4, 25]),
      },
      outputs: { y: fromArray([1, 2, 2], [0, 1, 2, -2]) },
    },
    {
      attrs: { eps: 0.75, weight: false, bias: false, track_running_stats: false },
      inputs: { x: fromArray([2, 1, 2], [1, 2, 2, 3]) },
      outputs: { y: fromArray([2, 1, 2], [-1 / Math.sqrt(1.25), 0, 0, 1 / Math.sqrt(1.25)]) },
    },
  ],
  spelling: {
    torch:
      'F.batch_norm({x}, {running_mean}, {running_var}, {weight}, {bias}, training={attrs.training}, momentum={attrs.momentum}, eps={attrs.eps})',
    onnx: 'BatchNormalization',
  },
})
