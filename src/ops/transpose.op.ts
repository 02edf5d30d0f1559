import { z } from 'zod'
import { fromArray, normalizeDim } from '../tensor'
import { defineOp } from './defineOp'
import { permuted } from './dependence'
import { axisOf } from './rules'

/** The order of axes with two of them swapped. */
function swapped(rank: number, dim0: number, dim1: number): number[] {
  const [first, second] = [normalizeDim(dim0, rank)!, normalizeDim(dim1, rank)!]
  return Array.from({ length: rank }, (_, axis) => (axis === first ? second : axis === second ? first : axis))
}

export default defineOp({
  id: 'transpose',
  category: 'shape',
  title: 'Transpose',
  symbol: 'xᵀ',
  letter: 't',
  summary: 'Swaps two axes: in a matrix, rows become columns.',
  inputs: { x: { doc: 'Any shape.' } },
  outputs: { y: { doc: 'The numbers of x with dim0 and dim1 swapped.' } },
  attrs: z.object({
    dim0: z.int().default(-2).describe('One of the two axes, −1 being the last.'),
    dim1: z.int().default(-1).describe('The axis that it changes places with.'),
  }),
  shape: ({ x }, { dim0, dim1 }) => {
    axisOf(dim0, x, 'dim0')
    axisOf(dim1, x, 'dim1')
    return { y: swapped(x.length, dim0, dim1).map((axis) => x[axis]!) }
  },
  forward: (k, { x }, { dim0, dim1 }) => ({ y: k.permute(x, swapped(x.shape.length, dim0, dim1)) }),
  // Swapping twice is no change: the way back is the same swap.
  backward: { x: ({ k, dy, attrs }) => k.permute(dy, swapped(dy.shape.length, attrs.dim0, attrs.dim1)) },
  formula: { y: '{y} = {x}^{\\top}' },
  derivative: {
    x: {
      formula: '{dy}^{\\top}',
      local: '1',
      words: 'Only the order of the axes changed, so each error goes back to the place that its number came from.',
    },
  },
  dependence: { x: ({ x }, { dim0, dim1 }) => permuted(x!, swapped(x!.length, dim0, dim1)) },
  examples: [
    { inputs: { x: fromArray([2, 2], [1, 2, 3, 4]) }, outputs: { y: fromArray([2, 2], [1, 3, 2, 4]) } },
    {
      attrs: { dim0: 0, dim1: 2 },
      inputs: { x: fromArray([2, 1, 3], [1, 2, 3, 4, 5, 6]) },
      outputs: { y: fromArray([3, 1, 2], [1, 4, 2, 5, 3, 6]) },
    },
  ],
  spelling: { torch: 'torch.transpose({x}, {attrs.dim0}, {attrs.dim1})', onnx: 'Transpose' },
})
