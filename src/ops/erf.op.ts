import { z } from 'zod'
import { fromArray } from '../tensor'
import { defineOp } from './defineOp'

/** 2/√π: the slope of erf at 0. */
const SLOPE = 2 / Math.sqrt(Math.PI)

export default defineOp({
  id: 'erf',
  category: 'arithmetic',
  title: 'Error function',
  symbol: 'erf',
  letter: 'e',
  summary:
    'The area under the bell curve between −x and x: it rises from −1 to 1, much like tanh. GELU is built on it.',
  inputs: { x: { doc: 'Any shape.' } },
  outputs: { y: { doc: 'Same shape as x, each element between −1 and 1.' } },
  attrs: z.object({}),
  shape: ({ x }) => ({ y: x }),
  forward: (k, { x }) => ({ y: k.erf(x) }),
  backward: {
    // d erf/dx = 2/√π e^(−x²)
    x: ({ k, x, dy }) => k.mul(dy, k.scale(k.exp(k.neg(k.mul(x, x))), SLOPE)),
  },
  formula: { y: '{y} = \\frac{2}{\\sqrt{\\pi}} \\int_0^{{x}} e^{-t^2}\\,dt' },
  derivative: {
    x: {
      formula: '{dy} \\cdot \\frac{2}{\\sqrt{\\pi}}\\,e^{-{x}^2}',
      local: '\\frac{2}{\\sqrt{\\pi}}\\,e^{-{x}^2}',
      words: 'The slope is the bell curve itself: the error passes near 0 and dies out fast on both sides.',
    },
  },
  examples: [
    {
      inputs: { x: fromArray([3], [-1, 0.5, 2]) },
      outputs: { y: fromArray([3], [-0.8427007929497149, 0.5204998778130465, 0.9953222650189527]) },
    },
    { inputs: { x: fromArray([2], [0, 6]) }, outputs: { y: fromArray([2], [0, 1]) } },
  ],
  spelling: { torch: 'torch.erf({x})', onnx: 'Erf' },
})
