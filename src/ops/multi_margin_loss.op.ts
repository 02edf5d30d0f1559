import { z } from 'zod'
import { fromArray, numel, scalar, shapeText, type SymbolicShape } from '../tensor'
import {
  classAxis,
  classNumberProblem,
  keptClasses,
  requireClasses,
  requireClassNumbers,
  withoutClasses,
} from './crossEntropy'
import { defineOp, ShapeProblem } from './defineOp'
import { broadcasting, reducing } from './dependence'
import { meanFactor, reduceLoss, reductionAttr, sumSign, type Reduction } from './loss'

function formulas(reduction: Reduction, input?: SymbolicShape, margin = 'm', p = 1) {
  const examples = input && withoutClasses(input)
  const classes = input?.[classAxis(input)]
  const count = typeof classes === 'number' ? String(classes) : 'k'
  const factor = meanFactor(reduction, examples)
  const sum = sumSign(reduction, examples)
  const at = sum ? '_i' : ''
  const missing = `\\max(0, ${margin} - {input}${at}[{target}${at}] + {input}${at}[j])`
  return {
    formula: {
      loss: `{loss} = ${factor}${sum}\\frac{1}{${count}} \\textstyle\\sum_{j \\ne {target}${at}} ${missing}${p === 2 ? '^2' : ''}`,
    },
    derivative: {
      input: {
        formula:
          `{dloss} \\cdot ${factor}\\frac{1}{${count}}\\left(g - \\operatorname{onehot}({target}) \\textstyle\\sum_j g_j\\right), ` +
          `\\quad g_j = ${p === 2 ? `2\\,\\max(0, ${margin} - {input}[{target}] + {input}_j)` : `[${margin} - {input}[{target}] + {input}_j > 0]`}`,
        words:
          'Every wrong class that comes closer than the margin is pushed down, and the right class is pushed up by all of these together.',
      },
    },
  }
}

/** @throws ShapeProblem when input is neither [N, classes] nor [classes]. */
function requireRows(input: SymbolicShape): void {
  requireClasses(input)
  if (input.length > 2)
    throw new ShapeProblem(
      'input',
      `{node} needs scores [N, classes] with 2 axes, but {from:input} gives ${input.length} (${shapeText(input)}).`,
      'Insert a reshape to 2 axes, with the classes last.',
    )
}

/** torch.nn.functional.multi_margin_loss: the hinge for several classes (Crammer & Singer 2001, summed over the classes). */
export default defineOp({
  id: 'multi_margin_loss',
  category: 'loss',
  title: 'Multi-class hinge',
  symbol: 'm−Δx',
  letter: 'L',
  summary:
    'For choosing one of several classes: the right one must score higher than every other by a margin, and more is not asked.',
  inputs: {
    input: { doc: 'Scores: [N, classes].' },
    target: { doc: 'The right class of each example (0, 1, 2, …): [N].', dtype: 'integer' },
  },
  outputs: { loss: { doc: 'One number, or one for each example with reduction none.' } },
  attrs: z.object({
    p: z.int().min(1).max(2).default(1).describe('1: what is missing to the margin counts as it is; 2: it is squared.'),
    margin: z.number().default(1).describe('How much higher the right class must score.'),
    reduction: reductionAttr,
  }),
  shape: ({ input, target }, { reduction }) => {
    requireRows(input)
    requireClassNumbers(input, target)
    return { loss: reduction === 'none' ? withoutClasses(input) : [] }
  },
  checkValues: ({ input, target }) => classNumberProblem(input, target, { ignore_index: null }),
  forward: (k, { input, target }, { margin, p, reduction }) => {
    const axis = classAxis(input.shape)
    const classes = input.shape[axis]!
    const truth = k.oneHot(target, classes, axis)
    const right = k.sum(k.where(truth, input, k.full([], 0)), [axis], true)
    const others = k.shift(k.neg(truth), 1)
    const missing = k.mul(k.relu(k.shift(k.sub(input, right), margin)), others)
    const each = k.scale(k.sum(p === 2 ? k.mul(missing, missing) : missing, [axis], false), 1 / classes)
    return { loss: reduceLoss(k, each, reduction), saved: { truth, missing } }
  },
  backward: {
    input: ({ k, input, dloss, saved, attrs }) => {
      const axis = classAxis(input.shape)
      const examples = numel(withoutClasses(input.shape))
      const missing = saved.missing!
      const push = attrs.p === 2 ? k.scale(missing, 2) : k.greater(missing, k.full([], 0))
      const slope = k.sub(push, k.mul(saved.truth!, k.sum(push, [axis], true)))
      const share = (attrs.reduction === 'mean' ? 1 / examples : 1) / input.shape[axis]!
      const delta = attrs.reduction === 'none' ? k.reshape(dloss, keptClasses(input.shape)) : dloss
      return k.mul(slope, k.scale(delta, share))
    },
    target: null,
  },
  ...formulas('mean'),
  describe: ({ reduction, margin, p }, { input }) => formulas(reduction, input, String(margin), p),
  dependence: {
    input: ({ input, loss }, { reduction }) =>
      reduction === 'none' ? reducing(input!, [classAxis(input!)]) : broadcasting(input!, loss!),
  },
  judges: 'argmax',
  examples: [
    {
      inputs: { input: fromArray([2, 3], [2, 1.5, 0, 0, 0, 4]), target: fromArray([2], [0, 2], 'int64') },
      outputs: { loss: scalar(0.5 / 3 / 2) },
    },
    {
      attrs: { p: 2, margin: 0.5, reduction: 'none' },
      inputs: { input: fromArray([1, 2], [1, 2.5]), target: fromArray([1], [0], 'int64') },
      outputs: { loss: fromArray([1], [2]) },
    },
    {
      attrs: { reduction: 'sum' },
      inputs: { input: fromArray([2], [1, 1.5]), target: fromArray([], [0], 'int64') },
      outputs: { loss: scalar(0.75) },
    },
  ],
  spelling: {
    torch: "F.multi_margin_loss({input}, {target}, p={attrs.p}, margin={attrs.margin}, reduction='{attrs.reduction}')",
    onnx: null,
  },
})
