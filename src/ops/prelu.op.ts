import { z } from 'zod'
import {
  fromArray,
  numel,
  shapeText,
  type Dim,
  type Kernels,
  type Ref,
  type Shape,
  type SymbolicShape,
} from '../tensor'
import { defineOp, ShapeProblem } from './defineOp'
import { all, product, same } from './dependence'
import { bySide } from './elementwise'
import { compatible } from './rules'

/** Channels are on axis 1; a tensor without that axis has one. */
const channelsOf = (x: SymbolicShape): Dim => x[1] ?? 1

/** How the weight lies beside x, so that it broadcasts: channels on axis 1. */
const besideX = (x: Shape, weight: Shape) => (x.length === 0 ? [] : [weight[0]!, ...x.slice(2).map(() => 1)])

const slopes = (k: Kernels, x: Ref, weight: Ref) => k.reshape(weight, besideX(x.shape, weight.shape))

/** x above 0, w · x below (He et al. 2015). At the kink the slope is w, as in PyTorch. */
export default defineOp({
  id: 'prelu',
  category: 'activation',
  title: 'PReLU',
  symbol: 'prelu',
  letter: 'ŷ',
  summary: 'A leaky ReLU that learns how much of the negative numbers passes: one slope for all, or one a channel.',
  inputs: {
    x: { doc: 'Any shape; channels are on axis 1.' },
    weight: {
      doc: 'The slope below 0: [1], or [channels].',
      parameter: {
        shape: (_, attrs: { num_parameters: number }) => [attrs.num_parameters],
        fanIn: () => 1,
        // nn.PReLU's start.
        init: 0.25,
      },
    },
  },
  outputs: { y: { doc: 'Same shape as x.' } },
  attrs: z.object({
    num_parameters: z.int().min(1).max(65536).default(1).describe('How many slopes there are: 1, or one a channel.'),
  }),
  shape: ({ x, weight }) => {
    const channels = channelsOf(x)
    if (weight.length !== 1)
      throw new ShapeProblem(
        'weight',
        `{node} needs a weight of shape [1] or ${shapeText([channels])}, but {from:weight} gives ${shapeText(weight)}.`,
        'Reshape the weight to one axis.',
      )
    if (weight[0] !== 1 && !compatible(weight[0]!, channels))
      throw new ShapeProblem(
        'weight',
        `{node} needs ${channels === 1 ? '1 slope' : `1 slope or ${channels}`}, as {from:x} has ${channels} ${channels === 1 ? 'channel' : 'channels'} (${shapeText(x)}), but {from:weight} gives ${weight[0]} (${shapeText(weight)}).`,
        `Set num_parameters of {node} to ${channels === 1 ? '1' : `1 or ${channels}`}, or wire a weight of that size.`,
      )
    return { y: x }
  },
  forward: (k, { x, weight }) => ({ y: bySide(k, x, x, k.mul(x, slopes(k, x, weight))) }),
  backward: {
    x: ({ k, x, weight, dy }) => bySide(k, x, dy, k.mul(dy, slopes(k, x, weight))),
    // A slope multiplied every negative number of its channel.
    weight: ({ k, x, weight, dy }) =>
      k.reshape(k.sumTo(bySide(k, x, k.full([], 0), k.mul(dy, x)), besideX(x.shape, weight.shape)), weight.shape),
  },
  formula: { y: '{y} = \\max(0, {x}) + {weight} \\cdot \\min(0, {x})' },
  derivative: {
    x: {
      formula: '{dy} \\cdot \\left([{x} > 0] + [{x} \\le 0]\\,{weight}\\right)',
      local: '[{x} > 0] + [{x} \\le 0]\\,{weight}',
      words: 'Where {x} was above 0 the error of {y} passes unchanged; everywhere else it is multiplied by the slope.',
    },
    weight: {
      formula: '\\textstyle\\sum {dy} \\cdot \\min(0, {x})',
      local: '\\min(0, {x})',
      words: 'The slope takes the error times the number it multiplied, added up over all negative numbers.',
    },
  },
  dependence: {
    weight: ({ x, weight }) =>
      product(
        all(1, x![0] ?? 1),
        weight![0] === 1 ? all(1, x![1] ?? 1) : same(weight![0]!),
        all(1, numel(x!.slice(2))),
      ),
  },
  examples: [
    {
      inputs: { x: fromArray([2, 2], [-2, 3, 1, -4]), weight: fromArray([1], [0.25]) },
      outputs: { y: fromArray([2, 2], [-0.5, 3, 1, -1]) },
    },
    {
      attrs: { num_parameters: 2 },
      inputs: { x: fromArray([1, 2, 2], [-2, 3, -1, -4]), weight: fromArray([2], [0.5, -1]) },
      outputs: { y: fromArray([1, 2, 2], [-1, 3, 1, 4]) },
    },
  ],
  spelling: { torch: 'F.prelu({x}, {weight})', onnx: 'PRelu' },
})
