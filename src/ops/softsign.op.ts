import { z } from 'zod'
import { fromArray } from '../tensor'
import { defineOp } from './defineOp'

/** x / (1 + |x|). */
export default defineOp({
  id: 'softsign',
  category: 'activation',
  title: 'Softsign',
  symbol: 'ssgn',
  letter: 'ŷ',
  summary: 'Squashes each number into the range from −1 to 1, as tanh does, but comes near its ends much more slowly.',
  inputs: { x: { doc: 'Any shape.' } },
  outputs: { y: { doc: 'Same shape as x, each element between −1 and 1.' } },
  attrs: z.object({}),
  shape: ({ x }) => ({ y: x }),
  forward: (k, { x }) => ({ y: k.div(x, k.shift(k.abs(x), 1)) }),
  backward: {
    // The signs of x and |x| cancel: y′ = 1/(1 + |x|)² on both sides, and at 0 too.
    x: ({ k, x, dy }) => k.div(dy, k.powScalar(k.shift(k.abs(x), 1), 2)),
  },
  formula: { y: '{y} = \\frac{{x}}{1 + \\left|{x}\\right|}' },
  derivative: {
    x: {
      formula: '\\frac{{dy}}{\\left(1 + \\left|{x}\\right|\\right)^2}',
      local: '\\frac{1}{\\left(1 + \\left|{x}\\right|\\right)^2}',
      words: 'The farther {x} is from 0, the flatter the curve, and the less of the error passes.',
    },
  },
  examples: [
    { inputs: { x: fromArray([3], [-1, 0.25, 3]) }, outputs: { y: fromArray([3], [-0.5, 0.2, 0.75]) } },
    { inputs: { x: fromArray([1, 1], [-4]) }, outputs: { y: fromArray([1, 1], [-0.8]) } },
  ],
  spelling: { torch: 'F.softsign({x})', onnx: 'Softsign' },
})
