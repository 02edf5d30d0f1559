import { z } from 'zod'
import { fromArray, scalar } from '../tensor'
import { dimsAttr, keepdimAttr } from './attrs'
import { defineOp } from './defineOp'
import { reducing } from './dependence'
import { keepReduced, reducedAxes, reducedShape } from './rules'

export default defineOp({
  id: 'sum',
  category: 'reduction',
  title: 'Sum',
  symbol: 'Σ',
  letter: 's',
  summary: 'Adds up all numbers, or those along some axes.',
  inputs: { x: { doc: 'Any shape.' } },
  outputs: { y: { doc: 'The shape of x without the axes that were added up.' } },
  attrs: z.object({ dim: dimsAttr, keepdim: keepdimAttr }),
  shape: ({ x }, { dim, keepdim }) => ({ y: reducedShape(x, dim, keepdim) }),
  forward: (k, { x }, { dim, keepdim }) => ({ y: k.sum(x, reducedAxes(dim, x.shape.length), keepdim) }),
  backward: {
    x: ({ k, x, dy, attrs }) => k.broadcastTo(k.reshape(dy, keepReduced(x.shape, attrs.dim, true)), x.shape),
  },
  formula: { y: '{y} = \\textstyle\\sum_i {x}_i' },
  derivative: {
    x: { formula: '{dy}', local: '1', words: 'Every number that was added gets the error of the sum unchanged.' },
  },
  dependence: { x: ({ x }, { dim }) => reducing(x!, reducedAxes(dim, x!.length)) },
  examples: [
    { inputs: { x: fromArray([2, 2], [1, 2, 3, 4]) }, outputs: { y: scalar(10) } },
    { attrs: { dim: [1] }, inputs: { x: fromArray([2, 2], [1, 2, 3, 4]) }, outputs: { y: fromArray([2], [3, 7]) } },
  ],
  spelling: { torch: 'torch.sum({x}, dim={attrs.dim}, keepdim={attrs.keepdim})', onnx: 'ReduceSum' },
})
