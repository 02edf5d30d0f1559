import { z } from 'zod'
import { dtypeAttr, fixedShapeAttr } from './attrs'
import { defineOp } from './defineOp'

export default defineOp({
  id: 'constant',
  category: 'source',
  title: 'Constant',
  symbol: 'c',
  letter: 'c',
  summary: 'A fixed number, or a tensor of fixed numbers. Training leaves it as it is.',
  inputs: {},
  outputs: { y: { doc: 'The constant.' } },
  attrs: z.object({
    shape: fixedShapeAttr.default([]).describe('Sizes, outermost first; [] is a single number.'),
    dtype: dtypeAttr,
    value: z.number().default(0).describe('The number that every element has.'),
  }),
  shape: (_, { shape }) => ({ y: shape }),
  forward: () => {
    throw new Error('A constant is given, not computed.')
  },
  backward: {},
  formula: { y: '{y}' },
  derivative: {},
  examples: [],
  spelling: { torch: 'torch.full({attrs.shape}, {attrs.value})', onnx: 'Constant' },
})
