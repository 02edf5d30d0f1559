import { z } from 'zod'
import { fromArray } from '../tensor'
import { defineOp } from './defineOp'

export default defineOp({
  id: 'exp',
  category: 'arithmetic',
  title: 'Exponential',
  symbol: 'eˣ',
  letter: 'e',
  summary: 'Raises e ≈ 2.718 to each number. The result is always positive, and grows fast.',
  inputs: { x: { doc: 'Any shape.' } },
  outputs: { y: { doc: 'Same shape as x, each element above 0; ∞ beyond about 709 in float64 and 88 in float32.' } },
  attrs: z.object({}),
  shape: ({ x }) => ({ y: x }),
  forward: (k, { x }) => ({ y: k.exp(x) }),
  // d eˣ/dx = eˣ, which is y itself.
  backward: { x: ({ k, y, dy }) => k.mul(dy, y) },
  formula: { y: '{y} = e^{{x}}' },
  derivative: {
    x: {
      formula: '{dy} \\cdot {y}',
      local: '{y}',
      words: 'The exponential is its own slope: the error of {y} is multiplied by {y}.',
    },
  },
  examples: [
    {
      inputs: { x: fromArray([3], [-1, 0, 1]) },
      outputs: { y: fromArray([3], [0.36787944117144233, 1, 2.718281828459045]) },
    },
  ],
  spelling: { torch: 'torch.exp({x})', onnx: 'Exp' },
})
