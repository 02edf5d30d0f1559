import { z } from 'zod'
import { fromArray, scalar, type SymbolicShape } from '../tensor'
import {
  classAxis,
  classNumberProblem,
  classShares,
  crossEntropyShape,
  isProbabilities,
  keptClasses,
  meanDelta,
  withoutClasses,
} from './crossEntropy'
import { broadcasting, reducing } from './dependence'
import { defineOp } from './defineOp'
import { meanFactor, reductionAttr, sumSign, type Reduction } from './loss'

const words =
  'The error is the predicted probability of each class, less 1 at the true class: the truth is pulled up, all others down.'

/** Formulas with the real number of examples. Without weights and smoothing: what a student meets first. */
function formulas(reduction: Reduction, input?: SymbolicShape, target?: SymbolicShape) {
  const examples = input && withoutClasses(input)
  const factor = meanFactor(reduction, examples)
  const sum = sumSign(reduction, examples)
  const at = sum ? '_i' : ''
  const soft = Boolean(input && target && isProbabilities(input, target))
  const truth = soft ? '{target}' : '\\operatorname{onehot}({target})'
  const each = soft
    ? `{target}${at} \\cdot \\ln \\operatorname{softmax}({input}${at})`
    : `\\ln \\operatorname{softmax}({input}${at})[{target}${at}]`
  const local = `${factor}\\left(\\operatorname{softmax}({input}) - ${truth}\\right)`
  return {
    formula: { loss: `{loss} = -${factor}${sum}${each}` },
    derivative: { input: { formula: `{dloss} \\cdot ${local}`, local, words } },
  }
}

/** Softmax and −ln of the truth's probability in one, stable for large scores. */
export default defineOp({
  id: 'cross_entropy_loss',
  category: 'loss',
  title: 'Cross entropy',
  symbol: '−ln p',
  letter: 'L',
  summary:
    'For choosing one of several classes: how surprised the network is by the right one. It takes raw scores and applies softmax itself.',
  inputs: {
    input: { doc: 'Scores (logits), before softmax: [N, classes, ...].' },
    target: {
      doc: 'The right class of each example (0, 1, 2, …): [N, ...]; or probabilities in the shape of input.',
      dtype: 'any',
    },
    weight: { doc: 'How much each class counts: [classes].', optional: true },
  },
  outputs: { loss: { doc: 'One number, or one for each example with reduction none.' } },
  attrs: z.object({
    reduction: reductionAttr,
    ignore_index: z.int().default(-100).describe('Examples with this class number count nothing.'),
    label_smoothing: z
      .number()
      .min(0)
      .max(1)
      .default(0)
      .describe('How much of the truth is spread evenly over all classes.'),
  }),
  shape: (shapes, attrs) => ({ loss: crossEntropyShape(shapes, attrs) }),
  checkValues: ({ input, target }, attrs) => classNumberProblem(input, target, attrs),
  forward: (k, { input, target, weight }, attrs) => {
    const axis = classAxis(input.shape)
    const logProbabilities = k.logSoftmax(input, axis)
    const { shares, divisor } = classShares(k, input, target, weight, attrs)
    const each = k.neg(k.sum(k.mul(shares, logProbabilities), [axis], false))
    const total = () =>
      k.sum(
        each,
        each.shape.map((_, i) => i),
        false,
      )
    const loss = attrs.reduction === 'none' ? each : attrs.reduction === 'sum' ? total() : k.div(total(), divisor)
    return { loss, saved: { logProbabilities, shares, divisor } }
  },
  backward: {
    // L = −Σ s_c ln p_c, so δx_c = p_c Σ s − s_c; with one-hot shares that is p − onehot.
    input: ({ k, input, dloss, saved, attrs }) => {
      const shares = saved.shares!
      const pull = k.sub(k.mul(k.exp(saved.logProbabilities!), k.sum(shares, [classAxis(input.shape)], true)), shares)
      const delta = attrs.reduction === 'mean' ? meanDelta(k, dloss, saved.divisor!) : dloss
      return k.mul(pull, attrs.reduction === 'none' ? k.reshape(delta, keptClasses(input.shape)) : delta)
    },
    target: null,
    weight: null,
  },
  ...formulas('mean'),
  describe: ({ reduction, label_smoothing, ignore_index: _ }, { input, target, weight }) =>
    // Weights and smoothing have no short formula; the general one stays.
    weight || label_smoothing > 0 ? {} : formulas(reduction, input, target),
  judges: 'argmax',
  dependence: {
    input: ({ input, loss }, { reduction }) =>
      reduction === 'none' ? reducing(input!, [classAxis(input!)]) : broadcasting(input!, loss!),
  },
  examples: [
    {
      inputs: { input: fromArray([1, 2], [0, 0]), target: fromArray([1], [1], 'int64') },
      outputs: { loss: scalar(0.6931471805599453) },
    },
    {
      attrs: { reduction: 'sum', label_smoothing: 0.2 },
      inputs: {
        input: fromArray([2, 2], [0, 0, 0, 0]),
        target: fromArray([2], [1, 0], 'int64'),
        weight: fromArray([2], [1, 3]),
      },
      outputs: { loss: scalar(4 * 0.6931471805599453) },
    },
    {
      attrs: { reduction: 'none' },
      inputs: { input: fromArray([2, 2], [0, 0, 1, 1]), target: fromArray([2, 2], [0.5, 0.5, 1, 0]) },
      outputs: { loss: fromArray([2], [0.6931471805599453, 0.6931471805599453]) },
    },
  ],
  spelling: {
    torch:
      "F.cross_entropy({input}, {target}, weight={weight}, ignore_index={attrs.ignore_index}, reduction='{attrs.reduction}', label_smoothing={attrs.label_smoothing})",
    onnx: 'SoftmaxCrossEntropyLoss',
  },
})
