import { z } from 'zod'
import { fromArray, scalar } from '../tensor'
import { defineOp } from './defineOp'
import { broadcastRule, describeBroadcast } from './rules'

const derivative = {
  a: { formula: '\\frac{{dy}}{{b}}', local: '\\frac{1}{{b}}', words: 'The error of {y} reaches {a} divided by {b}.' },
  b: {
    formula: '-{dy} \\cdot \\frac{{a}}{{b}^2}',
    local: '-\\frac{{a}}{{b}^2}',
    words:
      'A larger divisor makes {y} smaller, so the error reaches {b} with its sign turned; near 0 it grows without bound.',
  },
}

export default defineOp({
  id: 'div',
  category: 'arithmetic',
  title: 'Divide',
  symbol: 'a/b',
  letter: 'q',
  summary: 'Divides the first tensor by the second, element by element. The smaller one is repeated to fit.',
  inputs: { a: { doc: 'The dividend, any shape.' }, b: { doc: 'The divisor, any shape that broadcasts with a.' } },
  outputs: { y: { doc: 'The broadcast shape of a and b; ±∞ or NaN where b is 0.' } },
  attrs: z.object({}),
  shape: ({ a, b }) => ({ y: broadcastRule(a, b) }),
  forward: (k, { a, b }) => ({ y: k.div(a, b) }),
  backward: {
    a: ({ k, a, b, dy }) => k.sumTo(k.div(dy, b), a.shape),
    // −δ a/b² = −δ y/b
    b: ({ k, b, y, dy }) => k.neg(k.sumTo(k.div(k.mul(dy, y), b), b.shape)),
  },
  formula: { y: '{y} = \\frac{{a}}{{b}}' },
  derivative,
  describe: (_, shapes) => describeBroadcast(derivative, shapes),
  examples: [
    { inputs: { a: scalar(1), b: scalar(4) }, outputs: { y: scalar(0.25) } },
    { inputs: { a: fromArray([3], [1, 2, -3]), b: scalar(2) }, outputs: { y: fromArray([3], [0.5, 1, -1.5]) } },
  ],
  spelling: { torch: '{a} / {b}', onnx: 'Div' },
})
