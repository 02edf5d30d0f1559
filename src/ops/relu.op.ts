import { z } from 'zod'
import { fromArray } from '../tensor'
import { defineOp } from './defineOp'

/** max(0, x). At the kink the slope is taken as 0, as in PyTorch. */
export default defineOp({
  id: 'relu',
  category: 'activation',
  title: 'ReLU',
  symbol: 'relu',
  letter: 'ŷ',
  summary:
    'Keeps positive numbers and makes all others 0. Where it gives 0, no gradient passes: such a neuron is silent.',
  inputs: { x: { doc: 'Any shape.' } },
  outputs: { y: { doc: 'Same shape as x, no element below 0.' } },
  attrs: z.object({}),
  shape: ({ x }) => ({ y: x }),
  forward: (k, { x }) => ({ y: k.relu(x) }),
  backward: { x: ({ k, x, dy }) => k.mul(dy, k.greater(x, k.full([], 0))) },
  formula: { y: '{y} = \\max(0, {x})' },
  derivative: {
    x: {
      formula: '{dy} \\cdot [{x} > 0]',
      local: '[{x} > 0]',
      words: 'Where {x} was above 0 the error of {y} passes unchanged; everywhere else it stops.',
    },
  },
  examples: [{ inputs: { x: fromArray([4], [-2, -0.5, 0.5, 3]) }, outputs: { y: fromArray([4], [0, 0, 0.5, 3]) } }],
  spelling: { torch: 'F.relu({x})', onnx: 'Relu' },
})
