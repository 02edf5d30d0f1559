import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { CostProblem, costOf, runNaive, Session } from '../../src/engine'
import type { GraphDocument } from '../../src/graph'
import { ops } from '../../src/ops'
import { defineComposite } from '../../src/ops/composite'
import { expectClose } from '../support/close'
import { denseNet, documentOf, squarings, storedTensor } from '../support/documents'

describe('the check values of the design', () => {
  it.each([
    ['2-2-1', denseNet([2, 2, 1]), 9n, 15n, 39n, 39n],
    ['2-4-2-1', denseNet([2, 4, 2, 1]), 25n, 43n, 179n, 227n],
    ['2-8-8-8-1', denseNet([2, 8, 8, 8, 1]), 177n, 339n, 4_803n, 18_243n],
    ['784-128-64-10', denseNet([784, 128, 64, 10]), 109_386n, 118_430n, null, 450_565_150n],
    ['D(5)', squarings(5), 1n, 9n, 9n, 80n],
    ['D(31)', squarings(31), 1n, 61n, 61n, 33_285_996_544n],
  ] as const)('%s', (_, document, parameters, cached, perParameter, paths) => {
    const { scalars, multiplications } = costOf(document, ops)
    expect(scalars.parameters).toBe(parameters)
    expect(multiplications).toEqual({ cached, perParameter, paths })
  })

  it('hold exactly far beyond 2^53', () => {
    // 2^199 paths of length 200.
    expect(costOf(squarings(200), ops).multiplications.paths).toBe(2n ** 199n * 200n)
  })
})

function problemOf(document: GraphDocument): CostProblem {
  try {
    costOf(document, ops)
  } catch (problem) {
    if (problem instanceof CostProblem) return problem
    throw problem
  }
  return expect.fail('it was counted')
}

/** x [2, 1, 4, 4] → conv (2 kernels of 2 × 2, padding 1) → relu → max pool → sum. */
const convolution = documentOf(
  {
    x: { op: 'input' },
    c: { op: 'conv2d', attrs: { out_channels: 2, kernel_size: 2, padding: 1 } },
    r: { op: 'relu' },
    p: { op: 'max_pool2d', attrs: { kernel_size: 2 } },
    s: { op: 'sum' },
  },
  ['x c.x', 'c r.x', 'r p.x', 'p s.x'],
  { tensors: { 'x.y': storedTensor([2, 1, 4, 4], 3) }, objective: { node: 's', port: 'y' } },
)

