import { z } from 'zod'
import { fromArray, scalar, shapeText, type SymbolicShape } from '../tensor'
import { dimsAttr, keepdimAttr } from './attrs'
import { defineOp, ShapeProblem } from './defineOp'
import { reducing } from './dependence'
import { axesText, filledReductionShape, restored } from './extreme'
import { knownNumel, reducedAxes, reducedCount } from './rules'

/** How many numbers go into one variance, where that is known. */
function countOf(x: SymbolicShape, dim: readonly number[] | null): number | null {
  return knownNumel(reducedAxes(dim, x.length).map((axis) => x[axis]!))
}

const words =
  'Numbers far from the mean pull hardest: each gets the error in proportion to its distance, on the side where it lies.'

function formulas(divisor: string) {
  const local = `\\frac{2}{${divisor}}\\,({x} - \\bar{x})`
  return {
    formula: { y: `{y} = \\frac{1}{${divisor}} \\textstyle\\sum_i ({x}_i - \\bar{x})^2` },
    derivative: { x: { formula: `{dy} \\cdot ${local}`, local, words } },
  }
}

/** torch.var: the mean squared distance from the mean, over n − 1 when unbiased (Bessel's correction), else over n. */
export default defineOp({
  id: 'var',
  category: 'reduction',
  title: 'Variance',
  symbol: 'var',
  letter: 'v',
  summary: 'How widely numbers are spread: the average squared distance from their mean.',
  inputs: { x: { doc: 'Any shape.' } },
  outputs: { y: { doc: 'The shape of x without the axes that were gone over.' } },
  attrs: z.object({
    dim: dimsAttr,
    unbiased: z
      .boolean()
      .default(true)
      .describe('Whether the sum is divided by n − 1, the fair estimate from a sample, or by n.'),
    keepdim: keepdimAttr,
  }),
  shape: ({ x }, attrs) => {
    const y = filledReductionShape(x, attrs)
    if (attrs.unbiased && countOf(x, attrs.dim) === 1)
      throw new ShapeProblem(
        'x',
        `{node} divides by n − 1, but there is only 1 number along ${axesText(attrs.dim)} of {from:x} (${shapeText(x)}).`,
        'Set unbiased to false, or choose axes that hold 2 numbers or more.',
        'attribute',
      )
    return { y }
  },
  forward: (k, { x }, { dim, unbiased, keepdim }) => {
    const axes = reducedAxes(dim, x.shape.length)
    const n = reducedCount(x.shape, dim)
    const gap = k.sub(x, k.scale(k.sum(x, axes, true), 1 / n))
    return { y: k.scale(k.sum(k.mul(gap, gap), axes, keepdim), 1 / (unbiased ? n - 1 : n)), saved: { gap } }
  },
  backward: {
    // The mean moves with x too, but the distances from it add up to 0, so that part vanishes.
    x: ({ k, x, dy, saved, attrs: { dim, unbiased } }) => {
      const n = reducedCount(x.shape, dim)
      return k.mul(restored(k, k.scale(dy, 2 / (unbiased ? n - 1 : n)), x, dim), saved.gap!)
    },
  },
  ...formulas('n - 1'),
  describe: ({ dim, unbiased }, { x }) => {
    const n = x && countOf(x, dim)
    return formulas(n ? String(unbiased ? n - 1 : n) : unbiased ? 'n - 1' : 'n')
  },
  dependence: { x: ({ x }, { dim }) => reducing(x!, reducedAxes(dim, x!.length)) },
  examples: [
    { inputs: { x: fromArray([2, 2], [1, 2, 3, 6]) }, outputs: { y: scalar(14 / 3) } },
    {
      attrs: { dim: [1], unbiased: false, keepdim: true },
      inputs: { x: fromArray([2, 2], [1, 3, 2, 8]) },
      outputs: { y: fromArray([2, 1], [1, 9]) },
    },
  ],
  spelling: {
    torch: 'torch.var({x}, dim={attrs.dim}, unbiased={attrs.unbiased}, keepdim={attrs.keepdim})',
    onnx: null,
  },
})
