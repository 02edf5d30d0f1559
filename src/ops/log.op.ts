import { z } from 'zod'
import { fromArray } from '../tensor'
import { defineOp } from './defineOp'

export default defineOp({
  id: 'log',
  category: 'arithmetic',
  title: 'Logarithm',
  symbol: 'ln x',
  letter: 'l',
  summary: 'The natural logarithm of each number: what e must be raised to. Numbers below 0 have none (NaN).',
  inputs: { x: { doc: 'Any shape; elements should be above 0.' } },
  outputs: { y: { doc: 'Same shape as x; −∞ at 0.' } },
  attrs: z.object({}),
  shape: ({ x }) => ({ y: x }),
  forward: (k, { x }) => ({ y: k.log(x) }),
  backward: { x: ({ k, x, dy }) => k.div(dy, x) },
  formula: { y: '{y} = \\ln {x}' },
  derivative: {
    x: {
      formula: '\\frac{{dy}}{{x}}',
      local: '\\frac{1}{{x}}',
      words: 'The error of {y} is divided by {x}: the smaller the number, the steeper its logarithm.',
    },
  },
  examples: [
    {
      inputs: { x: fromArray([3], [1, 2.718281828459045, 10]) },
      outputs: { y: fromArray([3], [0, 1, 2.302585092994046]) },
    },
  ],
  spelling: { torch: 'torch.log({x})', onnx: 'Log' },
})
