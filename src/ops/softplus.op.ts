import { z } from 'zod'
import { fromArray, type Kernels, type Ref } from '../tensor'
import { defineOp } from './defineOp'

const words =
  'The slope is the sigmoid: large numbers pass their error unchanged, very negative ones almost none of it.'

/** 1 where βx is above the threshold: there the function is x itself, as PyTorch has it. */
const straight = (k: Kernels, scaled: Ref, threshold: number) => k.greater(scaled, k.full([], threshold))

export default defineOp({
  id: 'softplus',
  category: 'activation',
  title: 'Softplus',
  symbol: 's⁺',
  letter: 'ŷ',
  summary: 'A ReLU with its corner rounded off: always above 0, and almost x itself for large numbers.',
  inputs: { x: { doc: 'Any shape.' } },
  outputs: { y: { doc: 'Same shape as x, each element above 0.' } },
  attrs: z.object({
    beta: z
      .number()
      .refine((beta) => beta !== 0, 'It must not be 0, because the result is divided by it.')
      .default(1)
      .describe('How sharp the corner is; larger comes closer to ReLU.'),
    threshold: z.number().default(20).describe('Where beta times x is above this, the function is x itself.'),
  }),
  shape: ({ x }) => ({ y: x }),
  forward: (k, { x }, { beta, threshold }) => {
    const scaled = beta === 1 ? x : k.scale(x, beta)
    const bent = k.softplus(scaled)
    return { y: k.where(straight(k, scaled, threshold), x, beta === 1 ? bent : k.scale(bent, 1 / beta)) }
  },
  backward: {
    x: ({ k, x, dy, attrs: { beta, threshold } }) => {
      const scaled = k.scale(x, beta)
      return k.where(straight(k, scaled, threshold), dy, k.mul(dy, k.sigmoid(scaled)))
    },
  },
  formula: { y: '{y} = \\frac{1}{{attrs.beta}} \\ln\\left(1 + e^{{attrs.beta}\\,{x}}\\right)' },
  derivative: {
    x: {
      formula: '{dy} \\cdot \\sigma({attrs.beta}\\,{x})',
      local: '\\sigma({attrs.beta}\\,{x})',
      words,
    },
  },
  describe: ({ beta }) =>
    beta === 1
      ? {
          formula: { y: '{y} = \\ln\\left(1 + e^{{x}}\\right)' },
          derivative: { x: { formula: '{dy} \\cdot \\sigma({x})', local: '\\sigma({x})', words } },
        }
      : {},
  examples: [
    {
      inputs: { x: fromArray([3], [-1, 0.5, 25]) },
      outputs: { y: fromArray([3], [0.31326168751822286, 0.9740769841801067, 25]) },
    },
    {
      attrs: { beta: 2 },
      inputs: { x: fromArray([2], [-1, 0.5]) },
      outputs: { y: fromArray([2], [0.06346400552148625, 0.6566308437591114]) },
    },
  ],
  spelling: { torch: 'F.softplus({x}, beta={attrs.beta}, threshold={attrs.threshold})', onnx: 'Softplus' },
})
