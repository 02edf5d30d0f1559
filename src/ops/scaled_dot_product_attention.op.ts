import { z } from 'zod'
import { broadcastShapes, fromArray, shapeText, type Dim, type Shape, type SymbolicShape } from '../tensor'
import add from './add.op'
import { causalMask, lastTwo, seenBy } from './attention'
import { defineComposite } from './composite'
import { ShapeProblem } from './defineOp'
import { all, broadcasting, product, same, type Factor } from './dependence'
import matmul from './matmul.op'
import mul from './mul.op'
import { compatible } from './rules'
import softmax from './softmax.op'
import transpose from './transpose.op'

const NAMES = {
  q: 'queries [..., length, features]',
  k: 'keys [..., sources, features]',
  v: 'values [..., sources, width]',
}

/** The leading axes of two ports, broadcast. @throws ShapeProblem at the second. */
function leading(a: SymbolicShape, b: SymbolicShape, port: string): readonly Dim[] {
  const shape = broadcastShapes<Dim>(a.slice(0, -2), b.slice(0, -2))
  if (shape) return shape
  throw new ShapeProblem(
    port,
    `{node} pairs the matrices of {from:q} (${shapeText(a)}) with those of {from:${port}} (${shapeText(b)}), but their leading sizes differ.`,
    'Make the axes before the last two equal or 1.',
  )
}

interface Ports {
  readonly q: SymbolicShape
  readonly k: SymbolicShape
  readonly v: SymbolicShape
  readonly mask?: SymbolicShape | undefined
}

/** [..., length, width]. @throws ShapeProblem in words. */
function attended({ q, k, v, mask }: Ports): SymbolicShape {
  for (const [port, shape] of Object.entries({ q, k, v }))
    if (shape.length < 2)
      throw new ShapeProblem(
        port,
        `{node} needs ${NAMES[port as 'q']} with 2 axes or more, but {from:${port}} gives ${shapeText(shape)}.`,
        `Reshape {from:${port}} to 2 axes, one row for each position.`,
      )
  if (!compatible(q.at(-1)!, k.at(-1)!))
    throw new ShapeProblem(
      'k',
      `{node} compares each query with each key, but the queries of {from:q} have ${q.at(-1)} features (${shapeText(q)}) and the keys of {from:k} have ${k.at(-1)} (${shapeText(k)}).`,
      `Give {from:k} ${q.at(-1)} features, for example with an affine before it.`,
    )
  if (!compatible(k.at(-2)!, v.at(-2)!))
    throw new ShapeProblem(
      'v',
      `{node} needs one value for each key, but {from:k} has ${k.at(-2)} keys (${shapeText(k)}) and {from:v} has ${v.at(-2)} values (${shapeText(v)}).`,
      `Give {from:v} ${k.at(-2)} rows on the axis before the last.`,
    )
  const first = leading(q, k, 'k')
  const front = leading([...first, q.at(-2)!, q.at(-1)!], v, 'v')
  const scores = [...front, q.at(-2)!, k.at(-2)!]
  const masked = mask && broadcastShapes<Dim>(scores, mask)
  if (mask && !(masked?.length === scores.length && masked.every((size, axis) => compatible(size, scores[axis]!))))
    throw new ShapeProblem(
      'mask',
      `{node} adds the mask to the scores, which have shape ${shapeText(scores)}, but {from:mask} gives ${shapeText(mask)}.`,
      `Give {from:mask} the shape ${shapeText(scores.slice(-2))}, one number for each pair of a query and a key.`,
    )
  return [...front, q.at(-2)!, v.at(-1)!]
}

/** A size that the inside is built from. @throws ShapeProblem while it is not known. */
function known(size: Dim, port: string, shape: SymbolicShape): number {
  if (typeof size === 'number') return size
  throw new ShapeProblem(
    port,
    `{node} depends on sizes of {from:${port}} that are not known yet (${shapeText(shape)}).`,
    'Give the inputs numbers, or write their sizes as numbers.',
  )
}

/** Leading axes go along with each other, repeated where a port has fewer. */
const front = (own: Shape, y: Shape): readonly Factor[] => broadcasting(own.slice(0, -2), y.slice(0, -2)).factors

