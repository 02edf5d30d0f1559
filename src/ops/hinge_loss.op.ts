import { z } from 'zod'
import { fromArray, scalar, type Kernels, type Ref, type SymbolicShape } from '../tensor'
import { defineOp } from './defineOp'
import { meanFactor, pairedLossShape, reduceLoss, reductionAttr, shareLoss, sumSign, type Reduction } from './loss'

/** How much of the margin is missing: margin − t·x; below 0 there is nothing to lose. */
const missing = (k: Kernels, input: Ref, target: Ref, margin: number) => k.shift(k.neg(k.mul(target, input)), margin)

function formulas(reduction: Reduction, input?: SymbolicShape, margin = 'm') {
  const factor = meanFactor(reduction, input)
  const sum = sumSign(reduction, input)
  const at = sum ? '_i' : ''
  const local = `-${factor}{target} \\cdot [{target}\\,{input} \\le ${margin}]`
  return {
    formula: { loss: `{loss} = ${factor}${sum}\\max(0, ${margin} - {target}${at}\\,{input}${at})` },
    derivative: {
      input: {
        formula: `{dloss} \\cdot \\left(${local}\\right)`,
        local,
        words: 'Scores that are right by less than the margin are pulled to their side; the others are left alone.',
      },
    },
  }
}

/** max(0, margin − t·x). At the kink the slope is that of the missing side, as PyTorch's clamp has it. */
export default defineOp({
  id: 'hinge_loss',
  category: 'loss',
  title: 'Hinge',
  symbol: '1−tx',
  letter: 'L',
  summary:
    'For yes-or-no answers written as +1 and −1: a score must be on the right side by a margin, and more is not asked.',
  inputs: {
    input: { doc: 'Scores: above 0 says yes, below 0 says no.' },
    target: { doc: 'The truth, +1 or −1, in the same shape.' },
  },
  outputs: { loss: { doc: 'One number, or the shape of input with reduction none.' } },
  attrs: z.object({
    margin: z.number().default(1).describe('How far on the right side a score must be to lose nothing.'),
    reduction: reductionAttr,
  }),
  shape: ({ input, target }, { reduction }) => ({ loss: pairedLossShape(input, target, reduction) }),
  forward: (k, { input, target }, { margin, reduction }) => ({
    loss: reduceLoss(k, k.relu(missing(k, input, target, margin)), reduction),
  }),
  backward: {
    input: ({ k, input, target, dloss, attrs }) => {
      const done = k.greater(k.full([], 0), missing(k, input, target, attrs.margin))
      const pull = k.mul(target, k.shift(done, -1))
      return k.mul(shareLoss(k, dloss, input, attrs.reduction), pull)
    },
    target: null,
  },
  ...formulas('mean'),
  describe: ({ margin, reduction }, { input }) => formulas(reduction, input, String(margin)),
  judges: 'sign',
  examples: [
    {
      inputs: { input: fromArray([3], [0.25, 2, 0.5]), target: fromArray([3], [1, 1, -1]) },
      outputs: { loss: scalar(0.75) },
    },
    {
      attrs: { margin: 0.5, reduction: 'none' },
      inputs: { input: fromArray([2], [0.25, 2]), target: fromArray([2], [1, -1]) },
      outputs: { loss: fromArray([2], [0.25, 2.5]) },
    },
  ],
  spelling: {
    torch:
      "F.margin_ranking_loss({input}, torch.zeros_like({input}), {target}, margin={attrs.margin}, reduction='{attrs.reduction}')",
    onnx: null,
  },
})
