import { z } from 'zod'
import { fromArray } from '../tensor'
import { defineOp } from './defineOp'

export default defineOp({
  id: 'tanh',
  category: 'activation',
  title: 'Tanh',
  symbol: 'tanh',
  letter: 'ŷ',
  summary:
    'Squashes each number into the range from −1 to 1, with 0 staying 0. Far from 0 it saturates like the sigmoid.',
  inputs: { x: { doc: 'Any shape.' } },
  outputs: { y: { doc: 'Same shape as x, each element between −1 and 1.' } },
  attrs: z.object({}),
  shape: ({ x }) => ({ y: x }),
  forward: (k, { x }) => ({ y: k.tanh(x) }),
  // d tanh/dx = 1 − tanh²
  backward: { x: ({ k, y, dy }) => k.mul(dy, k.shift(k.neg(k.mul(y, y)), 1)) },
  formula: { y: '{y} = \\tanh {x}' },
  derivative: {
    x: {
      formula: '{dy} \\cdot (1 - {y}^2)',
      local: '1 - {y}^2',
      words:
        'The error that reached {y} is multiplied by the slope of tanh there: 1 in the middle, almost 0 at both ends.',
    },
  },
  examples: [
    {
      inputs: { x: fromArray([3], [-1, 0, 2]) },
      outputs: { y: fromArray([3], [-0.7615941559557649, 0, 0.9640275800758169]) },
    },
  ],
  spelling: { torch: 'torch.tanh({x})', onnx: 'Tanh' },
})
