import { z } from 'zod'
import { fromArray, numel, scalar, type SymbolicShape } from '../tensor'
import {
  classNumberProblem,
  classShares,
  keptClasses,
  meanDelta,
  namedPlaces,
  requireClasses,
  requireClassNumbers,
  requireClassWeights,
  withoutClasses,
} from './crossEntropy'
import { defineOp } from './defineOp'
import { pairs, product } from './dependence'
import { meanFactor, reduceLoss, reductionAttr, sumSign, type Reduction } from './loss'

/** With weights a mean divides by the sum of those that were used. */
function formulas(reduction: Reduction, input?: SymbolicShape, weighted = false) {
  const examples = input && withoutClasses(input)
  const factor = weighted
    ? reduction === 'mean'
      ? '\\frac{1}{\\sum_i {weight}[{target}_i]}\\,'
      : ''
    : meanFactor(reduction, examples)
  const sum = sumSign(reduction, examples)
  const at = sum ? '_i' : ''
  const local = `-${factor}${weighted ? '{weight}[{target}]\\,' : ''}\\operatorname{onehot}({target})`
  return {
    formula: {
      loss: `{loss} = -${factor}${sum}${weighted ? `{weight}[{target}${at}]\\,` : ''}{input}${at}[{target}${at}]`,
    },
    derivative: {
      input: {
        formula: `{dloss} \\cdot \\left(${local}\\right)`,
        local,
        words: 'Only the log-probability of the true class was read, so only it is pushed up; the others get 0.',
      },
    },
  }
}

/** torch.nn.functional.nll_loss: minus the log-probability of the truth. Behind a log_softmax it is the cross entropy. */
export default defineOp({
  id: 'nll_loss',
  category: 'loss',
  title: 'Negative log likelihood',
  symbol: '−x[t]',
  letter: 'L',
  summary:
    'For choosing one of several classes, behind a log softmax: how surprised the network is by the right class.',
  inputs: {
    input: { doc: 'Log-probabilities: [N, classes, ...].' },
    target: { doc: 'The right class of each example (0, 1, 2, …): [N, ...].', dtype: 'integer' },
    weight: { doc: 'How much each class counts: [classes].', optional: true },
  },
  outputs: { loss: { doc: 'One number, or one for each example with reduction none.' } },
  attrs: z.object({
    reduction: reductionAttr,
    ignore_index: z.int().default(-100).describe('Examples with this class number count nothing.'),
  }),
  shape: ({ input, target, weight }, { reduction }) => {
    requireClasses(input, 'log-probabilities')
    requireClassNumbers(input, target)
    requireClassWeights(weight, input)
    return { loss: reduction === 'none' ? withoutClasses(input) : [] }
  },
  checkValues: ({ input, target }, attrs) => classNumberProblem(input, target, attrs),
  forward: (k, { input, target, weight }, { reduction, ignore_index }) => {
    const how = { reduction, ignore_index, label_smoothing: 0 }
    const { shares, divisor } = classShares(k, input, target, weight, how)
    // A class of probability 0 (−∞) that is not the truth counts nothing, and 0 · −∞ would be NaN.
    const read = k.where(shares, k.mul(shares, input), k.full([], 0))
    const each = k.neg(k.sum(read, [input.shape.length === 1 ? 0 : 1], false))
    const loss = reduction === 'mean' ? k.div(reduceLoss(k, each, 'sum'), divisor) : reduceLoss(k, each, reduction)
    return { loss, saved: { shares, divisor } }
  },
  backward: {
    // L = −Σ s_c x_c with the shares s: linear, so δx_c = −s_c.
    input: ({ k, input, dloss, saved, attrs }) => {
      const delta = attrs.reduction === 'mean' ? meanDelta(k, dloss, saved.divisor!) : dloss
      const each = attrs.reduction === 'none' ? k.reshape(delta, keptClasses(input.shape)) : delta
      return k.mul(k.neg(saved.shares!), each)
    },
    target: null,
    weight: null,
  },
  ...formulas('mean'),
  describe: ({ reduction }, { input, weight }) => formulas(reduction, input, weight !== undefined),
  dependence: {
    // Each example reads the one element that its class number names; ignored ones read none.
    input: ({ input, loss }, { ignore_index }, numbers) => {
      const { from, example } = namedPlaces(input!, numbers('target'), ignore_index)
      return product(pairs(numel(input!), numel(loss!), from, loss!.length === 0 ? example.map(() => 0) : example))
    },
  },
  judges: 'argmax',
  examples: [
    {
      inputs: { input: fromArray([2, 2], [-0.5, -1, -2, -0.25]), target: fromArray([2], [0, 1], 'int64') },
      outputs: { loss: scalar(0.375) },
    },
    {
      attrs: { reduction: 'mean', ignore_index: 2 },
      inputs: {
        input: fromArray([3, 3], [-1, -2, -3, -4, -5, -6, -7, -8, -9]),
        target: fromArray([3], [0, 2, 1], 'int64'),
        weight: fromArray([3], [1, 3, 5]),
      },
      outputs: { loss: scalar((1 + 3 * 8) / 4) },
    },
    {
      attrs: { reduction: 'none' },
      inputs: { input: fromArray([2], [-0.5, -1]), target: fromArray([], [1], 'int64') },
      outputs: { loss: scalar(1) },
    },
  ],
  spelling: {
    torch:
      "F.nll_loss({input}, {target}, weight={weight}, ignore_index={attrs.ignore_index}, reduction='{attrs.reduction}')",
    onnx: 'NegativeLogLikelihoodLoss',
  },
})
