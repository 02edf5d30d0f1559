import { z } from 'zod'
import { fromArray, scalar } from '../tensor'
import { defineOp } from './defineOp'
import { shareOfWinner } from './elementwise'
import { broadcastRule, describeBroadcast } from './rules'

const derivative = {
  a: {
    formula: '{dy} \\cdot [{a} > {b}]',
    local: '[{a} > {b}]',
    words: 'Where {a} was the larger its error is that of {y}; where {b} was, it is 0. Equals get half each.',
  },
  b: {
    formula: '{dy} \\cdot [{b} > {a}]',
    local: '[{b} > {a}]',
    words: 'Where {b} was the larger its error is that of {y}; where {a} was, it is 0. Equals get half each.',
  },
}

/** At ties each gets half of the gradient, as in PyTorch. */
export default defineOp({
  id: 'maximum',
  category: 'arithmetic',
  title: 'Larger of two',
  symbol: 'max₂',
  letter: 'm',
  summary: 'The larger of two numbers, element by element. The smaller tensor is repeated to fit.',
  inputs: { a: { doc: 'Any shape.' }, b: { doc: 'Any shape that broadcasts with a.' } },
  outputs: { y: { doc: 'The broadcast shape of a and b.' } },
  attrs: z.object({}),
  shape: ({ a, b }) => ({ y: broadcastRule(a, b) }),
  forward: (k, { a, b }) => ({ y: k.maximum(a, b) }),
  backward: {
    a: ({ k, a, b, dy }) => k.sumTo(k.mul(dy, shareOfWinner(k, a, b)), a.shape),
    b: ({ k, a, b, dy }) => k.sumTo(k.mul(dy, shareOfWinner(k, b, a)), b.shape),
  },
  formula: { y: '{y} = \\max({a},\\, {b})' },
  derivative,
  describe: (_, shapes) => describeBroadcast(derivative, shapes),
  examples: [
    { inputs: { a: scalar(2), b: scalar(3) }, outputs: { y: scalar(3) } },
    {
      inputs: { a: fromArray([2, 1], [0, 3]), b: fromArray([3], [1, 4, -1]) },
      outputs: { y: fromArray([2, 3], [1, 4, 0, 3, 4, 3]) },
    },
  ],
  spelling: { torch: 'torch.maximum({a}, {b})', onnx: 'Max' },
})