describe('what is needed', () => {
  it('is only what the chosen element of a max pool depends on', () => {
    const { scalars, multiplications } = costOf(convolution, ops)
    // Conv cells: 2 images · 2 channels · 5 · 5, each with 4 weights and a bias; pool cells: 2 · 2 · 2 · 2.
    const [cells, pooled] = [100n, 16n]
    const windows = 2n * 2n * 8n * 8n
    expect(scalars).toEqual({ parameters: 10n, edges: windows + cells * 5n + cells + pooled + pooled })
    expect(multiplications.cached).toBe(pooled * 5n + pooled + pooled + pooled)
    // Every path: weight or bias → cell → relu → pool → sum.
    expect(multiplications.paths).toBe(pooled * 5n * 4n)
  })

  it('leaves out what does not depend on a parameter, element by element', () => {
    // [x, p] · [x, p] side by side: only the half that holds p is needed.
    const document = documentOf(
      {
        x: { op: 'constant', attrs: { shape: [3] } },
        p: { op: 'parameter', attrs: { shape: [2] } },
        c: { op: 'concat', attrs: { dim: 0 } },
        t: { op: 'tanh' },
        s: { op: 'sum' },
      },
      ['x c.x0', 'p c.x1', 'c t.x', 't s.x'],
      { objective: { node: 's', port: 'y' } },
    )
    const { scalars, multiplications } = costOf(document, ops)
    expect(scalars).toEqual({ parameters: 2n, edges: 15n })
    expect(multiplications).toEqual({ cached: 6n, perParameter: 6n, paths: 6n })
  })

  it('leaves out what is cut away before the objective', () => {
    const document = documentOf(
      {
        p: { op: 'parameter', attrs: { shape: [4] } },
        t: { op: 'tanh' },
        c: { op: 'slice', attrs: { ranges: [[0, 1, 3, 1]] } },
        s: { op: 'sum' },
      },
      ['p t.x', 't c.x', 'c s.x'],
      { objective: { node: 's', port: 'y' } },
    )
    expect(costOf(document, ops).multiplications).toEqual({ cached: 6n, perParameter: 6n, paths: 6n })
  })

  it('is what any of several uses needs', () => {
    // tanh(p) is read from 0 to 2, from 1 to 3, and the last element by nobody.
    const twice = documentOf(
      {
        p: { op: 'parameter', attrs: { shape: [4] } },
        t: { op: 'tanh' },
        a: { op: 'slice', attrs: { ranges: [[0, 0, 2, 1]] } },
        b: { op: 'slice', attrs: { ranges: [[0, 1, 3, 1]] } },
        y: { op: 'add' },
        s: { op: 'sum' },
      },
      ['p t.x', 't a.x', 't b.x', 'a y.a', 'b y.b', 'y s.x'],
      { objective: { node: 's', port: 'y' } },
    )
    // 3 at tanh, 2 at each slice, 4 at the addition, 2 at the sum.
    expect(costOf(twice, ops).multiplications).toEqual({ cached: 13n, perParameter: 15n, paths: 16n })

    const all = documentOf(
      { ...twice.nodes, f: { op: 'sum' }, u: { op: 'add' }, r: { op: 'add' } },
      ['p t.x', 't a.x', 't b.x', 'a y.a', 'b y.b', 'y s.x', 't f.x', 's u.a', 'f u.b'],
      { objective: { node: 'u', port: 'y' } },
    )
    const { r: _, ...nodes } = all.nodes
    expect(costOf({ ...all, nodes }, ops).multiplications.cached).toBe(4n + 4n + 4n + 2n + 4n + 2n)
  })

  it('depends on a parameter in any of its halves', () => {
    const document = documentOf(
      {
        x: { op: 'constant', attrs: { shape: [2] } },
        p: { op: 'parameter', attrs: { shape: [2] } },
        a: { op: 'concat', attrs: { dim: 0 } },
        b: { op: 'concat', attrs: { dim: 0 } },
        y: { op: 'mul' },
        t: { op: 'tanh' },
        s: { op: 'sum' },
      },
      ['x a.x0', 'p a.x1', 'p b.x0', 'x b.x1', 'a y.a', 'b y.b', 'y t.x', 't s.x'],
      { objective: { node: 's', port: 'y' } },
    )
    // 2 into each concat, 2 at each factor, then all 4.
    expect(costOf(document, ops).multiplications).toEqual({ cached: 16n, perParameter: 16n, paths: 16n })
    expect(runNaive(document, ops).edges).toHaveLength(16)
  })

  it('is nothing on a branch that does not lead to the objective, nor where no gradient flows', () => {
    const nodes = {
      p: { op: 'parameter', attrs: { shape: [2] } },
      q: { op: 'parameter', attrs: { shape: [2], value: 0.5 } },
      c: { op: 'constant', attrs: { shape: [2] } },
      y: { op: 'mul' },
      dead: { op: 'exp' },
      end: { op: 'tanh' },
      odd: { op: 'input', attrs: { shape: ['M'] } },
      L: { op: 'bce_with_logits_loss' },
    }
    const document = documentOf(nodes, ['p y.a', 'c y.b', 'p dead.x', 'dead end.x', 'y L.input', 'q L.target'])
    const { scalars, multiplications } = costOf(document, ops)
    // Of q, the target, no edge; of the dead branch, edges that are not needed.
    expect(scalars).toEqual({ parameters: 4n, edges: 2n + 2n + 2n + 2n + 2n })
    expect(multiplications).toEqual({ cached: 4n, perParameter: 4n, paths: 4n })
    expect(runNaive(document, ops).edges).toHaveLength(4)
  })

  it('is counted for each parameter up to 100,000 edges, and not beyond', () => {
    const summed = (size: number) =>
      documentOf(
        { p: { op: 'parameter' }, e: { op: 'expand', attrs: { shape: [size] } }, s: { op: 'sum' } },
        ['p e.x', 'e s.x'],
        { objective: { node: 's', port: 'y' } },
      )
    expect(costOf(summed(50_000), ops).multiplications.perParameter).toBe(100_000n)
    expect(costOf(summed(50_001), ops).multiplications.perParameter).toBeNull()
  })

  it('is nothing when no parameter leads to the objective', () => {
    const document = documentOf({ x: { op: 'constant' }, y: { op: 'exp' } }, ['x y.x'], {
      objective: { node: 'y', port: 'y' },
    })
    const { scalars, multiplications } = costOf(document, ops)
    expect(scalars).toEqual({ parameters: 0n, edges: 1n })
    expect(multiplications).toEqual({ cached: 0n, perParameter: 0n, paths: 0n })
  })
})

