import { z } from 'zod'
import { fromArray, scalar } from '../tensor'
import { dimsAttr, keepdimAttr } from './attrs'
import { defineOp } from './defineOp'
import { filledReductionShape, winners, winnersGradient } from './extreme'
import { reducedAxes } from './rules'

/** torch.amin: several axes at once; at ties the gradient is divided evenly. */
export default defineOp({
  id: 'min',
  category: 'reduction',
  title: 'Smallest',
  symbol: 'min',
  letter: 'm',
  summary: 'The smallest of all numbers, or of those along some axes.',
  inputs: { x: { doc: 'Any shape.' } },
  outputs: { y: { doc: 'The shape of x without the axes that were gone over.' } },
  attrs: z.object({ dim: dimsAttr, keepdim: keepdimAttr }),
  shape: ({ x }, attrs) => ({ y: filledReductionShape(x, attrs) }),
  forward: (k, { x }, { dim, keepdim }) => ({ y: k.min(x, reducedAxes(dim, x.shape.length), keepdim) }),
  backward: { x: winnersGradient },
  formula: { y: '{y} = \\min_i {x}_i' },
  derivative: {
    x: {
      formula: '{dy} \\cdot [{x} = {y}]',
      local: '[{x} = {y}]',
      words: 'Only the smallest number decided, so it alone gets the error; equals share it evenly, all others get 0.',
    },
  },
  dependence: {
    x: ({ x, y }, { dim }, numbers) => winners(x!, y!, dim, numbers('x'), numbers('y')),
  },
  examples: [
    { inputs: { x: fromArray([2, 2], [1, 4, 3, 2]) }, outputs: { y: scalar(1) } },
    {
      attrs: { dim: [1], keepdim: true },
      inputs: { x: fromArray([2, 2], [1, 4, 3, 2]) },
      outputs: { y: fromArray([2, 1], [1, 2]) },
    },
  ],
  spelling: { torch: 'torch.amin({x}, dim={attrs.dim} or (), keepdim={attrs.keepdim})', onnx: 'ReduceMin' },
})
