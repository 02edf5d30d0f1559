import { z } from 'zod'
import { fromArray, scalar } from '../tensor'
import { defineOp } from './defineOp'
import { broadcastRule, describeBroadcast } from './rules'

const derivative = {
  a: { formula: '{dy}', local: '1', words: 'The error of {y} goes to {a} unchanged.' },
  b: {
    formula: '-{dy}',
    local: '-1',
    words: 'The error of {y} goes to {b} with its sign turned: more {b} means less {y}.',
  },
}

export default defineOp({
  id: 'sub',
  category: 'arithmetic',
  title: 'Subtract',
  symbol: 'a−b',
  letter: 'd',
  summary: 'Takes the second tensor away from the first, element by element. The smaller one is repeated to fit.',
  inputs: { a: { doc: 'Any shape.' }, b: { doc: 'Any shape that broadcasts with a.' } },
  outputs: { y: { doc: 'The broadcast shape of a and b.' } },
  attrs: z.object({}),
  shape: ({ a, b }) => ({ y: broadcastRule(a, b) }),
  forward: (k, { a, b }) => ({ y: k.sub(a, b) }),
  backward: {
    a: ({ k, a, dy }) => k.sumTo(dy, a.shape),
    b: ({ k, b, dy }) => k.neg(k.sumTo(dy, b.shape)),
  },
  formula: { y: '{y} = {a} - {b}' },
  derivative,
  describe: (_, shapes) => describeBroadcast(derivative, shapes),
  examples: [
    { inputs: { a: scalar(2), b: scalar(3) }, outputs: { y: scalar(-1) } },
    {
      inputs: { a: fromArray([2, 2], [1, 2, 3, 4]), b: fromArray([2, 1], [1, 3]) },
      outputs: { y: fromArray([2, 2], [0, 1, 0, 1]) },
    },
  ],
  spelling: { torch: '{a} - {b}', onnx: 'Sub' },
})
