import { z } from 'zod'
import {
  broadcastShapes,
  fromArray,
  numel,
  scalar,
  shapeText,
  type Dim,
  type Kernels,
  type Ref,
  type Shape,
  type SymbolicShape,
} from '../tensor'
import { defineOp, ShapeProblem } from './defineOp'
import { all, broadcasting, product, same, type Factor } from './dependence'
import { compatible } from './rules'

/** A vector counts as one row on the left and as one column on the right. */
const asLeft = <D extends Dim>(a: readonly D[]): readonly (D | 1)[] => (a.length === 1 ? [1, ...a] : a)
const asRight = <D extends Dim>(b: readonly D[]): readonly (D | 1)[] => (b.length === 1 ? [...b, 1] : b)

/** The result with the rows and columns that were added for vectors still in it. */
function fullShape(a: Shape, b: Shape): number[] {
  const [left, right] = [asLeft(a), asRight(b)]
  return [...broadcastShapes(left.slice(0, -2), right.slice(0, -2))!, left.at(-2)!, right.at(-1)!]
}

function dropAdded<D>(full: readonly D[], a: SymbolicShape, b: SymbolicShape): D[] {
  return [...full.slice(0, -2), ...(a.length === 1 ? [] : [full.at(-2)!]), ...(b.length === 1 ? [] : [full.at(-1)!])]
}

function matrices(k: Kernels, a: Ref, b: Ref): [Ref, Ref] {
  return [k.reshape(a, asLeft(a.shape)), k.reshape(b, asRight(b.shape))]
}

/** Each matrix of a or b goes along with itself, repeated where the other has more. */
const stacked = (a: readonly number[], b: readonly number[], own: readonly number[]): readonly Factor[] =>
  broadcasting(own.slice(0, -2), fullShape(a, b).slice(0, -2)).factors

export default defineOp({
  id: 'matmul',
  category: 'linear',
  title: 'Matrix product',
  symbol: 'AB',
  letter: 'z',
  summary: 'Multiplies two matrices: each result is a row of the first times a column of the second, added up.',
  inputs: {
    a: { doc: 'Rows to multiply: [..., m, k], or a vector [k].' },
    b: { doc: 'Columns to multiply with: [..., k, n], or a vector [k].' },
  },
  outputs: { y: { doc: '[..., m, n]; the axis of a vector is left out.' } },
  attrs: z.object({}),
  shape: ({ a, b }) => {
    for (const [port, shape] of [
      ['a', a],
      ['b', b],
    ] as const)
      if (shape.length === 0)
        throw new ShapeProblem(
          port,
          `{node} multiplies vectors and matrices, but {from:${port}} gives a single number ([]).`,
          'Use Multiply for single numbers, or reshape it to [1, 1].',
        )
    const [left, right] = [asLeft(a), asRight(b)]
    const inner = left.at(-1)!
    if (!compatible(inner, right.at(-2)!))
      throw new ShapeProblem(
        'b',
        `{node} needs b with ${inner} rows to match the ${inner} columns of {from:a} (${shapeText(a)}), but {from:b} gives ${right.at(-2)} (${shapeText(b)}).`,
        `Give {from:b} the shape ${shapeText([...b.slice(0, -2), inner, ...(b.length === 1 ? [] : [b.at(-1)!])])}, or reshape {from:a}.`,
      )
    const batch = broadcastShapes<Dim>(left.slice(0, -2), right.slice(0, -2))
    if (!batch)
      throw new ShapeProblem(
        'b',
        `{node} cannot pair the matrices of {from:a} (${shapeText(a)}) with those of {from:b} (${shapeText(b)}): their leading sizes differ.`,
        'Make the axes before the last two equal or 1.',
      )
    return { y: dropAdded<Dim>([...batch, left.at(-2)!, right.at(-1)!], a, b) }
  },
  forward: (k, { a, b }) => {
    const [left, right] = matrices(k, a, b)
    return { y: k.reshape(k.matmul(left, right), dropAdded(fullShape(a.shape, b.shape), a.shape, b.shape)) }
  },
  backward: {
    // δA = δY Bᵀ, added up over the matrices that A was repeated for.
    a: ({ k, a, b, dy }) => {
      const [left, right] = matrices(k, a, b)
      const product = k.matmul(k.reshape(dy, fullShape(a.shape, b.shape)), right, { transposeB: true })
      return k.reshape(k.sumTo(product, left.shape), a.shape)
    },
    // δB = Aᵀ δY, likewise. One B for a whole batch is one product over all rows.
    b: ({ k, a, b, dy }) => {
      const [left, right] = matrices(k, a, b)
      const delta = k.reshape(dy, fullShape(a.shape, b.shape))
      if (right.shape.length === 2) {
        const rows = k.reshape(left, [numel(left.shape.slice(0, -1)), left.shape.at(-1)!])
        return k.reshape(
          k.matmul(rows, k.reshape(delta, [rows.shape[0]!, delta.shape.at(-1)!]), { transposeA: true }),
          b.shape,
        )
      }
      return k.reshape(k.sumTo(k.matmul(left, delta, { transposeA: true }), right.shape), b.shape)
    },
  },
  formula: { y: '{y} = {a}\\,{b}' },
  derivative: {
    a: {
      formula: '{dy}\\,{b}^{\\top}',
      local: '{b}^{\\top}',
      words: 'The error of each result goes back to the row of {a} it came from, in proportion to the column of {b}.',
    },
    b: {
      formula: '{a}^{\\top}\\,{dy}',
      local: '{a}^{\\top}',
      words: 'The error of each result goes back to the column of {b} it came from, in proportion to the row of {a}.',
    },
  },
  dependence: {
    a: ({ a, b }) => {
      const [left, right] = [asLeft(a!), asRight(b!)]
      return product(...stacked(a!, b!, left), same(left.at(-2)!), all(left.at(-1)!, 1), all(1, right.at(-1)!))
    },
    b: ({ a, b }) => {
      const [left, right] = [asLeft(a!), asRight(b!)]
      return product(...stacked(a!, b!, right), all(right.at(-2)!, left.at(-2)!), same(right.at(-1)!))
    },
  },
  examples: [
    {
      inputs: { a: fromArray([2, 2], [1, 2, 3, 4]), b: fromArray([2, 2], [1, 0, 10, 1]) },
      outputs: { y: fromArray([2, 2], [21, 2, 43, 4]) },
    },
    { inputs: { a: fromArray([2], [1, 2]), b: fromArray([2], [3, 4]) }, outputs: { y: scalar(11) } },
    {
      inputs: { a: fromArray([2, 1, 2], [1, 2, 3, 4]), b: fromArray([2], [1, -1]) },
      outputs: { y: fromArray([2, 1], [-1, -1]) },
    },
  ],
  spelling: { torch: 'torch.matmul({a}, {b})', onnx: 'MatMul' },
})
