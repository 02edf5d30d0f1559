import { z } from 'zod'
import { fromArray, numel, scalar } from '../tensor'
import { keepdimAttr } from './attrs'
import { defineOp } from './defineOp'
import { reducing } from './dependence'
import { restored } from './extreme'
import { axisOf, reducedAxes, reducedShape } from './rules'

const axes = (dim: number | null) => (dim === null ? null : [dim])

/** torch.prod: over one axis, or over all. */
export default defineOp({
  id: 'prod',
  category: 'reduction',
  title: 'Product',
  symbol: 'Π',
  letter: 'p',
  summary: 'Multiplies all numbers, or those along one axis.',
  inputs: { x: { doc: 'Any shape.' } },
  outputs: { y: { doc: 'The shape of x without the axis that was multiplied up.' } },
  attrs: z.object({
    dim: z.int().nullable().default(null).describe('The axis to go over, −1 being the last; null: all of them.'),
    keepdim: keepdimAttr,
  }),
  shape: ({ x }, { dim, keepdim }) => ({ y: reducedShape(x, axes(dim), keepdim) }),
  forward: (k, { x }, { dim, keepdim }) => ({ y: k.prod(x, reducedAxes(axes(dim), x.shape.length), keepdim) }),
  backward: {
    // ∂y/∂xᵢ is the product of all others, which y/xᵢ would not be where xᵢ is 0.
    x: ({ k, x, dy, attrs: { dim } }) => {
      const others =
        dim === null
          ? k.reshape(k.prodOfOthers(k.reshape(x, [numel(x.shape)]), 0), x.shape)
          : k.prodOfOthers(x, axisOf(dim, x.shape))
      return k.mul(restored(k, dy, x, axes(dim)), others)
    },
  },
  formula: { y: '{y} = \\textstyle\\prod_i {x}_i' },
  derivative: {
    x: {
      formula: '{dy} \\cdot \\textstyle\\prod_{j \\ne i} {x}_j',
      local: '\\textstyle\\prod_{j \\ne i} {x}_j',
      words: 'Each factor gets the error times the product of all the others.',
    },
  },
  dependence: { x: ({ x }, { dim }) => reducing(x!, reducedAxes(axes(dim), x!.length)) },
  examples: [
    { inputs: { x: fromArray([2, 2], [1, 2, 3, 4]) }, outputs: { y: scalar(24) } },
    {
      attrs: { dim: 1, keepdim: true },
      inputs: { x: fromArray([2, 3], [1, 2, 3, 4, 0, 5]) },
      outputs: { y: fromArray([2, 1], [6, 0]) },
    },
  ],
  spelling: {
    torch:
      '({x}.prod().expand((1,) * ({x}.dim() * {attrs.keepdim})) if {attrs.dim} is None else torch.prod({x}, {attrs.dim}, {attrs.keepdim}))',
    onnx: 'ReduceProd',
  },
})