describe('a composite op', () => {
  // h = tanh(x Wᵀ + b + h₀ Vᵀ + c), written as one op and as its inside.
  const sources = {
    x: { op: 'input', attrs: { shape: [2, 3] } },
    h: { op: 'constant', attrs: { shape: [2, 4], value: 0.5 } },
    W: { op: 'parameter', attrs: { shape: [4, 3] } },
    V: { op: 'parameter', attrs: { shape: [4, 4] } },
    b: { op: 'parameter', attrs: { shape: [4], value: 0.1 } },
    c: { op: 'parameter', attrs: { shape: [4], value: -0.1 } },
    s: { op: 'sum' },
  }
  const more = { tensors: { 'x.y': storedTensor([2, 3], 5) }, objective: { node: 's', port: 'y' } }
  const closed = documentOf(
    { ...sources, cell: { op: 'rnn_cell' } },
    ['x cell.x', 'h cell.h', 'W cell.w_ih', 'V cell.w_hh', 'b cell.b_ih', 'c cell.b_hh', 'cell.h1 s.x'],
    more,
  )
  const affine = { op: 'affine', attrs: {} }
  const opened = documentOf(
    { ...sources, i: affine, j: affine, a: { op: 'add' }, t: { op: 'tanh' } },
    ['x i.x', 'W i.weight', 'b i.bias', 'h j.x', 'V j.weight', 'c j.bias', 'i a.a', 'j a.b', 'a t.x', 't s.x'],
    more,
  )

  it('is counted through its inside', () => {
    const cost = costOf(closed, ops)
    expect(cost).toEqual(costOf(opened, ops))
    expect(cost.multiplications).toEqual({ cached: 104n, perParameter: 288n, paths: 288n })
  })

  it('says in the trace what it costs, once for all of its inputs', () => {
    const costOfNode = (document: GraphDocument, nodes: string[]) =>
      new Session(ops)
        .run(document)
        .trace.filter(({ node }) => nodes.includes(node))
        .reduce((sum, event) => sum + event.cost, 0)
    expect(costOfNode(closed, ['cell'])).toBe(costOfNode(opened, ['i', 'j', 'a', 't']))
  })

  it('is differentiated naively through its inside', () => {
    const { gradients } = new Session(ops).run(closed)
    const naive = runNaive(closed, ops)
    for (const [key, { data }] of naive.paths.gradients) expectClose(data, gradients.get(key)!.data, key)
  })
})

it('asks a node inside a composite for its numbers', () => {
  const pool = ops.get('max_pool2d')!
  const images = { op: 'input', attrs: { shape: [1, 2, 2, 2] } }
  const peak = defineComposite({
    id: 'peak',
    category: 'convolution',
    title: 'Peak',
    symbol: 'p',
    letter: 'p',
    summary: 'Max pooling of what a weight has scaled, written as a composite.',
    inputs: { x: { doc: 'Images.' }, w: { doc: 'One number.' } },
    outputs: { y: { doc: 'Images.' } },
    attrs: z.object({}),
    shape: ({ x }) => ({ y: [...x.slice(0, 2), 1, 1] }),
    inside: (build, { x, w }) => {
      const scaled = build.op('scaled', ops.get('mul')!, { a: x, b: w })
      // A name that begins as another does: what they saved must not be mixed up.
      const first = build.op('top', pool, { x: scaled }, { kernel_size: 1 })
      return { y: build.op('top2', pool, { x: first }, { kernel_size: 2 }) }
    },
    formula: { y: '{y}' },
    derivative: {},
    examples: [],
    spelling: { torch: '', onnx: null },
  })
  const more = {
    tensors: { 'x.y': { dtype: 'float64' as const, shape: [1, 2, 2, 2], data: [1, 9, 2, 3, 4, 5, 6, 8] } },
    objective: { node: 's', port: 'y' },
  }
  const w = { op: 'parameter', attrs: { shape: [2, 1, 1], value: 2 } }
  const closed = documentOf({ x: images, w, p: { op: 'peak' }, s: { op: 'sum' } }, ['x p.x', 'w p.w', 'p s.x'], more)
  const opened = documentOf(
    {
      x: images,
      w,
      m: { op: 'mul' },
      a: { op: 'max_pool2d', attrs: { kernel_size: 1 } },
      b: { op: 'max_pool2d', attrs: { kernel_size: 2 } },
      s: { op: 'sum' },
    },
    ['x m.a', 'w m.b', 'm a.x', 'a b.x', 'b s.x'],
    more,
  )
  const known = new Map([...ops, ['peak', peak]])
  expect(costOf(closed, known)).toEqual(costOf(opened, ops))
  expect(costOf(closed, known).multiplications).toEqual({ cached: 8n, perParameter: 8n, paths: 8n })
  const gradient = runNaive(closed, known).paths.gradients.get('w.y')!
  expect(Array.from(gradient.data)).toEqual([9, 8])
})

