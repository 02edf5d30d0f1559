import { z } from 'zod'
import { fromArray, normalizeDim, shapeText, type Dim } from '../tensor'
import { defineOp, ShapeProblem } from './defineOp'
import { inOrder } from './dependence'

/** The shape with a 1 at dim, which counts the new axis too. */
function unsqueezed<D extends Dim>(x: readonly D[], dim: number): (D | 1)[] {
  const at = normalizeDim(dim, x.length + 1)!
  return [...x.slice(0, at), 1, ...x.slice(at)]
}

export default defineOp({
  id: 'unsqueeze',
  category: 'shape',
  title: 'Unsqueeze',
  symbol: '+1',
  letter: 'u',
  summary: 'Adds an axis of size 1, so that a tensor can be repeated along it or looks like a batch of one.',
  inputs: { x: { doc: 'Any shape.' } },
  outputs: { y: { doc: 'The numbers of x in one axis more.' } },
  attrs: z.object({ dim: z.int().default(0).describe('Where the new axis goes; −1 puts it last.') }),
  shape: ({ x }, { dim }) => {
    if (normalizeDim(dim, x.length + 1) === null)
      throw new ShapeProblem(
        'x',
        `{node} has dim ${dim}, but a new axis of {from:x} (${shapeText(x)}) can only be axis ${-x.length - 1} to ${x.length}.`,
        `Set dim of {node} to a number from ${-x.length - 1} to ${x.length}.`,
        'attribute',
      )
    return { y: unsqueezed<Dim>(x, dim) }
  },
  forward: (k, { x }, { dim }) => ({ y: k.reshape(x, unsqueezed(x.shape, dim)) }),
  backward: { x: ({ k, x, dy }) => k.reshape(dy, x.shape) },
  formula: { y: '{y} = \\operatorname{unsqueeze}({x})' },
  derivative: {
    x: {
      formula: '\\operatorname{squeeze}({dy})',
      local: '1',
      words: 'Only the arrangement changed, so each error goes back to the place that its number came from.',
    },
  },
  dependence: { x: ({ x }) => inOrder(x!) },
  examples: [
    { inputs: { x: fromArray([2], [1, 2]) }, outputs: { y: fromArray([1, 2], [1, 2]) } },
    {
      attrs: { dim: -1 },
      inputs: { x: fromArray([2], [1, 2]) },
      outputs: { y: fromArray([2, 1], [1, 2]) },
    },
  ],
  spelling: { torch: 'torch.unsqueeze({x}, {attrs.dim})', onnx: 'Unsqueeze' },
})
