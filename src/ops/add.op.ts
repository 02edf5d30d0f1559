import { z } from 'zod'
import { fromArray, scalar } from '../tensor'
import { defineOp } from './defineOp'
import { broadcastRule, describeBroadcast } from './rules'

const derivative = {
  a: { formula: '{dy}', local: '1', words: 'A sum passes the error of {y} on to {a} unchanged.' },
  b: { formula: '{dy}', local: '1', words: 'A sum passes the error of {y} on to {b} unchanged.' },
}

export default defineOp({
  id: 'add',
  category: 'arithmetic',
  title: 'Add',
  symbol: 'a+b',
  letter: 's',
  summary: 'Adds two tensors element by element. The smaller one is repeated to fit.',
  inputs: { a: { doc: 'Any shape.' }, b: { doc: 'Any shape that broadcasts with a.' } },
  outputs: { y: { doc: 'The broadcast shape of a and b.' } },
  attrs: z.object({}),
  shape: ({ a, b }) => ({ y: broadcastRule(a, b) }),
  forward: (k, { a, b }) => ({ y: k.add(a, b) }),
  backward: {
    a: ({ k, a, dy }) => k.sumTo(dy, a.shape),
    b: ({ k, b, dy }) => k.sumTo(dy, b.shape),
  },
  formula: { y: '{y} = {a} + {b}' },
  derivative,
  describe: (_, shapes) => describeBroadcast(derivative, shapes),
  examples: [
    { inputs: { a: scalar(2), b: scalar(3) }, outputs: { y: scalar(5) } },
    {
      inputs: { a: fromArray([2, 2], [1, 2, 3, 4]), b: fromArray([2], [10, 20]) },
      outputs: { y: fromArray([2, 2], [11, 22, 13, 24]) },
    },
  ],
  spelling: { torch: '{a} + {b}', onnx: 'Add' },
})
