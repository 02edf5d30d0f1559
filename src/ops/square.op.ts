import { z } from 'zod'
import { fromArray } from '../tensor'
import { defineOp } from './defineOp'

export default defineOp({
  id: 'square',
  category: 'arithmetic',
  title: 'Square',
  symbol: 'x²',
  letter: 's',
  summary: 'Multiplies each number by itself.',
  inputs: { x: { doc: 'Any shape.' } },
  outputs: { y: { doc: 'Same shape as x, no element below 0.' } },
  attrs: z.object({}),
  shape: ({ x }) => ({ y: x }),
  forward: (k, { x }) => ({ y: k.mul(x, x) }),
  backward: { x: ({ k, x, dy }) => k.mul(dy, k.scale(x, 2)) },
  formula: { y: '{y} = {x}^2' },
  derivative: {
    x: {
      formula: '{dy} \\cdot 2\\,{x}',
      local: '2\\,{x}',
      words: 'The error of {y} is multiplied by twice {x}: far from 0 the parabola is steep.',
    },
  },
  examples: [
    { inputs: { x: fromArray([3], [1, -2, 3]) }, outputs: { y: fromArray([3], [1, 4, 9]) } },
    { inputs: { x: fromArray([1, 2], [0, 0.5]) }, outputs: { y: fromArray([1, 2], [0, 0.25]) } },
  ],
  spelling: { torch: 'torch.square({x})', onnx: null },
})
