import { z } from 'zod'
import { fromArray } from '../tensor'
import { defineOp } from './defineOp'
import { oneMinus } from './elementwise'

/** x σ(x), also called swish. */
export default defineOp({
  id: 'silu',
  category: 'activation',
  title: 'SiLU',
  symbol: 'silu',
  letter: 'ŷ',
  summary: 'A smooth ReLU, also called swish: each number is multiplied by its own sigmoid.',
  inputs: { x: { doc: 'Any shape.' } },
  outputs: { y: { doc: 'Same shape as x, no element below −0.28.' } },
  attrs: z.object({}),
  shape: ({ x }) => ({ y: x }),
  forward: (k, { x }) => {
    const gate = k.sigmoid(x)
    return { y: k.mul(x, gate), saved: { gate } }
  },
  backward: {
    // (x σ)′ = σ + x σ(1 − σ), and x σ is y.
    x: ({ k, y, dy, saved }) => k.mul(dy, k.add(saved.gate!, k.mul(y, oneMinus(k, saved.gate!)))),
  },
  formula: { y: '{y} = {x} \\cdot \\sigma({x})' },
  derivative: {
    x: {
      formula: '{dy} \\cdot \\left(\\sigma({x}) + {y}\\,(1 - \\sigma({x}))\\right)',
      local: '\\sigma({x}) + {y}\\,(1 - \\sigma({x}))',
      words: 'Large positive numbers pass their error unchanged, and very negative ones almost none of it.',
    },
  },
  examples: [
    {
      inputs: { x: fromArray([3], [-1, 0.5, 2]) },
      outputs: { y: fromArray([3], [-0.2689414213699951, 0.3112296656009273, 1.7615941559557646]) },
    },
    { inputs: { x: fromArray([1, 2], [0, 1]) }, outputs: { y: fromArray([1, 2], [0, 0.7310585786300049]) } },
  ],
  spelling: { torch: 'F.silu({x})', onnx: null },
})
