import { z } from 'zod'
import { fromArray, scalar, type Kernels, type Ref, type SymbolicShape, type Tensor } from '../tensor'
import { defineOp, type ValueProblem } from './defineOp'
import {
  meanFactor,
  pairedLossShape,
  reduceLoss,
  reductionAttr,
  requireFits,
  shareLoss,
  sumSign,
  type Reduction,
} from './loss'

/** ln p, but never below −100: PyTorch's bound, which keeps a wrong answer of certainty 1 finite. */
const boundedLog = (k: Kernels, p: Ref) => k.maximum(k.log(p), k.full([], -100))
/** PyTorch's bound below p (1 − p): 10⁻¹², held in single precision in every dtype. */
const LEAST_SPREAD = Math.fround(1e-12)

const opposite = (k: Kernels, p: Ref) => k.shift(k.neg(p), 1)

/** ln of a number that is no probability is not a number. */
function probabilityProblem(input: Tensor | undefined): ValueProblem | null {
  const at = input?.data.findIndex((p) => p < 0 || p > 1) ?? -1
  if (at < 0) return null
  return {
    port: 'input',
    message: `{node} needs probabilities from 0 to 1, but {from:input} holds ${input!.data[at]} (element ${at}).`,
    hint: 'Insert a sigmoid before {node}, or use Binary cross entropy (bce_with_logits_loss), which takes raw scores.',
  }
}

function formulas(reduction: Reduction, input?: SymbolicShape, weighted = false) {
  const factor = meanFactor(reduction, input)
  const sum = sumSign(reduction, input)
  const at = sum ? '_i' : ''
  const w = weighted ? '{weight}\\,' : ''
  const local = `${factor}${w}\\frac{{input} - {target}}{{input}\\,(1 - {input})}`
  return {
    formula: {
      loss: `{loss} = -${factor}${sum}${w}\\left({target}${at} \\ln {input}${at} + (1 - {target}${at}) \\ln (1 - {input}${at})\\right)`,
    },
    derivative: {
      input: {
        formula: `{dloss} \\cdot ${local}`,
        local,
        words:
          'The error is the distance of the probability from the truth, enlarged where the network was sure: certain and wrong pulls hardest.',
      },
    },
  }
}

export default defineOp({
  id: 'bce_loss',
  category: 'loss',
  title: 'Binary cross entropy of probabilities',
  symbol: 'bce p',
  letter: 'L',
  summary: 'For yes-or-no answers: how surprised the network is by the truth. It takes probabilities, after a sigmoid.',
  inputs: {
    input: { doc: 'Probabilities from 0 to 1.' },
    target: { doc: 'The truth from 0 (no) to 1 (yes), in the same shape.' },
    weight: { doc: 'How much each element counts; broadcasts to input.', optional: true },
  },
  outputs: { loss: { doc: 'One number, or the shape of input with reduction none.' } },
  attrs: z.object({ reduction: reductionAttr }),
  shape: ({ input, target, weight }, { reduction }) => {
    const loss = pairedLossShape(input, target, reduction)
    requireFits('weight', weight, input)
    return { loss }
  },
  checkValues: ({ input }) => probabilityProblem(input),
  forward: (k, { input, target, weight }, { reduction }) => {
    const yes = k.mul(target, boundedLog(k, input))
    const no = k.mul(opposite(k, target), boundedLog(k, opposite(k, input)))
    const each = k.neg(k.add(yes, no))
    return { loss: reduceLoss(k, weight ? k.mul(each, weight) : each, reduction) }
  },
  backward: {
    // −t/p + (1 − t)/(1 − p) = (p − t) / (p (1 − p)); PyTorch holds the divisor at 10⁻¹² or more.
    input: ({ k, input, target, weight, dloss, attrs }) => {
      const spread = k.maximum(k.mul(input, opposite(k, input)), k.full([], LEAST_SPREAD))
      const slope = k.div(k.sub(input, target), spread)
      return k.mul(shareLoss(k, dloss, input, attrs.reduction), weight ? k.mul(slope, weight) : slope)
    },
    target: null,
    weight: null,
  },
  ...formulas('mean'),
  describe: ({ reduction }, { input, weight }) => formulas(reduction, input, weight !== undefined),
  judges: 'probability',
  examples: [
    { inputs: { input: scalar(0.5), target: scalar(1) }, outputs: { loss: scalar(0.6931471805599453) } },
    {
      attrs: { reduction: 'none' },
      inputs: {
        input: fromArray([2], [0.5, 0.25]),
        target: fromArray([2], [0.5, 0]),
        weight: fromArray([2], [2, 1]),
      },
      outputs: { loss: fromArray([2], [2 * 0.6931471805599453, 0.2876820724517809]) },
    },
  ],
  spelling: {
    torch: "F.binary_cross_entropy({input}, {target}, weight={weight}, reduction='{attrs.reduction}')",
    onnx: null,
  },
})
