import { z } from 'zod'
import { fromArray, scalar } from '../tensor'
import { defineOp } from './defineOp'
import { meanFactor, pairedLossShape, reduceLoss, reductionAttr, shareLoss, sumSign } from './loss'

const inputWords = 'The error is twice the distance from the target: far off pulls hard, close by pulls little.'
const targetWords = 'The same pull as on {input}, in the other direction.'

export default defineOp({
  id: 'mse_loss',
  category: 'loss',
  title: 'Squared error',
  symbol: '(a−b)²',
  letter: 'L',
  summary:
    'How far the outputs are from their targets: the distances are squared, so that large ones weigh most, and averaged.',
  inputs: { input: { doc: 'What the network says.' }, target: { doc: 'What it should say, in the same shape.' } },
  outputs: { loss: { doc: 'One number, or the shape of input with reduction none.' } },
  attrs: z.object({ reduction: reductionAttr }),
  shape: ({ input, target }, { reduction }) => ({ loss: pairedLossShape(input, target, reduction) }),
  forward: (k, { input, target }, { reduction }) => {
    const gap = k.sub(input, target)
    return { loss: reduceLoss(k, k.mul(gap, gap), reduction) }
  },
  backward: {
    // d(i − t)²/di = 2(i − t), and the negative for t.
    input: ({ k, input, target, dloss, attrs }) =>
      k.mul(shareLoss(k, k.scale(dloss, 2), input, attrs.reduction), k.sub(input, target)),
    target: ({ k, input, target, dloss, attrs }) =>
      k.mul(shareLoss(k, k.scale(dloss, 2), input, attrs.reduction), k.sub(target, input)),
  },
  formula: { loss: '{loss} = \\frac{1}{n}\\,\\textstyle\\sum_i ({input}_i - {target}_i)^2' },
  derivative: {
    input: {
      formula: '{dloss} \\cdot \\frac{2}{n}\\,({input} - {target})',
      local: '\\frac{2}{n}\\,({input} - {target})',
      words: inputWords,
    },
    target: {
      formula: '{dloss} \\cdot \\frac{2}{n}\\,({target} - {input})',
      local: '\\frac{2}{n}\\,({target} - {input})',
      words: targetWords,
    },
  },
  describe: ({ reduction }, { input }) => {
    const sum = sumSign(reduction, input)
    const at = sum ? '_i' : ''
    const two = meanFactor(reduction, input, '2')
    return {
      formula: { loss: `{loss} = ${meanFactor(reduction, input)}${sum}({input}${at} - {target}${at})^2` },
      derivative: {
        input: {
          formula: `{dloss} \\cdot ${two}({input} - {target})`,
          local: `${two}({input} - {target})`,
          words: inputWords,
        },
        target: {
          formula: `{dloss} \\cdot ${two}({target} - {input})`,
          local: `${two}({target} - {input})`,
          words: targetWords,
        },
      },
    }
  },
  judges: 'probability',
  examples: [
    { inputs: { input: scalar(0.75), target: scalar(1) }, outputs: { loss: scalar(0.0625) } },
    {
      attrs: { reduction: 'none' },
      inputs: { input: fromArray([2], [1, 3]), target: fromArray([2], [0, 5]) },
      outputs: { loss: fromArray([2], [1, 4]) },
    },
    {
      attrs: { reduction: 'mean' },
      inputs: { input: fromArray([2], [1, 3]), target: fromArray([2], [0, 5]) },
      outputs: { loss: scalar(2.5) },
    },
  ],
  spelling: { torch: "F.mse_loss({input}, {target}, reduction='{attrs.reduction}')", onnx: null },
})
