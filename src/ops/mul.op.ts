import { z } from 'zod'
import { fromArray, scalar } from '../tensor'
import { defineOp } from './defineOp'
import { broadcastRule, describeBroadcast } from './rules'

const derivative = {
  a: {
    formula: '{dy} \\cdot {b}',
    local: '{b}',
    words: 'The error of {y} reaches {a} multiplied by the other factor, {b}.',
  },
  b: {
    formula: '{dy} \\cdot {a}',
    local: '{a}',
    words: 'The error of {y} reaches {b} multiplied by the other factor, {a}.',
  },
}

export default defineOp({
  id: 'mul',
  category: 'arithmetic',
  title: 'Multiply',
  symbol: 'a·b',
  letter: 'm',
  summary:
    'Multiplies two tensors element by element. The smaller one is repeated to fit. For matrices, see Matrix product.',
  inputs: { a: { doc: 'Any shape.' }, b: { doc: 'Any shape that broadcasts with a.' } },
  outputs: { y: { doc: 'The broadcast shape of a and b.' } },
  attrs: z.object({}),
  shape: ({ a, b }) => ({ y: broadcastRule(a, b) }),
  forward: (k, { a, b }) => ({ y: k.mul(a, b) }),
  backward: {
    a: ({ k, a, b, dy }) => k.sumTo(k.mul(dy, b), a.shape),
    b: ({ k, a, b, dy }) => k.sumTo(k.mul(dy, a), b.shape),
  },
  formula: { y: '{y} = {a} \\cdot {b}' },
  derivative,
  describe: (_, shapes) => describeBroadcast(derivative, shapes),
  examples: [
    { inputs: { a: scalar(2), b: scalar(3) }, outputs: { y: scalar(6) } },
    {
      inputs: { a: fromArray([2, 1], [2, 3]), b: fromArray([3], [1, 0.5, -1]) },
      outputs: { y: fromArray([2, 3], [2, 1, -2, 3, 1.5, -3]) },
    },
  ],
  spelling: { torch: '{a} * {b}', onnx: 'Mul' },
})