describe('the costs that the trace shows', () => {
  const costsIn = (document: GraphDocument, node: string) =>
    Object.fromEntries(
      new Session(ops)
        .run(document)
        .trace.filter((event) => event.node === node && event.kind !== 'value' && event.kind !== 'accumulate')
        .map(({ port, cost }) => [port, cost]),
    )

  it('are the edges of each port', () => {
    expect(costsIn(denseNet([3, 2, 1], 4), 'z1')).toEqual({ x: 24, weight: 24, bias: 8 })
    expect(costsIn(convolution, 'p')).toEqual({ x: 16 })
  })

  it('need the numbers of the inputs where an op names elements by them', () => {
    const document = documentOf(
      {
        p: { op: 'parameter', attrs: { shape: [2, 3] } },
        t: { op: 'input', attrs: { dtype: 'int64' } },
        L: { op: 'nll_loss' },
      },
      ['p L.input', 't L.target'],
      { tensors: { 't.y': { dtype: 'int64', shape: [2], data: [0, 2] } } },
    )
    expect(costsIn(document, 'L')).toEqual({ input: 2 })
  })

  it('count what lies inside a composite for the first port that it lies behind', () => {
    const nodes = {
      x: { op: 'input', attrs: { shape: [2, 3] } },
      c: { op: 'rnn_cell', attrs: { hidden_size: 4 } },
      s: { op: 'sum' },
    }
    const document = documentOf(nodes, ['x c.x', 'c.h1 s.x'], {
      tensors: { 'x.y': storedTensor([2, 3], 1) },
      objective: { node: 's', port: 'y' },
    })
    const costs = costsIn(document, 'c')
    // x: its product, and the tanh (and sum) behind it; the others: only their own products.
    expect(costs.w_ih).toBe(24)
    expect(costs.b_ih).toBe(8)
    expect(costs.x).toBe(24 + 8 + (costs.w_hh === undefined ? 0 : 8))
  })
})

describe('what cannot be counted', () => {
  it('names the node and the size that is not known', () => {
    const document = documentOf(
      { x: { op: 'input', label: 'images', attrs: { shape: ['N', 3] } }, y: { op: 'mean' } },
      ['x y.x'],
      { objective: { node: 'y', port: 'y' } },
    )
    expect(() => costOf(document, ops)).toThrow(
      'images has shape [N, 3], and N is not known, so its multiplications cannot be counted.',
    )
  })

  it('says so too when not even the number of the unknown size has a name', () => {
    const document = documentOf({ x: { op: 'input' }, y: { op: 'mean' } }, ['x y.x'], {
      objective: { node: 'y', port: 'y' },
    })
    expect(problemOf(document)).toMatchObject({
      code: 'unknown-size',
      node: 'x',
      port: 'y',
      message: 'x has shape [?], and a size of it is not known, so its multiplications cannot be counted.',
      hint: 'Give the inputs numbers, or write a number in the place of the unknown size.',
    })
    const named = documentOf({ x: { op: 'input', attrs: { shape: [3, 'N'] } }, y: { op: 'mean' } }, ['x y.x'], {
      objective: { node: 'y', port: 'y' },
    })
    expect(problemOf(named).hint).toBe('Give the inputs numbers, or write a number in the place of N.')
    expect(problemOf(named).message).toContain('and N is not known')
  })

  it('needs an objective that can run', () => {
    const document = documentOf({ y: { op: 'tanh' } }, [], { objective: { node: 'y', port: 'y' } })
    expect(problemOf(document)).toMatchObject({
      code: 'objective',
      message: 'There is nothing to differentiate.',
      hint: 'Add a loss, or set the objective.',
    })
    const { objective: _, ...rest } = squarings(3)
    expect(problemOf(rest).hint).toBe('Add a loss, or choose an output as the objective.')
    const elsewhere = { ...squarings(3), objective: { node: 'gone', port: 'y' } }
    expect(problemOf(elsewhere).hint).toBe('Choose another output to differentiate.')
  })

  it('needs an objective', () => {
    const { objective: _, ...rest } = squarings(3)
    expect(() => costOf(rest, ops)).toThrow('There is no loss yet, so there is nothing to differentiate.')
  })

  it('needs numbers where an op chooses by them', () => {
    const { tensors: _, ...rest } = convolution
    const shaped = {
      ...rest,
      tensors: {},
      nodes: { ...rest.nodes, x: { op: 'input', attrs: { shape: [2, 1, 4, 4] } } },
    }
    expect(problemOf(shaped)).toMatchObject({
      code: 'no-data',
      node: 'x',
      hint: 'Give x numbers, or bind it to a data set.',
    })
    expect(() => costOf(shaped, ops)).toThrow(
      /chooses by its numbers, so the forward pass has to run, but: x has no data/,
    )
  })
})
