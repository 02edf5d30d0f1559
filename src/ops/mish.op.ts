import { z } from 'zod'
import { fromArray } from '../tensor'
import { defineOp } from './defineOp'
import { oneMinus } from './elementwise'

/** x tanh(softplus(x)) (Misra 2019). */
export default defineOp({
  id: 'mish',
  category: 'activation',
  title: 'Mish',
  symbol: 'mish',
  letter: 'ŷ',
  summary: 'A smooth ReLU that dips a little below 0 first: large numbers pass, very negative ones fade to 0.',
  inputs: { x: { doc: 'Any shape.' } },
  outputs: { y: { doc: 'Same shape as x, no element below −0.31.' } },
  attrs: z.object({}),
  shape: ({ x }) => ({ y: x }),
  forward: (k, { x }) => {
    const gate = k.tanh(k.softplus(x))
    return { y: k.mul(x, gate), saved: { gate } }
  },
  backward: {
    // (x t)′ = t + x (1 − t²) σ(x), for t = tanh(softplus(x)) and softplus′ = σ.
    x: ({ k, x, dy, saved }) => {
      const gate = saved.gate!
      return k.mul(dy, k.add(gate, k.mul(x, k.mul(oneMinus(k, k.mul(gate, gate)), k.sigmoid(x)))))
    },
  },
  formula: { y: '{y} = {x} \\cdot \\tanh\\left(\\ln(1 + e^{{x}})\\right)' },
  derivative: {
    x: {
      formula:
        '{dy} \\cdot \\left(t + {x}\\,(1 - t^2)\\,\\sigma({x})\\right),\\; t = \\tanh\\left(\\ln(1 + e^{{x}})\\right)',
      local: 't + {x}\\,(1 - t^2)\\,\\sigma({x})',
      words: 'Large positive numbers pass their error unchanged, and very negative ones almost none of it.',
    },
  },
  examples: [
    {
      inputs: { x: fromArray([3], [-1, 0.5, 2]) },
      outputs: { y: fromArray([3], [-0.30340146137410895, 0.3752452113048951, 1.9439589595339946]) },
    },
    { inputs: { x: fromArray([1, 2], [0, 1]) }, outputs: { y: fromArray([1, 2], [0, 0.8650983882673103]) } },
  ],
  spelling: { torch: 'F.mish({x})', onnx: 'Mish' },
})
