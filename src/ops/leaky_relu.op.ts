import { z } from 'zod'
import { fromArray } from '../tensor'
import { defineOp } from './defineOp'
import { bySide } from './elementwise'

/** x above 0, slope · x below. At the kink the slope is negative_slope, as in PyTorch. */
export default defineOp({
  id: 'leaky_relu',
  category: 'activation',
  title: 'Leaky ReLU',
  symbol: 'lrelu',
  letter: 'ŷ',
  summary: 'A ReLU that lets a little of the negative numbers through, so that no neuron is ever silent for good.',
  inputs: { x: { doc: 'Any shape.' } },
  outputs: { y: { doc: 'Same shape as x.' } },
  attrs: z.object({
    negative_slope: z.number().default(0.01).describe('What negative numbers are multiplied by.'),
  }),
  shape: ({ x }) => ({ y: x }),
  forward: (k, { x }, { negative_slope }) => ({ y: bySide(k, x, x, k.scale(x, negative_slope)) }),
  backward: { x: ({ k, x, dy, attrs }) => bySide(k, x, dy, k.scale(dy, attrs.negative_slope)) },
  formula: { y: '{y} = \\max(0, {x}) + {attrs.negative_slope} \\cdot \\min(0, {x})' },
  derivative: {
    x: {
      formula: '{dy} \\cdot \\left([{x} > 0] + [{x} \\le 0] \\cdot {attrs.negative_slope}\\right)',
      local: '[{x} > 0] + [{x} \\le 0] \\cdot {attrs.negative_slope}',
      words: 'Where {x} was above 0 the error of {y} passes unchanged; everywhere else only a small part of it does.',
    },
  },
  examples: [
    { inputs: { x: fromArray([3], [-2, -0.5, 3]) }, outputs: { y: fromArray([3], [-0.02, -0.005, 3]) } },
    {
      attrs: { negative_slope: 0.2 },
      inputs: { x: fromArray([2, 1], [-1, 4]) },
      outputs: { y: fromArray([2, 1], [-0.2, 4]) },
    },
  ],
  spelling: { torch: 'F.leaky_relu({x}, negative_slope={attrs.negative_slope})', onnx: 'LeakyRelu' },
})
