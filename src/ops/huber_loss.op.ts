import { z } from 'zod'
import { fromArray, scalar, type SymbolicShape } from '../tensor'
import { defineOp } from './defineOp'
import { distanceFormulas, distanceGrad, distanceLoss, huberOf, huberSlope, type DistanceRule } from './distance'
import { pairedLossShape, reductionAttr, type Reduction } from './loss'

const rule = (delta: number): DistanceRule => ({
  each: (k, gap) => huberOf(k, gap, delta),
  slope: (k, gap) => huberSlope(k, gap, delta),
})

/** h(d): ½ d² where |d| ≤ δ, else δ (|d| − ½ δ). */
const formulas = (reduction: Reduction, input?: SymbolicShape, delta = '\\Delta') =>
  distanceFormulas(
    {
      each: (gap) => `h(${gap}), \\quad h(d) = q\\,(|d| - \\tfrac{1}{2}\\,q), \\; q = \\min(|d|, ${delta})`,
      slope: (gap) => `\\max(-${delta}, \\min(${delta}, ${gap}))`,
      words: 'Close by the error grows with the distance; far off it stays the same, so that outliers do not rule.',
    },
    reduction,
    input,
  )

/** torch.nn.functional.huber_loss (Huber 1964). */
export default defineOp({
  id: 'huber_loss',
  category: 'loss',
  title: 'Huber',
  symbol: '∪⁄',
  letter: 'L',
  summary:
    'Squared error for small distances and absolute error for large ones: smooth at the target, and calm about outliers.',
  inputs: { input: { doc: 'What the network says.' }, target: { doc: 'What it should say, in the same shape.' } },
  outputs: { loss: { doc: 'One number, or the shape of input with reduction none.' } },
  attrs: z.object({
    delta: z.number().positive().default(1).describe('The distance at which the square turns into a straight line.'),
    reduction: reductionAttr,
  }),
  shape: ({ input, target }, { reduction }) => ({ loss: pairedLossShape(input, target, reduction) }),
  forward: (k, inputs, { delta, reduction }) => ({ loss: distanceLoss(k, inputs, rule(delta), reduction) }),
  backward: {
    input: ({ k, input, target, dloss, attrs }) =>
      distanceGrad(k, { input, target }, rule(attrs.delta), dloss, attrs.reduction),
    target: ({ k, input, target, dloss, attrs }) =>
      k.neg(distanceGrad(k, { input, target }, rule(attrs.delta), dloss, attrs.reduction)),
  },
  ...formulas('mean'),
  describe: ({ delta, reduction }, { input }) => formulas(reduction, input, String(delta)),
  examples: [
    {
      inputs: { input: fromArray([2], [1, 3]), target: fromArray([2], [0.5, 0]) },
      outputs: { loss: scalar(1.3125) },
    },
    {
      attrs: { delta: 2, reduction: 'none' },
      inputs: { input: fromArray([3], [1, 3, -4]), target: fromArray([3], [0, 0, 1]) },
      outputs: { loss: fromArray([3], [0.5, 4, 8]) },
    },
  ],
  spelling: {
    torch: "F.huber_loss({input}, {target}, reduction='{attrs.reduction}', delta={attrs.delta})",
    onnx: null,
  },
})
