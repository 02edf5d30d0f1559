/** What holds for every composite op: what it says of itself is what its inside gives. */
import { describe, expect, it } from 'vitest'
import { insideShapes, opFor, ops, ShapeProblem, sourceKey, type Op } from '../../src/ops'
import { typescriptKernels, type Kernels, type Shape } from '../../src/tensor'
import { expectClose } from '../support/close'
import { attrsFor, runOp, type Tensors } from '../support/opRun'

const composites = [...ops.values()].filter((op) => op.inside)
const cases = composites.flatMap((op) => op.examples.map((example, i) => [op.id, i + 1, op, example] as const))
const shapesOf = (tensors: Tensors): Record<string, Shape> =>
  Object.fromEntries(Object.entries(tensors).map(([port, { shape }]) => [port, shape]))

it('finds them', () => {
  expect(composites.map((op) => op.id)).toEqual(
    expect.arrayContaining([
      'gru_cell',
      'lstm_cell',
      'multihead_attention',
      'rnn_cell',
      'scaled_dot_product_attention',
    ]),
  )
})

describe.each(cases)('%s, example %i', (_, __, op, example) => {
  const attrs = attrsFor(op, example.attrs ?? {}, example.inputs)
  const shapes = shapesOf(example.inputs)
  const inside = op.inside!(attrs, shapes)

  it('has the shapes of its inside', () => {
    const inner = insideShapes(inside, shapes)
    const derived = Object.fromEntries(
      Object.entries(inside.outputs).map(([port, source]) => [port, inner[sourceKey(source)]]),
    )
    expect(op.shape(shapes, attrs)).toEqual(derived)
  })

  it('lists its nodes in order, each made of a registered op', () => {
    const before = new Set<string | null>([null])
    for (const node of inside.nodes) {
      expect(ops.get(node.op.id)).toBe(node.op)
      expect(node.name).toMatch(/^[a-z][a-z0-9_]*$/)
      for (const [port, source] of Object.entries(node.inputs)) {
        expect(before.has(source.node), `${node.name}.${port}`).toBe(true)
        expect(opFor(node.op, Object.keys(node.inputs)).inputs).toHaveProperty(port)
      }
      before.add(node.name)
    }
    expect(JSON.parse(JSON.stringify(inside.nodes.map((node) => node.given)))).toEqual(inside.nodes.map((n) => n.given))
  })

  it('is built once for the same shapes', () => expect(op.inside!(attrs, { ...shapes })).toBe(inside))
})

describe('the sweep back', () => {
  const lstm = ops.get('lstm_cell')!
  const { inputs, outputs } = lstm.examples[0]!
  const attrs = attrsFor(lstm, {}, inputs)

  /** Counts the calls of one kernel. */
  function counting(name: keyof Kernels): { k: Kernels; calls: () => number } {
    const k = typescriptKernels('float64')
    let calls = 0
    const counted = (...args: never[]) => {
      calls++
      return (k[name] as (...args: never[]) => unknown)(...args)
    }
    return { k: { ...k, [name]: counted } as Kernels, calls: () => calls }
  }

  it('goes through the inside once for all inputs', () => {
    const { k, calls } = counting('matmul')
    const run = runOp(lstm, k, inputs, attrs, outputs)
    expect(calls()).toBe(2)
    for (const port of Object.keys(inputs)) run.gradient(port)
    // One product for each of x, h, w_ih, w_hh, and none of them twice.
    expect(calls()).toBe(6)
    run.gradient('x')
    expect(calls()).toBe(6)
  })

  it('computes nothing for an input that nobody asks about', () => {
    const { k, calls } = counting('matmul')
    runOp(lstm, k, inputs, attrs, outputs).gradient('w_hh')
    expect(calls()).toBe(3)
  })

  it('adds up what the outputs send back', () => {
    const k = typescriptKernels('float64')
    const zero = (port: string) => ({ ...outputs[port]!, data: outputs[port]!.data.map(() => 0) })
    const gradient = (upstream: Tensors) => runOp(lstm, k, inputs, attrs, upstream).gradient('w_ih').data
    const both = gradient(outputs)
    const h1 = gradient({ h1: outputs.h1!, c1: zero('c1') })
    const c1 = gradient({ h1: zero('h1'), c1: outputs.c1! })
    expectClose(
      both,
      h1.map((value, i) => value + c1[i]!),
      'w_ih',
    )
  })

  it('gives zeros for weights that nothing reads', () => {
    const { h: _, c: __, ...rest } = inputs
    const run = runOp(lstm, typescriptKernels('float64'), rest, attrs, outputs)
    expect([...run.gradient('w_hh').data]).toEqual([0, 0, 0, 0])
  })
})

describe('an inside whose sizes are not known', () => {
  const refusal = (op: Op, attrs: Record<string, unknown>, shapes: Record<string, (string | number)[]>) => {
    try {
      op.inside!(op.attrs.parse(attrs), shapes)
    } catch (problem) {
      if (problem instanceof ShapeProblem) return problem.message
      throw problem
    }
    return null
  }

  it.each([
    ['scaled_dot_product_attention', {}, { q: ['N', '?'], k: [2, '?'], v: [2, 2] }, /sizes of \{from:q\}/],
    ['scaled_dot_product_attention', { is_causal: true }, { q: ['L', 2], k: [2, 2], v: [2, 2] }, /sizes of \{from:q\}/],
    ['gru_cell', {}, { x: ['N', 2], w_ih: ['?', 2], w_hh: ['?', '?'] }, /how much it remembers/],
    [
      'multihead_attention',
      {},
      {
        query: ['N', 'L', 2],
        key: ['N', 'L', 2],
        value: ['N', 'L', 2],
        in_proj_weight: [6, 2],
        out_proj_weight: [2, 2],
      },
      /how many positions/,
    ],
  ] as const)('%s %j says so', (id, attrs, shapes, message) => {
    expect(refusal(ops.get(id)!, attrs, shapes as never)).toMatch(message)
  })

  it('may have an open batch', () => {
    const shapes = {
      query: ['N', 3, 2],
      key: ['N', 4, 2],
      value: ['N', 4, 2],
      in_proj_weight: [6, 2],
      out_proj_weight: [2, 2],
    }
    const inside = ops.get('multihead_attention')!.inside!(
      ops.get('multihead_attention')!.attrs.parse({ bias: false }),
      shapes,
    )
    expect(insideShapes(inside, shapes)[sourceKey(inside.outputs.y!)]).toEqual(['N', 3, 2])
  })
})
