import { z } from 'zod'
import { fromArray } from '../tensor'
import { defineOp } from './defineOp'

export default defineOp({
  id: 'sqrt',
  category: 'arithmetic',
  title: 'Square root',
  symbol: '√x',
  letter: 's',
  summary: 'The number whose square is x. Numbers below 0 have none (NaN), and at 0 the slope is infinite.',
  inputs: { x: { doc: 'Any shape; elements should be above 0.' } },
  outputs: { y: { doc: 'Same shape as x.' } },
  attrs: z.object({}),
  shape: ({ x }) => ({ y: x }),
  forward: (k, { x }) => ({ y: k.sqrt(x) }),
  backward: { x: ({ k, y, dy }) => k.div(dy, k.scale(y, 2)) },
  formula: { y: '{y} = \\sqrt{{x}}' },
  derivative: {
    x: {
      formula: '\\frac{{dy}}{2\\,{y}}',
      local: '\\frac{1}{2\\,{y}}',
      words: 'The error of {y} is divided by twice the root: the smaller the root, the steeper it rises.',
    },
  },
  examples: [
    { inputs: { x: fromArray([3], [0.25, 4, 9]) }, outputs: { y: fromArray([3], [0.5, 2, 3]) } },
    { inputs: { x: fromArray([1, 1], [2]) }, outputs: { y: fromArray([1, 1], [Math.SQRT2]) } },
  ],
  spelling: { torch: 'torch.sqrt({x})', onnx: 'Sqrt' },
})
