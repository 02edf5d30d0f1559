import { z } from 'zod'
import { fromArray, normalizeDim, scalar, shapeText, type SymbolicShape } from '../tensor'
import { ShapeProblem } from './defineOp'
import { placed, product, same } from './dependence'
import { compatibleShapes, mergeShapes } from './rules'
import { defineVariadic } from './variadic'

/** The shape of every input. @throws ShapeProblem when they differ. */
function common(xs: readonly SymbolicShape[]): SymbolicShape {
  return xs.reduce((first, x, index) => {
    if (compatibleShapes(first, x)) return mergeShapes(first, x)
    throw new ShapeProblem(
      `x${index}`,
      `{node} stacks tensors of one shape, but {from:x0} gives ${shapeText(xs[0]!)} and {from:x${index}} gives ${shapeText(x)}.`,
      `Give {from:x${index}} the shape ${shapeText(xs[0]!)}, or use a Concatenate to join along an axis that they have.`,
    )
  })
}

/** Where the new axis goes: one more place than the inputs have axes. @throws ShapeProblem when it is none of them. */
function newAxis(dim: number, x: SymbolicShape): number {
  const axis = normalizeDim(dim, x.length + 1)
  if (axis !== null) return axis
  throw new ShapeProblem(
    'x0',
    `{node} has dim ${dim}, but the result has only ${x.length + 1} ${x.length === 0 ? 'axis' : 'axes'} ({from:x0} gives ${shapeText(x)}).`,
    `Set dim of {node} to a number from ${-x.length - 1} to ${x.length}.`,
    'attribute',
  )
}

/** torch.stack. A new axis counts the inputs. */
export default defineVariadic({
  id: 'stack',
  category: 'shape',
  title: 'Stack',
  symbol: '▤▤',
  letter: 's',
  summary: 'Puts tensors of one shape side by side along a new axis, such as the outputs of all time steps.',
  each: { doc: 'The same shape in every input.' },
  min: 1,
  fresh: 2,
  outputs: { y: { doc: 'All inputs in their order, along a new axis.' } },
  attrs: z.object({ dim: z.int().default(0).describe('Where the new axis is put, −1 being the last place.') }),
  shape: (xs, { dim }) => {
    const each = common(xs)
    const axis = newAxis(dim, each)
    return { y: [...each.slice(0, axis), xs.length, ...each.slice(axis)] }
  },
  forward: (k, xs, { dim }) => {
    const { shape } = xs[0]!
    const axis = normalizeDim(dim, shape.length + 1)!
    const apart = [...shape.slice(0, axis), 1, ...shape.slice(axis)]
    return {
      y: k.concat(
        xs.map((x) => k.reshape(x, apart)),
        axis,
      ),
    }
  },
  backward: ({ k, xs, index, dy, attrs }) =>
    k.reshape(k.take(dy, normalizeDim(attrs.dim, dy.shape.length)!, [index]), xs[index]!.shape),
  dependence: (index, xs, y, { dim }) => {
    const axis = normalizeDim(dim, y.length)!
    return product(...y.map((size, i) => (i === axis ? placed(1, xs.length, index) : same(size))))
  },
  formula: (ports) => ({
    y: `{y} = \\operatorname{stack}\\left(${ports.map((port) => `{${port}}`).join(',\\, ')}\\right)`,
  }),
  derivative: {
    formula: '{dy}[\\text{the place of } {x}]',
    local: '1',
    words: 'Each input gets back the errors of its own place on the new axis.',
  },
  spelling: (ports) => ({
    torch: `torch.stack([${ports.map((port) => `{${port}}`).join(', ')}], dim={attrs.dim})`,
    onnx: 'ConcatFromSequence',
  }),
  examples: [
    {
      inputs: { x0: fromArray([2], [1, 2]), x1: fromArray([2], [3, 4]) },
      outputs: { y: fromArray([2, 2], [1, 2, 3, 4]) },
    },
    {
      attrs: { dim: -1 },
      inputs: { x0: fromArray([2], [1, 2]), x1: fromArray([2], [3, 4]), x2: fromArray([2], [5, 6]) },
      outputs: { y: fromArray([2, 3], [1, 3, 5, 2, 4, 6]) },
    },
    { inputs: { x0: scalar(1), x1: scalar(2) }, outputs: { y: fromArray([2], [1, 2]) } },
  ],
})
