import { z } from 'zod'
import { broadcastShapes, fromArray, scalar, shapeText, type Dim } from '../tensor'
import { defineOp, ShapeProblem } from './defineOp'
import { broadcastRule, describeBroadcast } from './rules'

const derivative = {
  a: {
    formula: '{dy} \\cdot [{mask}]',
    local: '[{mask}]',
    words: 'Where {a} was chosen it gets the error of {y} unchanged; elsewhere it gets 0.',
  },
  b: {
    formula: '{dy} \\cdot [\\lnot {mask}]',
    local: '[\\lnot {mask}]',
    words: 'Where {b} was chosen it gets the error of {y} unchanged; elsewhere it gets 0.',
  },
}

/** torch.where. The branch that was not chosen gets 0, even where its own value is NaN. */
export default defineOp({
  id: 'where',
  category: 'arithmetic',
  title: 'Where',
  symbol: 'a|b',
  letter: 'w',
  summary: 'Chooses between two tensors, element by element: the first where the mask is true, else the second.',
  inputs: {
    mask: { doc: 'True (or any number but 0) where a is chosen; broadcasts with a and b.', dtype: 'any' },
    a: { doc: 'Any shape.' },
    b: { doc: 'Any shape that broadcasts with a.' },
  },
  outputs: { y: { doc: 'The broadcast shape of mask, a and b.' } },
  attrs: z.object({}),
  shape: ({ mask, a, b }) => {
    const chosen = broadcastRule(a, b)
    const y = broadcastShapes<Dim>(chosen, mask)
    if (!y)
      throw new ShapeProblem(
        'mask',
        `{node} needs a mask that broadcasts with {from:a} (${shapeText(a)}) and {from:b} (${shapeText(b)}), but {from:mask} gives ${shapeText(mask)}.`,
        `Give {from:mask} the shape ${shapeText(chosen)}, or one that repeats to it.`,
      )
    return { y }
  },
  forward: (k, { mask, a, b }) => ({ y: k.where(mask, a, b) }),
  backward: {
    mask: null,
    a: ({ k, mask, a, dy }) => k.sumTo(k.where(mask, dy, k.full([], 0)), a.shape),
    b: ({ k, mask, b, dy }) => k.sumTo(k.where(mask, k.full([], 0), dy), b.shape),
  },
  formula: { y: '{y} = [{mask}]\\,{a} + [\\lnot {mask}]\\,{b}' },
  derivative,
  describe: (_, shapes) => describeBroadcast(derivative, shapes),
  examples: [
    {
      inputs: { mask: fromArray([3], [true, false, true], 'bool'), a: fromArray([3], [1, 2, 3]), b: scalar(0) },
      outputs: { y: fromArray([3], [1, 0, 3]) },
    },
    {
      inputs: {
        mask: fromArray([2, 1], [false, true], 'bool'),
        a: fromArray([2], [1, 2]),
        b: fromArray([2, 2], [5, 6, 7, 8]),
      },
      outputs: { y: fromArray([2, 2], [5, 6, 1, 2]) },
    },
  ],
  spelling: { torch: 'torch.where({mask}, {a}, {b})', onnx: 'Where' },
})
