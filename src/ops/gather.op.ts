import { z } from 'zod'
import { fromArray, normalizeDim, shapeText, stridesOf, type Shape } from '../tensor'
import { defineOp, ShapeProblem } from './defineOp'
import { chosen } from './dependence'
import { axisOf } from './rules'

/** The flat place in x that each element of index names along `axis`. */
function gatheredPlaces(x: Shape, index: Shape, axis: number, numbers: ArrayLike<number>): number[] {
  const [own, into] = [stridesOf(index), stridesOf(x)]
  return Array.from(numbers, (place, i) =>
    index.reduce((sum, size, at) => sum + (at === axis ? place : Math.floor(i / own[at]!) % size) * into[at]!, 0),
  )
}

/** torch.gather: y[i, j] = x[i, index[i, j]] for dim 1. Other axes of index may be shorter than those of x. */
export default defineOp({
  id: 'gather',
  category: 'shape',
  title: 'Gather',
  symbol: 'x[i]',
  letter: 'g',
  summary: 'Picks numbers along one axis by their places: which one is said by whole numbers in another tensor.',
  inputs: {
    x: { doc: 'The numbers to pick from, any shape.' },
    index: { doc: 'Places along dim (0, 1, 2, …), with as many axes as x.', dtype: 'integer' },
  },
  outputs: { y: { doc: 'The shape of index.' } },
  attrs: z.object({ dim: z.int().default(-1).describe('The axis to pick along, −1 being the last.') }),
  shape: ({ x, index }, { dim }) => {
    const axis = axisOf(dim, x)
    if (index.length !== x.length)
      throw new ShapeProblem(
        'index',
        `{node} needs an index with as many axes as {from:x} (${x.length}: ${shapeText(x)}), but {from:index} gives ${index.length} (${shapeText(index)}).`,
        `Insert a reshape of {from:index} to ${x.length} ${x.length === 1 ? 'axis' : 'axes'}.`,
      )
    for (const [at, size] of index.entries()) {
      const own = x[at]!
      if (at !== axis && typeof own === 'number' && typeof size === 'number' && size > own)
        throw new ShapeProblem(
          'index',
          `{node} needs an index with at most ${own} places on axis ${at}, as {from:x} (${shapeText(x)}) has, but {from:index} gives ${size} (${shapeText(index)}).`,
          `Shorten axis ${at} of {from:index} to ${own}, or set dim of {node} to ${at}.`,
        )
    }
    return { y: index }
  },
  checkValues: ({ x, index }, { dim }) => {
    if (!x || !index) return null
    const axis = normalizeDim(dim, x.shape.length)!
    const size = x.shape[axis] ?? 1
    const at = index.data.findIndex((i) => !(Number.isInteger(i) && i >= 0 && i < size))
    if (at < 0) return null
    return {
      port: 'index',
      message: `{node} picks from ${size} places on axis ${axis} of {from:x} (0 to ${size - 1}), but {from:index} holds ${index.data[at]} (element ${at}).`,
      hint: `Use whole numbers from 0 to ${size - 1} in {from:index}.`,
    }
  },
  forward: (k, { x, index }, { dim }) => ({ y: k.gather(x, normalizeDim(dim, x.shape.length)!, index) }),
  backward: {
    // A number that was picked several times gets the errors of all its copies.
    x: ({ k, x, index, dy, attrs }) => k.scatterAdd(dy, normalizeDim(attrs.dim, x.shape.length)!, index, x.shape),
    index: null,
  },
  formula: { y: '{y}_i = {x}[{index}_i]' },
  derivative: {
    x: {
      formula: '\\textstyle\\sum_i {dy}_i\\,[{index}_i = {x}]',
      local: '1',
      words: 'Each error goes back to the place it was picked from; what was never picked gets 0.',
    },
  },
  dependence: {
    x: ({ x, index }, { dim }, numbers) =>
      chosen(x!, index!, () => gatheredPlaces(x!, index!, normalizeDim(dim, x!.length)!, numbers('index'))),
  },
  examples: [
    {
      attrs: { dim: 1 },
      inputs: { x: fromArray([2, 3], [1, 2, 3, 4, 5, 6]), index: fromArray([2, 2], [2, 0, 1, 1], 'int64') },
      outputs: { y: fromArray([2, 2], [3, 1, 5, 5]) },
    },
    {
      attrs: { dim: 0 },
      inputs: { x: fromArray([2, 3], [1, 2, 3, 4, 5, 6]), index: fromArray([1, 2], [1, 0], 'int64') },
      outputs: { y: fromArray([1, 2], [4, 2]) },
    },
  ],
  spelling: { torch: 'torch.gather({x}, {attrs.dim}, {index})', onnx: 'GatherElements' },
})
