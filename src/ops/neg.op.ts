import { z } from 'zod'
import { fromArray } from '../tensor'
import { defineOp } from './defineOp'

export default defineOp({
  id: 'neg',
  category: 'arithmetic',
  title: 'Negate',
  symbol: '−x',
  letter: 'n',
  summary: 'Turns the sign of each number.',
  inputs: { x: { doc: 'Any shape.' } },
  outputs: { y: { doc: 'Same shape as x.' } },
  attrs: z.object({}),
  shape: ({ x }) => ({ y: x }),
  forward: (k, { x }) => ({ y: k.neg(x) }),
  backward: { x: ({ k, dy }) => k.neg(dy) },
  formula: { y: '{y} = -{x}' },
  derivative: {
    x: { formula: '-{dy}', local: '-1', words: 'The error of {y} goes back to {x} with its sign turned.' },
  },
  examples: [{ inputs: { x: fromArray([3], [-1, 0.5, 2]) }, outputs: { y: fromArray([3], [1, -0.5, -2]) } }],
  spelling: { torch: '-{x}', onnx: 'Neg' },
})
