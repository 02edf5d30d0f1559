import { z } from 'zod'
import { fromArray } from '../tensor'
import { defineOp } from './defineOp'

export default defineOp({
  id: 'sin',
  category: 'arithmetic',
  title: 'Sine',
  symbol: 'sin',
  letter: 's',
  summary: 'The sine of each number, as an angle in radians: a wave between −1 and 1 that starts at 0.',
  inputs: { x: { doc: 'Angles in radians, any shape.' } },
  outputs: { y: { doc: 'Same shape as x, each element from −1 to 1.' } },
  attrs: z.object({}),
  shape: ({ x }) => ({ y: x }),
  forward: (k, { x }) => ({ y: k.sin(x) }),
  backward: { x: ({ k, x, dy }) => k.mul(dy, k.cos(x)) },
  formula: { y: '{y} = \\sin {x}' },
  derivative: {
    x: {
      formula: '{dy} \\cdot \\cos {x}',
      local: '\\cos {x}',
      words: 'The slope of the sine is the cosine: the error passes best at the zeros of the wave, not at its crests.',
    },
  },
  examples: [
    {
      inputs: { x: fromArray([3], [-1, 0.5, 2]) },
      outputs: { y: fromArray([3], [-0.8414709848078965, 0.479425538604203, 0.9092974268256817]) },
    },
    { inputs: { x: fromArray([1, 2], [0, Math.PI / 2]) }, outputs: { y: fromArray([1, 2], [0, 1]) } },
  ],
  spelling: { torch: 'torch.sin({x})', onnx: 'Sin' },
})
