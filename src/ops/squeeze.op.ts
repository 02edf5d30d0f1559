import { z } from 'zod'
import { fromArray, normalizeDim, shapeText, type Dim } from '../tensor'
import { defineOp, ShapeProblem } from './defineOp'
import { inOrder } from './dependence'
import { axisOf, compatible } from './rules'

/** The shape without axis dim, or without all axes of size 1. */
function squeezed<D extends Dim>(x: readonly D[], dim: number | null): D[] {
  const at = dim === null ? null : normalizeDim(dim, x.length)
  return x.filter((size, axis) => (at === null ? size !== 1 : axis !== at))
}

/**
 * torch.squeeze. One difference: an axis named by dim must have size 1 (PyTorch leaves another one where it is), so
 * that the rank of the result never depends on a size that is not known yet.
 */
export default defineOp({
  id: 'squeeze',
  category: 'shape',
  title: 'Squeeze',
  symbol: '−1',
  letter: 's',
  summary: 'Removes an axis of size 1, which holds nothing apart from its number: [N, 1] becomes [N].',
  inputs: { x: { doc: 'Any shape with an axis of size 1.' } },
  outputs: { y: { doc: 'The numbers of x in one axis less.' } },
  attrs: z.object({
    dim: z
      .int()
      .nullable()
      .default(null)
      .describe('The axis to remove, −1 being the last; null: all that have size 1.'),
  }),
  shape: ({ x }, { dim }) => {
    const axis = dim === null ? 0 : axisOf(dim, x)
    if (dim !== null && !compatible(x[axis] ?? 1, 1)) {
      const ones = x.flatMap((size, at) => (size === 1 ? [at] : []))
      throw new ShapeProblem(
        'x',
        `{node} removes axes of size 1, but axis ${axis} of {from:x} has size ${x[axis]} (${shapeText(x)}).`,
        ones.length ? `Set dim of {node} to ${ones.join(' or ')}.` : 'Use a reshape or a flatten to merge axes.',
        'attribute',
      )
    }
    return { y: squeezed<Dim>(x, dim) }
  },
  forward: (k, { x }, { dim }) => ({ y: k.reshape(x, squeezed(x.shape, dim)) }),
  backward: { x: ({ k, x, dy }) => k.reshape(dy, x.shape) },
  formula: { y: '{y} = \\operatorname{squeeze}({x})' },
  derivative: {
    x: {
      formula: '\\operatorname{unsqueeze}({dy})',
      local: '1',
      words: 'Only the arrangement changed, so each error goes back to the place that its number came from.',
    },
  },
  dependence: { x: ({ x }) => inOrder(x!) },
  examples: [
    {
      attrs: { dim: 1 },
      inputs: { x: fromArray([2, 1, 1], [1, 2]) },
      outputs: { y: fromArray([2, 1], [1, 2]) },
    },
    {
      attrs: { dim: -1 },
      inputs: { x: fromArray([3, 1], [1, 2, 3]) },
      outputs: { y: fromArray([3], [1, 2, 3]) },
    },
  ],
  spelling: {
    torch: '(torch.squeeze({x}) if {attrs.dim} is None else torch.squeeze({x}, {attrs.dim}))',
    onnx: 'Squeeze',
  },
})
