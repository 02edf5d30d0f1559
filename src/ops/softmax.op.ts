import { z } from 'zod'
import { fromArray, normalizeDim, type Shape } from '../tensor'
import { defineOp } from './defineOp'
import { along } from './dependence'
import { axisOf } from './rules'

const axis = (dim: number, shape: Shape) => normalizeDim(dim, shape.length)!

export default defineOp({
  id: 'softmax',
  category: 'activation',
  title: 'Softmax',
  symbol: 'smax',
  letter: 'ŷ',
  summary: 'Turns scores into probabilities: each is positive, and along the chosen axis they add up to 1.',
  inputs: { x: { doc: 'Scores (logits), any shape.' } },
  outputs: { y: { doc: 'Same shape as x; sums to 1 along dim.' } },
  attrs: z.object({ dim: z.int().default(-1).describe('The axis along which the probabilities add up to 1.') }),
  shape: ({ x }, { dim }) => {
    axisOf(dim, x)
    return { y: x }
  },
  forward: (k, { x }, { dim }) => ({ y: k.softmax(x, axis(dim, x.shape)) }),
  backward: {
    // ∂yⱼ/∂xᵢ = yⱼ(1[i=j] − yᵢ), so δxᵢ = yᵢ (δyᵢ − Σⱼ δyⱼ yⱼ).
    x: ({ k, attrs, y, dy }) => {
      const dims = y.shape.length === 0 ? [] : [axis(attrs.dim, y.shape)]
      return k.mul(y, k.sub(dy, k.sum(k.mul(dy, y), dims, true)))
    },
  },
  formula: { y: '{y} = \\frac{e^{{x}}}{\\sum_j e^{{x}_j}}' },
  derivative: {
    x: {
      formula: '{y} \\cdot \\left({dy} - \\textstyle\\sum_j {dy}_j\\,{y}_j\\right)',
      words:
        'Probabilities compete: each score gets its own error less the average error of all, in proportion to its probability.',
    },
  },
  dependence: { x: ({ x }, { dim }) => along(x!, [axis(dim, x!)]) },
  examples: [
    {
      attrs: { dim: -1 },
      inputs: { x: fromArray([2, 3], [0, 0, 0, 1, 2, 3]) },
      outputs: {
        y: fromArray([2, 3], [1 / 3, 1 / 3, 1 / 3, 0.09003057317038045, 0.24472847105479764, 0.6652409557748218]),
      },
    },
  ],
  spelling: { torch: 'F.softmax({x}, dim={attrs.dim})', onnx: 'Softmax' },
})
