import { z } from 'zod'
import { fromArray, normalizeDim, shapeText, type Dim } from '../tensor'
import { defineOp, ShapeProblem } from './defineOp'
import { inOrder } from './dependence'
import { axisOf, productOf } from './rules'

/** Axes start to end (inclusive) become one. */
function flattened<D extends Dim>(
  x: readonly D[],
  start: number,
  end: number,
  product: (sizes: readonly D[]) => D,
): D[] {
  return [...x.slice(0, start), product(x.slice(start, end + 1)), ...x.slice(end + 1)]
}

export default defineOp({
  id: 'flatten',
  category: 'shape',
  title: 'Flatten',
  symbol: '▦→▬',
  letter: 'f',
  summary: 'Lays the numbers of each example out in one row, as an affine layer needs them after convolutions.',
  inputs: { x: { doc: 'Any shape.' } },
  outputs: { y: { doc: 'x with the axes from start_dim to end_dim merged into one.' } },
  attrs: z.object({
    start_dim: z.int().default(1).describe('The first axis to merge; 1 keeps the examples apart.'),
    end_dim: z.int().default(-1).describe('The last axis to merge, −1 being the last of all.'),
  }),
  shape: ({ x }, { start_dim, end_dim }) => {
    const start = axisOf(start_dim, x, 'start_dim')
    const end = axisOf(end_dim, x, 'end_dim')
    if (start > end)
      throw new ShapeProblem(
        'x',
        `{node} has start_dim ${start_dim} behind end_dim ${end_dim} for {from:x} (${shapeText(x)}).`,
        'Set start_dim to the same axis as end_dim, or to one before it.',
        'attribute',
      )
    return { y: flattened<Dim>(x, start, end, productOf) }
  },
  forward: (k, { x }, { start_dim, end_dim }) => {
    const rank = x.shape.length
    const start = normalizeDim(start_dim, rank)!
    const end = normalizeDim(end_dim, rank)!
    return {
      y: k.reshape(
        x,
        flattened(x.shape, start, end, (sizes) => sizes.reduce((n, size) => n * size, 1)),
      ),
    }
  },
  backward: { x: ({ k, x, dy }) => k.reshape(dy, x.shape) },
  formula: { y: '{y} = \\operatorname{flatten}({x})' },
  derivative: {
    x: {
      formula: '\\operatorname{unflatten}({dy})',
      local: '1',
      words: 'Only the arrangement changed, so each error goes back to the place that its number came from.',
    },
  },
  dependence: { x: ({ x }) => inOrder(x!) },
  examples: [{ inputs: { x: fromArray([1, 2, 2], [1, 2, 3, 4]) }, outputs: { y: fromArray([1, 4], [1, 2, 3, 4]) } }],
  spelling: { torch: 'torch.flatten({x}, {attrs.start_dim}, {attrs.end_dim})', onnx: 'Flatten' },
})
