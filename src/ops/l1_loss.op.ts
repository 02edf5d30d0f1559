import { z } from 'zod'
import { fromArray, scalar, type SymbolicShape } from '../tensor'
import { defineOp } from './defineOp'
import { distanceFormulas, distanceGrad, distanceLoss, sign, type DistanceRule } from './distance'
import { pairedLossShape, reductionAttr, type Reduction } from './loss'

/** At distance 0 the slope is taken as 0, as in PyTorch. */
const rule: DistanceRule = { each: (k, gap) => k.abs(gap), slope: sign }

const formulas = (reduction: Reduction, input?: SymbolicShape) =>
  distanceFormulas(
    {
      each: (gap) => `|${gap}|`,
      slope: (gap) => `\\operatorname{sign}(${gap})`,
      words: 'The error has the same size however far off {input} is: only the direction counts.',
    },
    reduction,
    input,
  )

export default defineOp({
  id: 'l1_loss',
  category: 'loss',
  title: 'Absolute error',
  symbol: '|a−b|',
  letter: 'L',
  summary:
    'How far the outputs are from their targets, averaged as it is: a single wild example does not weigh more than others.',
  inputs: { input: { doc: 'What the network says.' }, target: { doc: 'What it should say, in the same shape.' } },
  outputs: { loss: { doc: 'One number, or the shape of input with reduction none.' } },
  attrs: z.object({ reduction: reductionAttr }),
  shape: ({ input, target }, { reduction }) => ({ loss: pairedLossShape(input, target, reduction) }),
  forward: (k, inputs, { reduction }) => ({ loss: distanceLoss(k, inputs, rule, reduction) }),
  backward: {
    input: ({ k, input, target, dloss, attrs }) => distanceGrad(k, { input, target }, rule, dloss, attrs.reduction),
    target: ({ k, input, target, dloss, attrs }) =>
      k.neg(distanceGrad(k, { input, target }, rule, dloss, attrs.reduction)),
  },
  ...formulas('mean'),
  describe: ({ reduction }, { input }) => formulas(reduction, input),
  examples: [
    {
      inputs: { input: fromArray([2], [1, 3]), target: fromArray([2], [0, 5]) },
      outputs: { loss: scalar(1.5) },
    },
    {
      attrs: { reduction: 'none' },
      inputs: { input: fromArray([1, 2], [-1, 3]), target: fromArray([1, 2], [0, 5]) },
      outputs: { loss: fromArray([1, 2], [1, 2]) },
    },
  ],
  spelling: { torch: "F.l1_loss({input}, {target}, reduction='{attrs.reduction}')", onnx: null },
})
