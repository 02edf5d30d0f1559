import { z } from 'zod'
import { fromArray, scalar, type SymbolicShape } from '../tensor'
import { defineOp } from './defineOp'
import { distanceFormulas, distanceGrad, distanceLoss, huberOf, huberSlope, sign, type DistanceRule } from './distance'
import { pairedLossShape, reductionAttr, type Reduction } from './loss'

/** The Huber loss divided by its bound; with a bound of 0 nothing is left of the square, and it is the absolute error. */
const rule = (beta: number): DistanceRule =>
  beta === 0
    ? { each: (k, gap) => k.abs(gap), slope: sign }
    : {
        each: (k, gap) => k.scale(huberOf(k, gap, beta), 1 / beta),
        slope: (k, gap) => k.scale(huberSlope(k, gap, beta), 1 / beta),
      }

const formulas = (reduction: Reduction, input?: SymbolicShape, beta = '\\beta') =>
  distanceFormulas(
    {
      each: (gap) => `s(${gap}), \\quad s(d) = q\\,(|d| - \\tfrac{1}{2}\\,q) / ${beta}, \\; q = \\min(|d|, ${beta})`,
      slope: (gap) => `\\max(-1, \\min(1, (${gap}) / ${beta}))`,
      words: 'Far off the error has size 1, whatever the distance; close by it fades, so that training comes to rest.',
    },
    reduction,
    input,
  )

/** torch.nn.functional.smooth_l1_loss (Girshick 2015). */
export default defineOp({
  id: 'smooth_l1_loss',
  category: 'loss',
  title: 'Smooth absolute error',
  symbol: '|d|∪',
  letter: 'L',
  summary:
    'Absolute error with its corner at the target rounded off: calm about outliers, and without a jump when it is right.',
  inputs: { input: { doc: 'What the network says.' }, target: { doc: 'What it should say, in the same shape.' } },
  outputs: { loss: { doc: 'One number, or the shape of input with reduction none.' } },
  attrs: z.object({
    beta: z.number().min(0).default(1).describe('The distance within which the corner is rounded; 0 leaves it sharp.'),
    reduction: reductionAttr,
  }),
  shape: ({ input, target }, { reduction }) => ({ loss: pairedLossShape(input, target, reduction) }),
  forward: (k, inputs, { beta, reduction }) => ({ loss: distanceLoss(k, inputs, rule(beta), reduction) }),
  backward: {
    input: ({ k, input, target, dloss, attrs }) =>
      distanceGrad(k, { input, target }, rule(attrs.beta), dloss, attrs.reduction),
    target: ({ k, input, target, dloss, attrs }) =>
      k.neg(distanceGrad(k, { input, target }, rule(attrs.beta), dloss, attrs.reduction)),
  },
  ...formulas('mean'),
  describe: ({ beta, reduction }, { input }) => (beta === 0 ? {} : formulas(reduction, input, String(beta))),
  examples: [
    {
      inputs: { input: fromArray([2], [1, 3]), target: fromArray([2], [0.5, 0]) },
      outputs: { loss: scalar(1.3125) },
    },
    {
      attrs: { beta: 2, reduction: 'none' },
      inputs: { input: fromArray([3], [1, 3, -4]), target: fromArray([3], [0, 0, 1]) },
      outputs: { loss: fromArray([3], [0.25, 2, 4]) },
    },
    {
      attrs: { beta: 0, reduction: 'sum' },
      inputs: { input: fromArray([2], [1, 3]), target: fromArray([2], [0.5, 0]) },
      outputs: { loss: scalar(3.5) },
    },
  ],
  spelling: {
    torch: "F.smooth_l1_loss({input}, {target}, reduction='{attrs.reduction}', beta={attrs.beta})",
    onnx: null,
  },
})
