import { z } from 'zod'
import { dtypeAttr, shapeAttr } from './attrs'
import { defineOp } from './defineOp'

/** Fed from outside: by the document's own tensors, a data set, or the command line. */
export default defineOp({
  id: 'input',
  category: 'source',
  title: 'Input',
  symbol: 'x',
  letter: 'x',
  summary: 'Data that enter the network: examples, or the targets that they should lead to. Nothing here is trained.',
  inputs: {},
  outputs: { y: { doc: 'The data as they are, one example in a row along the first axis.' } },
  attrs: z.object({
    shape: shapeAttr
      .optional()
      .describe(
        'Sizes, outermost first; a letter such as N stands for the number of examples. Absent: as the data are.',
      ),
    dtype: dtypeAttr.describe('int64 for class numbers, bool for masks, float64 for everything else.'),
  }),
  shape: (_, { shape }) => ({ y: shape ?? ['?'] }),
  forward: () => {
    throw new Error('An input is fed, not computed.')
  },
  backward: {},
  formula: { y: '{y}' },
  derivative: {},
  examples: [],
  spelling: { torch: '{y}', onnx: null },
})
