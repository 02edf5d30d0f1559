import { z } from 'zod'
import { fromArray, scalar } from '../tensor'
import { defineOp } from './defineOp'
import { shareOfWinner } from './elementwise'
import { broadcastRule, describeBroadcast } from './rules'

const derivative = {
  a: {
    formula: '{dy} \\cdot [{a} < {b}]',
    local: '[{a} < {b}]',
    words: 'Where {a} was the smaller its error is that of {y}; where {b} was, it is 0. Equals get half each.',
  },
  b: {
    formula: '{dy} \\cdot [{b} < {a}]',
    local: '[{b} < {a}]',
    words: 'Where {b} was the smaller its error is that of {y}; where {a} was, it is 0. Equals get half each.',
  },
}

/** At ties each gets half of the gradient, as in PyTorch. */
export default defineOp({
  id: 'minimum',
  category: 'arithmetic',
  title: 'Smaller of two',
  symbol: 'min₂',
  letter: 'm',
  summary: 'The smaller of two numbers, element by element. The smaller tensor is repeated to fit.',
  inputs: { a: { doc: 'Any shape.' }, b: { doc: 'Any shape that broadcasts with a.' } },
  outputs: { y: { doc: 'The broadcast shape of a and b.' } },
  attrs: z.object({}),
  shape: ({ a, b }) => ({ y: broadcastRule(a, b) }),
  forward: (k, { a, b }) => ({ y: k.minimum(a, b) }),
  backward: {
    a: ({ k, a, b, dy }) => k.sumTo(k.mul(dy, shareOfWinner(k, b, a)), a.shape),
    b: ({ k, a, b, dy }) => k.sumTo(k.mul(dy, shareOfWinner(k, a, b)), b.shape),
  },
  formula: { y: '{y} = \\min({a},\\, {b})' },
  derivative,
  describe: (_, shapes) => describeBroadcast(derivative, shapes),
  examples: [
    { inputs: { a: scalar(2), b: scalar(3) }, outputs: { y: scalar(2) } },
    {
      inputs: { a: fromArray([2, 1], [0, 3]), b: fromArray([3], [1, 4, -1]) },
      outputs: { y: fromArray([2, 3], [0, 0, -1, 1, 3, -1]) },
    },
  ],
  spelling: { torch: 'torch.minimum({a}, {b})', onnx: 'Min' },
})
