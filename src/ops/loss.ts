/** @file What the losses share. */
import { z } from 'zod'
import { broadcastShapes, numel, shapeText, type Dim, type Kernels, type Ref, type SymbolicShape } from '../tensor'
import { ShapeProblem } from './defineOp'
import { compatibleShapes, knownNumel, mergeShapes } from './rules'

export const reductionAttr = z
  .enum(['mean', 'sum', 'none'])
  .default('mean')
  .describe('Whether the losses of all elements become their mean, their sum, or stay apart.')

export type Reduction = z.output<typeof reductionAttr>

/** @throws ShapeProblem when input and target are not of one shape. */
export function pairedLossShape(input: SymbolicShape, target: SymbolicShape, reduction: Reduction): SymbolicShape {
  if (!compatibleShapes(input, target))
    throw new ShapeProblem(
      'target',
      `{node} compares input and target element by element, but {from:input} gives ${shapeText(input)} and {from:target} gives ${shapeText(target)}.`,
      `Give {from:target} the shape ${shapeText(input)}, or reshape one of them.`,
    )
  return reduction === 'none' ? mergeShapes(input, target) : []
}

/** @throws ShapeProblem when a factor would make the loss larger than the input. */
export function requireFits(
  port: 'weight' | 'pos_weight',
  factor: SymbolicShape | undefined,
  input: SymbolicShape,
): void {
  const shape = factor && broadcastShapes<Dim>(input, factor)
  if (!factor || (shape && compatibleShapes(shape, input))) return
  throw new ShapeProblem(
    port,
    `{node} needs a ${port} that broadcasts to its input (${shapeText(input)}), but {from:${port}} gives ${shapeText(factor)}.`,
    `Give {from:${port}} the shape ${shapeText(input)}, or one that repeats to it.`,
  )
}

/** The loss of all elements from the loss of each. */
export function reduceLoss(k: Kernels, each: Ref, reduction: Reduction): Ref {
  if (reduction === 'none') return each
  const total = k.sum(
    each,
    each.shape.map((_, axis) => axis),
    false,
  )
  return reduction === 'sum' ? total : k.scale(total, 1 / numel(each.shape))
}

/** ∂loss/∂(loss of each element), still to be broadcast: the mean shares δ out evenly. */
export function shareLoss(k: Kernels, dloss: Ref, input: Ref, reduction: Reduction): Ref {
  return reduction === 'mean' ? k.scale(dloss, 1 / numel(input.shape)) : dloss
}

/** The factor in front of a sum of losses: 1/n with the real n where it is known, nothing where n is 1. */
export function meanFactor(reduction: Reduction, input: SymbolicShape | undefined, numerator = '1'): string {
  const alone = numerator === '1' ? '' : `${numerator}\\,`
  if (reduction !== 'mean') return alone
  const n = knownNumel(input)
  return n === 1 ? alone : `\\frac{${numerator}}{${n ?? 'n'}}\\,`
}

/** "Σᵢ", unless there is but one element or each loss stays by itself. */
export function sumSign(reduction: Reduction, input: SymbolicShape | undefined): string {
  return reduction === 'none' || knownNumel(input) === 1 ? '' : '\\textstyle\\sum_i '
}
