import { z } from 'zod'
import { fromArray } from '../tensor'
import { defineOp } from './defineOp'

export default defineOp({
  id: 'reciprocal',
  category: 'arithmetic',
  title: 'Reciprocal',
  symbol: '1/x',
  letter: 'r',
  summary: 'One divided by each number. At 0 it is infinite.',
  inputs: { x: { doc: 'Any shape; elements should not be 0.' } },
  outputs: { y: { doc: 'Same shape as x.' } },
  attrs: z.object({}),
  shape: ({ x }) => ({ y: x }),
  forward: (k, { x }) => ({ y: k.powScalar(x, -1) }),
  backward: {
    // d(1/x)/dx = −1/x² = −y²
    x: ({ k, y, dy }) => k.neg(k.mul(dy, k.mul(y, y))),
  },
  formula: { y: '{y} = \\frac{1}{{x}}' },
  derivative: {
    x: {
      formula: '-{dy} \\cdot {y}^2',
      local: '-{y}^2',
      words: 'When {x} grows, {y} shrinks, so the error turns its sign; near 0 the curve is steepest.',
    },
  },
  examples: [
    { inputs: { x: fromArray([3], [1, -2, 4]) }, outputs: { y: fromArray([3], [1, -0.5, 0.25]) } },
    { inputs: { x: fromArray([2, 1], [0.5, 10]) }, outputs: { y: fromArray([2, 1], [2, 0.1]) } },
  ],
  spelling: { torch: 'torch.reciprocal({x})', onnx: 'Reciprocal' },
})
