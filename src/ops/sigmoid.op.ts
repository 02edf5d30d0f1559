import { z } from 'zod'
import { fromArray } from '../tensor'
import { defineOp } from './defineOp'

/** The logistic function. Saturates: where y is near 0 or 1, almost no gradient passes. */
export default defineOp({
  id: 'sigmoid',
  category: 'activation',
  title: 'Sigmoid',
  symbol: 'σ',
  letter: 'ŷ',
  summary:
    'Squashes each number into the range from 0 to 1. Far from 0 its slope is almost flat, and little gradient passes.',
  inputs: { x: { doc: 'Any shape.' } },
  outputs: { y: { doc: 'Same shape as x, each element between 0 and 1.' } },
  attrs: z.object({}),
  shape: ({ x }) => ({ y: x }),
  forward: (k, { x }) => ({ y: k.sigmoid(x) }),
  backward: {
    // dσ/dx = σ(1 − σ)
    x: ({ k, y, dy }) => k.mul(dy, k.mul(y, k.shift(k.neg(y), 1))),
  },
  formula: { y: '{y} = \\sigma({x}) = \\frac{1}{1 + e^{-{x}}}' },
  derivative: {
    x: {
      formula: '{dy} \\cdot {y}\\,(1 - {y})',
      local: '{y}\\,(1 - {y})',
      words:
        'The error that reached {y} is multiplied by the slope of the sigmoid there, and becomes the error of {x}.',
    },
  },
  examples: [
    {
      inputs: { x: fromArray([3], [-1, 0, 1]) },
      outputs: { y: fromArray([3], [0.2689414213699951, 0.5, 0.7310585786300049]) },
    },
  ],
  spelling: { torch: 'torch.sigmoid({x})', onnx: 'Sigmoid' },
})
