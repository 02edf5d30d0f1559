import { z } from 'zod'
import { fromArray, normalizeDim, shapeText, type Dim, type Shape, type SymbolicShape } from '../tensor'
import { ShapeProblem } from './defineOp'
import { placed, product, same } from './dependence'
import { axisOf, compatible } from './rules'
import { defineVariadic } from './variadic'

/** The sizes of one axis added up; a size that is not known leaves the sum unknown. */
function total(sizes: readonly Dim[]): Dim {
  if (sizes.length === 1) return sizes[0]!
  return sizes.every((size) => typeof size === 'number') ? sizes.reduce<number>((sum, size) => sum + size, 0) : '?'
}

/** @throws ShapeProblem when the inputs differ in more than the axis on which they are joined. */
function joined(xs: readonly SymbolicShape[], dim: number): Dim[] {
  const first = xs[0]!
  if (first.length === 0)
    throw new ShapeProblem(
      'x0',
      '{node} joins tensors along an axis, but {from:x0} gives a single number ([]).',
      'Use a Stack to make a list of single numbers, or reshape {from:x0} to [1].',
    )
  const axis = axisOf(dim, first, 'dim', 'x0')
  for (const [index, x] of xs.entries()) {
    const port = `x${index}`
    if (x.length !== first.length)
      throw new ShapeProblem(
        port,
        `{node} joins tensors with the same number of axes, but {from:x0} has ${first.length} (${shapeText(first)}) and {from:${port}} has ${x.length} (${shapeText(x)}).`,
        `Reshape {from:${port}} to ${first.length} ${first.length === 1 ? 'axis' : 'axes'}.`,
      )
    const off = x.findIndex((size, i) => i !== axis && !compatible(size, first[i]!))
    if (off >= 0)
      throw new ShapeProblem(
        port,
        `{node} joins along axis ${axis}, so all other sizes must be equal, but on axis ${off} {from:x0} has ${first[off]} (${shapeText(first)}) and {from:${port}} has ${x[off]} (${shapeText(x)}).`,
        `Set dim to ${off}, or give {from:${port}} the size ${first[off]} on axis ${off}.`,
      )
  }
  return first.map((size, i) =>
    i === axis ? total(xs.map((x) => x[axis]!)) : (xs.find((x) => typeof x[i] === 'number')?.[i] ?? size),
  )
}

/** Where an input begins in the result. */
const startOf = (index: number, xs: readonly Shape[], axis: number) =>
  xs.slice(0, index).reduce((sum, x) => sum + x[axis]!, 0)

/** torch.cat. Each input comes one behind the other along `dim`. */
export default defineVariadic({
  id: 'concat',
  category: 'shape',
  title: 'Concatenate',
  symbol: '[a,b]',
  letter: 'c',
  summary: 'Puts tensors one behind the other along an axis that they have, such as the features of two branches.',
  each: { doc: 'All sizes but the one at dim are the same in every input.' },
  min: 1,
  fresh: 2,
  outputs: { y: { doc: 'All inputs in their order; at dim the sizes add up.' } },
  attrs: z.object({ dim: z.int().default(0).describe('The axis along which they are joined, −1 being the last.') }),
  shape: (xs, { dim }) => ({ y: joined(xs, dim) }),
  forward: (k, xs, { dim }) => ({
    y: xs.length === 1 ? xs[0]! : k.concat(xs, normalizeDim(dim, xs[0]!.shape.length)!),
  }),
  backward: ({ k, xs, index, dy, attrs }) => {
    if (xs.length === 1) return dy
    const axis = normalizeDim(attrs.dim, dy.shape.length)!
    const start = startOf(
      index,
      xs.map((x) => x.shape),
      axis,
    )
    const places = Array.from({ length: xs[index]!.shape[axis]! }, (_, i) => start + i)
    return k.take(dy, axis, places)
  },
  dependence: (index, xs, y, { dim }) => {
    const axis = normalizeDim(dim, y.length)!
    const along = placed(xs[index]![axis]!, y[axis]!, startOf(index, xs, axis))
    return product(...y.map((size, i) => (i === axis ? along : same(size))))
  },
  formula: (ports) => ({ y: `{y} = \\left[${ports.map((port) => `{${port}}`).join(',\\, ')}\\right]` }),
  derivative: {
    formula: '{dy}[\\text{the places of } {x}]',
    local: '1',
    words: 'Each input gets back the errors of the places where it was put.',
  },
  spelling: (ports) => ({
    torch: `torch.cat([${ports.map((port) => `{${port}}`).join(', ')}], dim={attrs.dim})`,
    onnx: 'Concat',
  }),
  examples: [
    {
      attrs: { dim: 1 },
      inputs: { x0: fromArray([2, 1], [1, 2]), x1: fromArray([2, 2], [3, 4, 5, 6]) },
      outputs: { y: fromArray([2, 3], [1, 3, 4, 2, 5, 6]) },
    },
    { inputs: { x0: fromArray([2], [1, 2]) }, outputs: { y: fromArray([2], [1, 2]) } },
    {
      attrs: { dim: -1 },
      inputs: { x0: fromArray([1], [1]), x1: fromArray([2], [2, 3]), x2: fromArray([1], [4]) },
      outputs: { y: fromArray([4], [1, 2, 3, 4]) },
    },
  ],
})
