import { z } from 'zod'
import { fromArray, scalar, type SymbolicShape } from '../tensor'
import { dimsAttr, keepdimAttr } from './attrs'
import { defineOp } from './defineOp'
import { reducing } from './dependence'
import { keepReduced, knownNumel, reducedAxes, reducedCount, reducedShape } from './rules'

/** The number of elements in one mean, where it is known. */
function countText(x: SymbolicShape | undefined, dim: readonly number[] | null): string {
  const count = x && knownNumel(reducedAxes(dim, x.length).map((axis) => x[axis]!))
  return String(count ?? 'n')
}

export default defineOp({
  id: 'mean',
  category: 'reduction',
  title: 'Mean',
  symbol: 'mean',
  letter: 'm',
  summary: 'The average of all numbers, or of those along some axes.',
  inputs: { x: { doc: 'Any shape.' } },
  outputs: { y: { doc: 'The shape of x without the axes that were averaged.' } },
  attrs: z.object({ dim: dimsAttr, keepdim: keepdimAttr }),
  shape: ({ x }, { dim, keepdim }) => ({ y: reducedShape(x, dim, keepdim) }),
  forward: (k, { x }, { dim, keepdim }) => ({
    y: k.scale(k.sum(x, reducedAxes(dim, x.shape.length), keepdim), 1 / reducedCount(x.shape, dim)),
  }),
  backward: {
    x: ({ k, x, dy, attrs }) =>
      k.broadcastTo(
        k.reshape(k.scale(dy, 1 / reducedCount(x.shape, attrs.dim)), keepReduced(x.shape, attrs.dim, true)),
        x.shape,
      ),
  },
  formula: { y: '{y} = \\frac{1}{n} \\textstyle\\sum_i {x}_i' },
  derivative: {
    x: {
      formula: '\\frac{1}{n}\\,{dy}',
      local: '\\frac{1}{n}',
      words: 'The error of the mean is shared out evenly: each of the n numbers gets one nth.',
    },
  },
  describe: ({ dim }, { x }) => {
    const n = countText(x, dim)
    return {
      formula: { y: `{y} = \\frac{1}{${n}} \\textstyle\\sum_i {x}_i` },
      derivative: {
        x: {
          formula: `\\frac{1}{${n}}\\,{dy}`,
          local: `\\frac{1}{${n}}`,
          words: `The error of the mean is shared out evenly: each of the ${n} numbers gets an equal part.`,
        },
      },
    }
  },
  dependence: { x: ({ x }, { dim }) => reducing(x!, reducedAxes(dim, x!.length)) },
  examples: [
    { inputs: { x: fromArray([2, 2], [1, 2, 3, 4]) }, outputs: { y: scalar(2.5) } },
    {
      attrs: { dim: [0], keepdim: true },
      inputs: { x: fromArray([2, 2], [1, 2, 3, 4]) },
      outputs: { y: fromArray([1, 2], [2, 3]) },
    },
  ],
  spelling: { torch: 'torch.mean({x}, dim={attrs.dim}, keepdim={attrs.keepdim})', onnx: 'ReduceMean' },
})
