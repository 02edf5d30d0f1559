import { z } from 'zod'
import { dtypeAttr, fixedShapeAttr, initAttr } from './attrs'
import { defineOp } from './defineOp'

/** A trainable tensor with a node of its own, so that one weight can be wired to many places. */
export default defineOp({
  id: 'parameter',
  category: 'source',
  title: 'Parameter',
  symbol: 'w',
  letter: 'w',
  summary:
    'A number, or a tensor of numbers, that training changes. Wire it to several nodes to share it between them.',
  inputs: {},
  outputs: { y: { doc: 'The present value of the parameter.' } },
  attrs: z.object({
    shape: fixedShapeAttr.default([]).describe('Sizes, outermost first; [] is a single number.'),
    dtype: dtypeAttr,
    init: initAttr,
    value: z.number().optional().describe('Every element starts as this number, whatever init says.'),
  }),
  shape: (_, { shape }) => ({ y: shape }),
  forward: () => {
    throw new Error('A parameter is kept and trained, not computed.')
  },
  backward: {},
  formula: { y: '{y}' },
  derivative: {},
  examples: [],
  spelling: { torch: 'nn.Parameter(torch.empty({attrs.shape}))', onnx: null },
})