/** torch.nn.functional.scaled_dot_product_attention (Vaswani et al. 2017). */
export default defineComposite({
  id: 'scaled_dot_product_attention',
  category: 'attention',
  title: 'Attention',
  symbol: 'QKᵀV',
  letter: 'a',
  summary:
    'Each position asks a question (q), compares it with what all positions offer (k), and takes the mean of what they hold (v), weighted by how well they fit.',
  inputs: {
    q: { doc: 'Queries: [..., length, features].' },
    k: { doc: 'Keys: [..., sources, features].' },
    v: { doc: 'Values: [..., sources, width].' },
    mask: {
      doc: 'Added to the scores before softmax, large and negative to hide: [..., length, sources].',
      optional: true,
    },
  },
  outputs: { y: { doc: 'One mixture of values for each query: [..., length, width].' } },
  attrs: z.object({
    is_causal: z.boolean().default(false).describe('Whether a position sees only itself and those before it.'),
    scale: z
      .number()
      .nullable()
      .default(null)
      .describe('What the scores are multiplied by; null: 1/√features, so that their spread stays near 1.'),
  }),
  shape: (shapes) => ({ y: attended(shapes) }),
  inside: (build, { q, k, v, mask }, { is_causal, scale }, shapes) => {
    const factor = scale ?? 1 / Math.sqrt(known(shapes.q.at(-1)!, 'q', shapes.q))
    const turned = build.op('keys', transpose, { x: k }, { dim0: -2, dim1: -1 })
    const raw = build.op('products', matmul, { a: q, b: turned })
    let scores = build.op('scores', mul, { a: raw, b: build.constant('scale', factor) })
    if (is_causal) {
      const [length, sources] = [known(shapes.q.at(-2)!, 'q', shapes.q), known(shapes.k.at(-2)!, 'k', shapes.k)]
      const past = build.constant('past', causalMask(length, sources), [length, sources])
      scores = build.op('past_scores', add, { a: scores, b: past })
    }
    if (mask) scores = build.op('masked', add, { a: scores, b: mask })
    const weights = build.op('weights', softmax, { x: scores }, { dim: -1 })
    return { y: build.op('mixture', matmul, { a: weights, b: v }) }
  },
  formula: { y: '{y} = A\\,{v}, \\quad A = \\operatorname{softmax}\\left(s\\,{q}\\,{k}^{\\top}\\right)' },
  derivative: {
    q: {
      formula: 's\\,\\delta_S\\,{k}',
      words: 'The errors of the scores go to each query in proportion to the keys that it was compared with.',
    },
    k: {
      formula: 's\\,\\delta_S^{\\top}\\,{q}',
      words: 'Each key gathers the errors of its scores, in proportion to the queries that were compared with it.',
    },
    v: {
      formula: 'A^{\\top}\\,{dy}',
      local: 'A',
      words: 'Each value takes the errors of all mixtures that it went into, by its weight in them.',
    },
    mask: {
      formula:
        '\\delta_S = A \\odot \\left({dy}\\,{v}^{\\top} - \\operatorname{rowsum}(A \\odot {dy}\\,{v}^{\\top})\\right)',
      words: 'The mask is added to the scores, so it takes their errors unchanged.',
    },
  },
  describe: ({ is_causal }, { mask }) => {
    const terms = ['s\\,{q}\\,{k}^{\\top}', is_causal && 'M_{\\text{past}}', mask && '{mask}'].filter(Boolean)
    return {
      formula: { y: `{y} = A\\,{v}, \\quad A = \\operatorname{softmax}\\left(${terms.join(' + ')}\\right)` },
    }
  },
  dependence: {
    q: ({ q, y }) => product(...front(q!, y!), same(q!.at(-2)!), all(q!.at(-1)!, y!.at(-1)!)),
    k: ({ q, k, y }, { is_causal }) =>
      product(...front(k!, y!), seenBy(k!.at(-2)!, q!.at(-2)!, is_causal), all(k!.at(-1)!, y!.at(-1)!)),
    v: ({ q, v, y }, { is_causal }) =>
      product(...front(v!, y!), seenBy(v!.at(-2)!, q!.at(-2)!, is_causal), same(v!.at(-1)!)),
    mask: ({ mask, y }) => {
      const [rows = 1, columns = 1] = mask!.length > 1 ? lastTwo(mask!) : [1, mask!.at(-1)]
      const [length, width] = lastTwo(y!)
      return product(...front(mask!, y!), rows === 1 ? all(1, length) : same(length), all(columns, width))
    },
  },
  examples: [
    {
      // Both keys fit alike: the mean of the values.
      inputs: {
        q: fromArray([1, 2], [0, 0]),
        k: fromArray([2, 2], [1, 2, 3, 4]),
        v: fromArray([2, 1], [1, 5]),
      },
      outputs: { y: fromArray([1, 1], [3]) },
    },
    {
      attrs: { is_causal: true, scale: 1 },
      inputs: {
        q: fromArray([1, 2, 1], [1, Math.log(3)]),
        k: fromArray([1, 2, 1], [0, 1]),
        v: fromArray([1, 2, 2], [4, 0, 8, 1]),
      },
      outputs: { y: fromArray([1, 2, 2], [4, 0, 7, 0.75]) },
    },
    {
      inputs: {
        q: fromArray([2, 1], [1, 1]),
        k: fromArray([2, 1], [0, 0]),
        v: fromArray([2, 1], [0, 4]),
        mask: fromArray([2, 2], [0, Math.log(3), 0, 0]),
      },
      outputs: { y: fromArray([2, 1], [3, 2]) },
    },
  ],
  spelling: {
    torch:
      'F.scaled_dot_product_attention({q}, {k}, {v}, attn_mask={mask}, is_causal={attrs.is_causal}, scale={attrs.scale})',
    onnx: null,
  },
})
