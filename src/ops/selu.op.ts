import { z } from 'zod'
import { fromArray } from '../tensor'
import { defineOp } from './defineOp'
import { bySide } from './elementwise'

/** The two constants keep mean 0 and variance 1 through deep layers (Klambauer et al. 2017). */
const ALPHA = 1.6732632423543772848
const SCALE = 1.0507009873554804934

/** λx above 0, λα(eˣ − 1) below. At the kink the slope is λα, as in PyTorch. */
export default defineOp({
  id: 'selu',
  category: 'activation',
  title: 'SELU',
  symbol: 'selu',
  letter: 'ŷ',
  summary: 'An ELU scaled so that the outputs of a deep network keep mean 0 and variance 1 by themselves.',
  inputs: { x: { doc: 'Any shape.' } },
  outputs: { y: { doc: 'Same shape as x, no element below −1.7581.' } },
  attrs: z.object({}),
  shape: ({ x }) => ({ y: x }),
  forward: (k, { x }) => ({ y: bySide(k, x, k.scale(x, SCALE), k.scale(k.expm1(x), SCALE * ALPHA)) }),
  backward: {
    x: ({ k, x, dy }) => bySide(k, x, k.scale(dy, SCALE), k.mul(dy, k.scale(k.exp(x), SCALE * ALPHA))),
  },
  formula: {
    y: '{y} = \\lambda\\left(\\max(0, {x}) + \\min(0,\\, \\alpha\\,(e^{{x}} - 1))\\right),\\; \\lambda \\approx 1.0507,\\; \\alpha \\approx 1.6733',
  },
  derivative: {
    x: {
      formula: '{dy} \\cdot \\lambda\\left([{x} > 0] + [{x} \\le 0]\\,\\alpha\\,e^{{x}}\\right)',
      local: '\\lambda\\left([{x} > 0] + [{x} \\le 0]\\,\\alpha\\,e^{{x}}\\right)',
      words: 'Where {x} was above 0 the error grows a little, by λ; below, it fades with the exponential.',
    },
  },
  examples: [
    {
      inputs: { x: fromArray([3], [-2, -1, 2]) },
      outputs: { y: fromArray([3], [-1.520166468595695, -1.1113307378125625, 2.101401974710961]) },
    },
    { inputs: { x: fromArray([1, 1], [0.5]) }, outputs: { y: fromArray([1, 1], [0.5253504936777402]) } },
  ],
  spelling: { torch: 'F.selu({x})', onnx: 'Selu' },
})
