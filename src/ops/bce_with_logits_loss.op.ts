import { z } from 'zod'
import { fromArray, scalar, type Kernels, type Ref } from '../tensor'
import { defineOp } from './defineOp'
import { meanFactor, pairedLossShape, reduceLoss, reductionAttr, requireFits, shareLoss, sumSign } from './loss'

/** 1 + (pos_weight − 1) t: what stands before ln σ. */
function positiveFactor(k: Kernels, target: Ref, posWeight: Ref | undefined): Ref {
  return posWeight ? k.shift(k.mul(k.shift(posWeight, -1), target), 1) : k.full([], 1)
}

const words = 'The error is the distance of the predicted probability σ({input}) from the target: it never saturates.'

/**
 * Sigmoid and cross entropy in one, stable for large scores: (1 − t) x + (1 + (p − 1) t) softplus(−x).
 */
export default defineOp({
  id: 'bce_with_logits_loss',
  category: 'loss',
  title: 'Binary cross entropy',
  symbol: 'bce',
  letter: 'L',
  summary:
    'For yes-or-no answers: how surprised the network is by the truth. It takes raw scores and applies the sigmoid itself.',
  inputs: {
    input: { doc: 'Scores (logits), before the sigmoid.' },
    target: { doc: 'The truth from 0 (no) to 1 (yes), in the same shape.' },
    weight: { doc: 'How much each element counts; broadcasts to input.', optional: true },
    pos_weight: { doc: 'How much more a yes counts than a no; broadcasts to input.', optional: true },
  },
  outputs: { loss: { doc: 'One number, or the shape of input with reduction none.' } },
  attrs: z.object({ reduction: reductionAttr }),
  shape: ({ input, target, weight, pos_weight }, { reduction }) => {
    const loss = pairedLossShape(input, target, reduction)
    requireFits('weight', weight, input)
    requireFits('pos_weight', pos_weight, input)
    return { loss }
  },
  forward: (k, { input, target, weight, pos_weight }, { reduction }) => {
    const no = k.mul(k.shift(k.neg(target), 1), input)
    const each = k.add(no, k.mul(positiveFactor(k, target, pos_weight), k.softplus(k.neg(input))))
    return { loss: reduceLoss(k, weight ? k.mul(each, weight) : each, reduction) }
  },
  backward: {
    // d softplus(−x)/dx = −σ(−x); with p = 1 all of it is σ(x) − t.
    input: ({ k, input, target, weight, pos_weight, dloss, attrs }) => {
      const pull = k.mul(positiveFactor(k, target, pos_weight), k.sigmoid(k.neg(input)))
      const slope = k.sub(k.shift(k.neg(target), 1), pull)
      return k.mul(shareLoss(k, dloss, input, attrs.reduction), weight ? k.mul(slope, weight) : slope)
    },
    target: null,
    weight: null,
    pos_weight: null,
  },
  formula: {
    loss: '{loss} = -\\frac{1}{n}\\,\\textstyle\\sum_i \\left({target}_i \\ln \\sigma({input}_i) + (1 - {target}_i) \\ln (1 - \\sigma({input}_i))\\right)',
  },
  derivative: {
    input: {
      formula: '{dloss} \\cdot \\frac{1}{n}\\,(\\sigma({input}) - {target})',
      local: '\\frac{1}{n}\\,(\\sigma({input}) - {target})',
      words,
    },
  },
  describe: ({ reduction }, { input, weight, pos_weight }) => {
    const sum = sumSign(reduction, input)
    const at = sum ? '_i' : ''
    const yes = `${pos_weight ? `{pos_weight}\\,` : ''}{target}${at}`
    const factor = `${meanFactor(reduction, input)}`
    const w = weight ? '{weight}\\,' : ''
    const slope = pos_weight
      ? `(1 - {target})\\,\\sigma({input}) - {pos_weight}\\,{target}\\,\\sigma(-{input})`
      : `\\sigma({input}) - {target}`
    return {
      formula: {
        loss: `{loss} = -${factor}${sum}${w}\\left(${yes} \\ln \\sigma({input}${at}) + (1 - {target}${at}) \\ln (1 - \\sigma({input}${at}))\\right)`,
      },
      derivative: {
        input: { formula: `{dloss} \\cdot ${factor}${w}(${slope})`, local: `${factor}${w}(${slope})`, words },
      },
    }
  },
  judges: 'logit',
  examples: [
    { inputs: { input: scalar(0), target: scalar(1) }, outputs: { loss: scalar(0.6931471805599453) } },
    {
      attrs: { reduction: 'sum' },
      inputs: {
        input: fromArray([2], [0, 0]),
        target: fromArray([2], [0, 1]),
        pos_weight: scalar(3),
        weight: fromArray([2], [1, 0.5]),
      },
      outputs: { loss: scalar(0.6931471805599453 * 2.5) },
    },
  ],
  spelling: {
    torch:
      "F.binary_cross_entropy_with_logits({input}, {target}, weight={weight}, pos_weight={pos_weight}, reduction='{attrs.reduction}')",
    onnx: null,
  },
})
