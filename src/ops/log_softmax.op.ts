import { z } from 'zod'
import { fromArray, normalizeDim } from '../tensor'
import { defineOp } from './defineOp'
import { along } from './dependence'
import { axisOf } from './rules'

/** x − ln Σ eˣ, with the maximum taken off first. */
export default defineOp({
  id: 'log_softmax',
  category: 'activation',
  title: 'Log softmax',
  symbol: 'lsmax',
  letter: 'ŷ',
  summary: 'The logarithms of the probabilities that softmax gives, exact even where a probability is almost 0.',
  inputs: { x: { doc: 'Scores (logits), any shape.' } },
  outputs: { y: { doc: 'Same shape as x; the exponentials add up to 1 along dim.' } },
  attrs: z.object({ dim: z.int().default(-1).describe('The axis along which the probabilities add up to 1.') }),
  shape: ({ x }, { dim }) => {
    axisOf(dim, x)
    return { y: x }
  },
  forward: (k, { x }, { dim }) => ({ y: k.logSoftmax(x, normalizeDim(dim, x.shape.length)!) }),
  backward: {
    // ∂yⱼ/∂xᵢ = 1[i=j] − e^yᵢ, so δxᵢ = δyᵢ − e^yᵢ Σⱼ δyⱼ.
    x: ({ k, attrs, y, dy }) => {
      const dims = y.shape.length === 0 ? [] : [normalizeDim(attrs.dim, y.shape.length)!]
      return k.sub(dy, k.mul(k.exp(y), k.sum(dy, dims, true)))
    },
  },
  formula: { y: '{y} = {x} - \\ln \\textstyle\\sum_j e^{{x}_j}' },
  derivative: {
    x: {
      formula: '{dy} - e^{{y}}\\,\\textstyle\\sum_j {dy}_j',
      words:
        'Each score gets its own error, less the sum of all errors in proportion to its probability: when one rises, the others fall.',
    },
  },
  dependence: { x: ({ x }, { dim }) => along(x!, [normalizeDim(dim, x!.length)!]) },
  examples: [
    {
      inputs: { x: fromArray([2, 3], [0, 0, 0, 1, 2, 3]) },
      outputs: {
        y: fromArray(
          [2, 3],
          [
            -1.0986122886681098, -1.0986122886681098, -1.0986122886681098, -2.40760596444438, -1.4076059644443801,
            -0.40760596444438013,
          ],
        ),
      },
    },
    {
      attrs: { dim: 0 },
      inputs: { x: fromArray([2, 1], [1000, 1000]) },
      outputs: { y: fromArray([2, 1], [-0.6931471805599453, -0.6931471805599453]) },
    },
  ],
  spelling: { torch: 'F.log_softmax({x}, dim={attrs.dim})', onnx: 'LogSoftmax' },
})
