import { z } from 'zod'
import { fromArray } from '../tensor'
import { defineOp } from './defineOp'

const words = 'The error passes where the number passed, enlarged as the number was; where it was dropped, it stops.'

/** Inverted dropout (Srivastava et al. 2014): what is kept is divided by 1 − p, so that the mean stays. */
export default defineOp({
  id: 'dropout',
  category: 'activation',
  title: 'Dropout',
  symbol: '⁙→⁘',
  letter: 'd',
  summary:
    'While training, drops each number with probability p, so that no unit can rely on one other alone. Otherwise it lets all through.',
  inputs: { x: { doc: 'Any shape.' } },
  outputs: { y: { doc: 'Same shape as x: 0 where dropped, else x / (1 − p).' } },
  attrs: z.object({
    p: z.number().min(0).max(1).default(0.5).describe('The probability that a number is dropped.'),
    training: z.boolean().default(true).describe('Whether numbers are dropped; held-out examples never lose any.'),
  }),
  random: true,
  evaluation: { training: false },
  shape: ({ x }) => ({ y: x }),
  forward: (k, { x, key }, { p, training }) => {
    if (!training || p === 0) return { y: x }
    const dropped = k.greater(k.full([], p), k.uniform(x.shape, key!))
    // At p = 1 nothing is kept, and nothing needs to be enlarged.
    const mask = k.scale(k.sub(k.full([], 1), dropped), p === 1 ? 0 : 1 / (1 - p))
    return { y: k.mul(x, mask), saved: { mask } }
  },
  backward: { x: ({ k, dy, saved }) => (saved.mask ? k.mul(dy, saved.mask) : dy) },
  formula: { y: '{y} = \\tfrac{1}{1 - {attrs.p}}\\, m \\odot {x}, \\quad P(m_i = 0) = {attrs.p}' },
  derivative: {
    x: { formula: '\\tfrac{1}{1 - {attrs.p}}\\, m \\odot {dy}', local: '\\tfrac{1}{1 - {attrs.p}}\\, m', words },
  },
  describe: ({ p, training }) =>
    training && p > 0
      ? {}
      : {
          formula: { y: '{y} = {x}' },
          derivative: { x: { formula: '{dy}', local: '1', words: 'Nothing is dropped: the error passes unchanged.' } },
        },
  examples: [
    { attrs: { p: 0 }, inputs: { x: fromArray([3], [1, -2, 3]) }, outputs: { y: fromArray([3], [1, -2, 3]) } },
    {
      attrs: { p: 0.9, training: false },
      inputs: { x: fromArray([2], [1, -2]) },
      outputs: { y: fromArray([2], [1, -2]) },
    },
    { attrs: { p: 1 }, inputs: { x: fromArray([2], [1, -2]) }, outputs: { y: fromArray([2], [0, 0]) } },
  ],
  spelling: { torch: 'F.dropout({x}, p={attrs.p}, training={attrs.training})', onnx: 'Dropout' },
})
