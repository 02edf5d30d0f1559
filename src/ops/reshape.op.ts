import { z } from 'zod'
import { fromArray, shapeText, type Dim, type SymbolicShape } from '../tensor'
import { defineOp, ShapeProblem } from './defineOp'
import { inOrder } from './dependence'

const product = (sizes: readonly number[]) => sizes.reduce((n, size) => n * size, 1)

/** What −1 stands for; null when no size fits. */
function inferred(x: SymbolicShape, others: number): Dim | null {
  const known = product(x.filter((size) => typeof size === 'number'))
  const symbols = x.filter((size) => typeof size === 'string')
  if (symbols.length === 0) return others > 0 && known % others === 0 ? known / others : null
  // [N, 16, 5, 5] → [−1, 400]: the batch stays the batch.
  if (symbols.length === 1 && known === others) return symbols[0]!
  return others > 0 ? '?' : null
}

function refuse(x: SymbolicShape, shape: readonly number[], why: string, hint: string): never {
  throw new ShapeProblem('x', `{node} cannot arrange {from:x} (${shapeText(x)}) as ${shapeText(shape)}: ${why}.`, hint)
}

export default defineOp({
  id: 'reshape',
  category: 'shape',
  title: 'Reshape',
  symbol: '▤→▥',
  letter: 'r',
  summary: 'Arranges the same numbers, in the same order, in another shape.',
  inputs: { x: { doc: 'Any shape.' } },
  outputs: { y: { doc: 'The numbers of x in the given shape.' } },
  attrs: z.object({
    shape: z
      .array(z.int().min(-1))
      .max(8)
      .refine((shape) => shape.filter((size) => size === -1).length <= 1, 'Only one size may be −1.')
      .describe('The new sizes; one of them may be −1, which takes what is left over.'),
  }),
  shape: ({ x }, { shape }) => {
    const others = product(shape.filter((size) => size !== -1))
    const known = product(x.filter((size) => typeof size === 'number'))
    const symbols = x.filter((size) => typeof size === 'string').length
    if (!shape.includes(-1)) {
      const possible = symbols === 0 ? known === others : known === 0 ? others === 0 : others % known === 0
      if (!possible)
        refuse(
          x,
          shape,
          symbols === 0 ? `that needs ${others} numbers, not ${known}` : `${others} is not a multiple of ${known}`,
          `Choose sizes whose product is ${symbols === 0 ? known : `a multiple of ${known}`}, or set one of them to -1.`,
        )
      return { y: shape }
    }
    const free = inferred(x, others)
    if (free === null)
      refuse(
        x,
        shape,
        `${known} numbers do not divide evenly by ${others}`,
        `Choose sizes whose product divides ${known}.`,
      )
    return { y: shape.map((size) => (size === -1 ? free : size)) }
  },
  forward: (k, { x }, { shape }) => ({ y: k.reshape(x, shape) }),
  backward: { x: ({ k, x, dy }) => k.reshape(dy, x.shape) },
  formula: { y: '{y} = \\operatorname{reshape}({x})' },
  derivative: {
    x: {
      formula: '\\operatorname{reshape}({dy})',
      local: '1',
      words: 'Only the arrangement changed, so each error goes back to the place that its number came from.',
    },
  },
  dependence: { x: ({ x }) => inOrder(x!) },
  examples: [
    {
      attrs: { shape: [2, -1] },
      inputs: { x: fromArray([4], [1, 2, 3, 4]) },
      outputs: { y: fromArray([2, 2], [1, 2, 3, 4]) },
    },
  ],
  spelling: { torch: 'torch.reshape({x}, {attrs.shape})', onnx: 'Reshape' },
})
