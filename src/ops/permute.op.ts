import { z } from 'zod'
import { fromArray, normalizeDim, shapeText, type Dim, type SymbolicShape } from '../tensor'
import { defineOp, ShapeProblem } from './defineOp'
import { permuted } from './dependence'

/** Non-negative axes; absent, the axes of x in reverse. */
const orderOf = (dims: readonly number[] | null, rank: number): number[] =>
  dims === null
    ? Array.from({ length: rank }, (_, axis) => rank - 1 - axis)
    : dims.map((dim) => normalizeDim(dim, rank)!)

/** @throws ShapeProblem unless dims names each axis of x once. */
function requireOrder(dims: readonly number[], x: SymbolicShape): void {
  const refuse = (what: string): never => {
    throw new ShapeProblem(
      'x',
      `{node} has ${what}.`,
      `Name every axis of {from:x} once in dims, for example ${shapeText(orderOf(null, x.length))}.`,
      'attribute',
    )
  }
  const axes = (n: number) => (n === 1 ? '1 axis' : `${n} axes`)
  if (dims.length !== x.length)
    refuse(`${axes(dims.length)} in dims (${shapeText(dims)}), but {from:x} has ${x.length} (${shapeText(x)})`)
  const seen = new Set<number>()
  for (const dim of dims) {
    const axis = normalizeDim(dim, x.length)
    if (axis === null)
      refuse(`${dim} in dims (${shapeText(dims)}), but {from:x} has only ${axes(x.length)} (${shapeText(x)})`)
    else if (seen.has(axis))
      refuse(`dims ${shapeText(dims)}, which names axis ${axis} of {from:x} (${shapeText(x)}) twice`)
    else seen.add(axis)
  }
}

/** torch.permute: axis i of the result is axis dims[i] of x. */
export default defineOp({
  id: 'permute',
  category: 'shape',
  title: 'Permute',
  symbol: '⇅',
  letter: 'p',
  summary: 'Puts the axes of a tensor into another order: rows may become columns, channels may come last.',
  inputs: { x: { doc: 'Any shape.' } },
  outputs: { y: { doc: 'The numbers of x with its axes in the order of dims.' } },
  attrs: z.object({
    dims: z
      .array(z.int())
      .max(8)
      .nullable()
      .default(null)
      .describe('For each axis of the result, the axis of x that it is; null: all of them in reverse.'),
  }),
  shape: ({ x }, { dims }) => {
    if (dims) requireOrder(dims, x)
    return { y: orderOf(dims, x.length).map((axis): Dim => x[axis]!) }
  },
  forward: (k, { x }, { dims }) => ({ y: k.permute(x, orderOf(dims, x.shape.length)) }),
  backward: {
    // Each axis goes back to where it came from: the inverse permutation.
    x: ({ k, dy, attrs }) => {
      const order = orderOf(attrs.dims, dy.shape.length)
      return k.permute(
        dy,
        order.map((_, axis) => order.indexOf(axis)),
      )
    },
  },
  formula: { y: '{y} = \\operatorname{permute}({x})' },
  derivative: {
    x: {
      formula: '\\operatorname{permute}^{-1}({dy})',
      local: '1',
      words: 'Only the order of the axes changed, so each error goes back to the place that its number came from.',
    },
  },
  dependence: { x: ({ x }, { dims }) => permuted(x!, orderOf(dims, x!.length)) },
  examples: [
    {
      attrs: { dims: [1, 2, 0] },
      inputs: { x: fromArray([2, 1, 3], [1, 2, 3, 4, 5, 6]) },
      outputs: { y: fromArray([1, 3, 2], [1, 4, 2, 5, 3, 6]) },
    },
    {
      inputs: { x: fromArray([2, 2], [1, 2, 3, 4]) },
      outputs: { y: fromArray([2, 2], [1, 3, 2, 4]) },
    },
  ],
  spelling: { torch: '{x}.permute({attrs.dims} or tuple(range({x}.dim()))[::-1])', onnx: 'Transpose' },
})
