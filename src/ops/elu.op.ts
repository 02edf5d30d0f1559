import { z } from 'zod'
import { fromArray } from '../tensor'
import { defineOp } from './defineOp'
import { bySide } from './elementwise'

const words =
  'Where {x} was above 0 the error of {y} passes unchanged; below, it fades with the exponential but does not stop.'

/** x above 0, α(eˣ − 1) below (Clevert et al. 2016). At the kink the slope is α, as in PyTorch. */
export default defineOp({
  id: 'elu',
  category: 'activation',
  title: 'ELU',
  symbol: 'elu',
  letter: 'ŷ',
  summary: 'Keeps positive numbers; negative ones level off smoothly at −alpha, so that a neuron never falls silent.',
  inputs: { x: { doc: 'Any shape.' } },
  outputs: { y: { doc: 'Same shape as x, no element below −alpha.' } },
  attrs: z.object({ alpha: z.number().default(1).describe('How far down negative numbers can go.') }),
  shape: ({ x }) => ({ y: x }),
  forward: (k, { x }, { alpha }) => ({ y: bySide(k, x, x, k.scale(k.expm1(x), alpha)) }),
  backward: { x: ({ k, x, dy, attrs }) => bySide(k, x, dy, k.mul(dy, k.scale(k.exp(x), attrs.alpha))) },
  formula: { y: '{y} = \\max(0, {x}) + \\min\\left(0,\\, {attrs.alpha}\\,(e^{{x}} - 1)\\right)' },
  derivative: {
    x: {
      formula: '{dy} \\cdot \\left([{x} > 0] + [{x} \\le 0]\\,{attrs.alpha}\\,e^{{x}}\\right)',
      local: '[{x} > 0] + [{x} \\le 0]\\,{attrs.alpha}\\,e^{{x}}',
      words,
    },
  },
  describe: ({ alpha }) =>
    alpha === 1
      ? {
          formula: { y: '{y} = \\max(0, {x}) + \\min(0,\\, e^{{x}} - 1)' },
          derivative: {
            x: { formula: '{dy} \\cdot \\min(1,\\, e^{{x}})', local: '\\min(1,\\, e^{{x}})', words },
          },
        }
      : {},
  examples: [
    {
      inputs: { x: fromArray([3], [-2, -1, 3]) },
      outputs: { y: fromArray([3], [-0.8646647167633873, -0.6321205588285577, 3]) },
    },
    {
      attrs: { alpha: 0.5 },
      inputs: { x: fromArray([2], [-1, 0.25]) },
      outputs: { y: fromArray([2], [-0.31606027941427883, 0.25]) },
    },
  ],
  spelling: { torch: 'F.elu({x}, alpha={attrs.alpha})', onnx: 'Elu' },
})
