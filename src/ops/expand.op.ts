import { z } from 'zod'
import { fromArray, shapeText, type Dim } from '../tensor'
import { defineOp, ShapeProblem } from './defineOp'

/** The sizes after repeating; −1 keeps the size of x. Absent: x as it is. For shapes known to be good. */
function expanded<D extends Dim>(x: readonly D[], shape: readonly number[] | undefined): (D | number)[] {
  if (shape === undefined) return [...x]
  const lead = shape.length - x.length
  return shape.map((size, axis) => (size === -1 ? x[axis - lead]! : size))
}

/** torch.Tensor.expand. */
export default defineOp({
  id: 'expand',
  category: 'shape',
  title: 'Expand',
  symbol: '▫→▦',
  letter: 'e',
  summary: 'Repeats a tensor along axes of size 1, and along new axes in front, until it has the given shape.',
  inputs: { x: { doc: 'Any shape; the axes to repeat along have size 1.' } },
  outputs: { y: { doc: 'x repeated to the given shape.' } },
  attrs: z.object({
    shape: z
      .array(z.int().min(-1))
      .max(8)
      .optional()
      .describe('The new sizes; −1 leaves one as it is. Without a shape nothing is repeated.'),
  }),
  shape: ({ x }, { shape }) => {
    const lead = (shape?.length ?? x.length) - x.length
    if (shape && lead < 0)
      throw new ShapeProblem(
        'x',
        `{node} has ${shape.length} ${shape.length === 1 ? 'size' : 'sizes'} in shape (${shapeText(shape)}), but {from:x} has ${x.length} axes (${shapeText(x)}).`,
        `Give shape ${x.length} sizes or more, for example ${shapeText(x.map(() => -1))}, which leaves all as they are.`,
        'attribute',
      )
    for (const [axis, size] of (shape ?? []).entries()) {
      const own = x[axis - lead]
      if (axis < lead && size === -1)
        throw new ShapeProblem(
          'x',
          `{node} has -1 at axis ${axis} of shape ${shapeText(shape!)}, but that axis is new: {from:x} (${shapeText(x)}) has no size for it.`,
          `Write a number at axis ${axis} of shape.`,
          'attribute',
        )
      if (typeof own === 'number' && size !== -1 && own !== 1 && own !== size)
        throw new ShapeProblem(
          'x',
          `{node} cannot repeat {from:x} (${shapeText(x)}) to ${shapeText(shape!)}: axis ${axis - lead} of it has size ${own}, and only size 1 can be repeated.`,
          `Set axis ${axis} of shape to ${own} or -1, or wire a tensor with size 1 there.`,
        )
    }
    return { y: expanded<Dim>(x, shape) }
  },
  forward: (k, { x }, { shape }) => ({ y: k.broadcastTo(x, expanded(x.shape, shape)) }),
  backward: { x: ({ k, x, dy }) => k.sumTo(dy, x.shape) },
  formula: { y: '{y} = \\operatorname{expand}({x})' },
  derivative: {
    x: {
      formula: '\\textstyle\\sum_{\\text{copies}} {dy}',
      local: '1',
      words: 'Each number was used several times, so the errors of all its copies are added up.',
    },
  },
  examples: [
    {
      attrs: { shape: [2, 3] },
      inputs: { x: fromArray([2, 1], [1, 2]) },
      outputs: { y: fromArray([2, 3], [1, 1, 1, 2, 2, 2]) },
    },
    {
      attrs: { shape: [2, -1] },
      inputs: { x: fromArray([2], [5, 7]) },
      outputs: { y: fromArray([2, 2], [5, 7, 5, 7]) },
    },
    { inputs: { x: fromArray([1, 2], [5, 7]) }, outputs: { y: fromArray([1, 2], [5, 7]) } },
  ],
  spelling: { torch: '{x}.expand({attrs.shape} or {x}.shape)', onnx: 'Expand' },
})
