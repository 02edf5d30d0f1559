import { z } from 'zod'
import { fromArray, scalar } from '../tensor'
import { dimsAttr, keepdimAttr } from './attrs'
import { defineOp } from './defineOp'
import { reducing } from './dependence'
import { filledReductionShape, restored } from './extreme'
import { reducedAxes } from './rules'

/** ln Σ eˣ, with the maximum taken off first, so that nothing overflows. */
export default defineOp({
  id: 'logsumexp',
  category: 'reduction',
  title: 'Log-sum-exp',
  symbol: 'lnΣeˣ',
  letter: 'l',
  summary: 'A smooth maximum: the logarithm of the sum of exponentials, a little above the largest number.',
  inputs: { x: { doc: 'Any shape.' } },
  outputs: { y: { doc: 'The shape of x without the axes that were gone over.' } },
  attrs: z.object({ dim: dimsAttr, keepdim: keepdimAttr }),
  shape: ({ x }, attrs) => ({ y: filledReductionShape(x, attrs) }),
  forward: (k, { x }, { dim, keepdim }) => {
    const axes = reducedAxes(dim, x.shape.length)
    const largest = k.max(x, axes, true)
    // −∞ less −∞ has no value: an infinite maximum is not taken off.
    const infinite = k.equal(k.abs(largest), k.full([], Infinity))
    const offset = k.where(infinite, k.full([], 0), largest)
    const y = k.add(k.log(k.sum(k.exp(k.sub(x, offset)), axes, true)), offset)
    return {
      y: keepdim
        ? y
        : k.reshape(
            y,
            y.shape.filter((_, axis) => !axes.includes(axis)),
          ),
    }
  },
  backward: {
    // ∂y/∂xᵢ = e^(xᵢ − y): the softmax of x.
    x: ({ k, x, y, dy, attrs }) => k.mul(restored(k, dy, x, attrs.dim), k.exp(k.sub(x, restored(k, y, x, attrs.dim)))),
  },
  formula: { y: '{y} = \\ln \\textstyle\\sum_i e^{{x}_i}' },
  derivative: {
    x: {
      formula: '{dy} \\cdot e^{{x} - {y}}',
      local: 'e^{{x} - {y}}',
      words: 'The error is shared out in proportion to the exponentials: the largest number gets most of it.',
    },
  },
  dependence: { x: ({ x }, { dim }) => reducing(x!, reducedAxes(dim, x!.length)) },
  examples: [
    { inputs: { x: fromArray([3], [1, 2, 3]) }, outputs: { y: scalar(3.40760596444438) } },
    {
      attrs: { dim: [1], keepdim: true },
      inputs: { x: fromArray([2, 2], [0, 0, 1000, 1000]) },
      outputs: { y: fromArray([2, 1], [0.6931471805599453, 1000.6931471805599]) },
    },
    {
      attrs: { dim: 0 },
      inputs: { x: fromArray([4, 1], [0, 0, 0, 0]) },
      outputs: { y: fromArray([1], [1.3862943611198906]) },
    },
  ],
  spelling: {
    torch: 'torch.logsumexp({x}, dim={attrs.dim} or tuple(range({x}.dim())), keepdim={attrs.keepdim})',
    onnx: 'ReduceLogSumExp',
  },
})
