import { z } from 'zod'
import { fromArray } from '../tensor'
import { defineOp } from './defineOp'
import { signOf } from './elementwise'

/** |x|. At the kink the slope is taken as 0, as in PyTorch. */
export default defineOp({
  id: 'abs',
  category: 'arithmetic',
  title: 'Absolute value',
  symbol: '|x|',
  letter: 'a',
  summary: 'The distance of each number from 0: the sign is dropped.',
  inputs: { x: { doc: 'Any shape.' } },
  outputs: { y: { doc: 'Same shape as x, no element below 0.' } },
  attrs: z.object({}),
  shape: ({ x }) => ({ y: x }),
  forward: (k, { x }) => ({ y: k.abs(x) }),
  backward: { x: ({ k, x, dy }) => k.mul(dy, signOf(k, x)) },
  formula: { y: '{y} = \\left|{x}\\right|' },
  derivative: {
    x: {
      formula: '{dy} \\cdot \\operatorname{sgn}({x})',
      local: '\\operatorname{sgn}({x})',
      words: 'Where {x} was positive the error of {y} passes unchanged, where it was negative with its sign turned.',
    },
  },
  examples: [
    { inputs: { x: fromArray([4], [-2, -0.5, 0.5, 3]) }, outputs: { y: fromArray([4], [2, 0.5, 0.5, 3]) } },
    { inputs: { x: fromArray([1, 2], [-1e-3, 40]) }, outputs: { y: fromArray([1, 2], [1e-3, 40]) } },
  ],
  spelling: { torch: 'torch.abs({x})', onnx: 'Abs' },
})
