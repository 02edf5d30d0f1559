import { z } from 'zod'
import { fromArray } from '../tensor'
import { defineOp } from './defineOp'

export default defineOp({
  id: 'cos',
  category: 'arithmetic',
  title: 'Cosine',
  symbol: 'cos',
  letter: 'c',
  summary: 'The cosine of each number, as an angle in radians: a wave between −1 and 1 that starts at 1.',
  inputs: { x: { doc: 'Angles in radians, any shape.' } },
  outputs: { y: { doc: 'Same shape as x, each element from −1 to 1.' } },
  attrs: z.object({}),
  shape: ({ x }) => ({ y: x }),
  forward: (k, { x }) => ({ y: k.cos(x) }),
  backward: { x: ({ k, x, dy }) => k.neg(k.mul(dy, k.sin(x))) },
  formula: { y: '{y} = \\cos {x}' },
  derivative: {
    x: {
      formula: '-{dy} \\cdot \\sin {x}',
      local: '-\\sin {x}',
      words: 'The slope of the cosine is the sine with its sign turned: at the crests of the wave no error passes.',
    },
  },
  examples: [
    {
      inputs: { x: fromArray([3], [-1, 0.5, 2]) },
      outputs: { y: fromArray([3], [0.5403023058681398, 0.8775825618903728, -0.4161468365471424]) },
    },
    { inputs: { x: fromArray([2], [0, Math.PI]) }, outputs: { y: fromArray([2], [1, -1]) } },
  ],
  spelling: { torch: 'torch.cos({x})', onnx: 'Cos' },
})
