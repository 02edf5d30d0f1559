import { beforeAll, describe, expect, it } from 'vitest'
import { costOf, runNaive, Session, type Cost, type NaiveRun } from '../../src/engine'
import type { GraphDocument } from '../../src/graph'
import { ops } from '../../src/ops'
import { expectClose } from '../support/close'
import { denseNet, documentOf, squarings, storedTensor } from '../support/documents'

const image: GraphDocument = documentOf(
  {
    x: { op: 'input' },
    c: { op: 'conv2d', attrs: { out_channels: 2, kernel_size: 2, padding: 1 } },
    r: { op: 'relu' },
    p: { op: 'max_pool2d', attrs: { kernel_size: 2 } },
    f: { op: 'flatten' },
    z: { op: 'affine', attrs: { out_features: 3 } },
    s: { op: 'softmax' },
    t: { op: 'input', attrs: { dtype: 'int64' } },
    L: { op: 'cross_entropy_loss' },
  },
  ['x c.x', 'c r.x', 'r p.x', 'p f.x', 'f z.x', 'z s.x', 's L.input', 't L.target'],
  {
    tensors: {
      'x.y': storedTensor([2, 1, 4, 4], 3),
      't.y': { dtype: 'int64', shape: [2], data: [2, 0] },
    },
  },
)

const windows: GraphDocument = documentOf(
  {
    x: { op: 'input' },
    c: { op: 'conv2d', attrs: { out_channels: 1, kernel_size: 2 } },
    d: { op: 'conv2d', attrs: { out_channels: 1, kernel_size: 2 } },
    L: { op: 'sum' },
  },
  ['x c.x', 'c d.x', 'd L.x'],
  { tensors: { 'x.y': storedTensor([1, 1, 4, 4], 3) }, objective: { node: 'L', port: 'y' } },
)

describe.each([
  ['2-2-1', denseNet([2, 2, 1])],
  ['2-4-2-1', denseNet([2, 4, 2, 1], 3)],
  ['D(5)', squarings(5)],
  ['a small convolutional net', image],
  ['windows that overlap', windows],
])('%s', (_, document) => {
  let naive: NaiveRun
  let cost: Cost
  beforeAll(() => {
    naive = runNaive(document, ops)
    cost = costOf(document, ops)
  })

  it('takes as many multiplications as the closed form says', () => {
    expect(naive.edges).toHaveLength(Number(cost.multiplications.cached))
    expect(BigInt(naive.perParameter.multiplications)).toBe(cost.multiplications.perParameter)
    expect(BigInt(naive.paths.multiplications)).toBe(cost.multiplications.paths)
  })

  it('gives the gradients of the cached pass', () => {
    const { gradients } = new Session(ops).run(document)
    expect([...gradients.keys()].sort()).toEqual([...naive.paths.gradients.keys()].sort())
    for (const [key, { data }] of gradients) {
      expectClose(naive.perParameter.gradients.get(key)!.data, data, key, { absolute: 1e-13, relative: 1e-12 })
      expectClose(naive.paths.gradients.get(key)!.data, data, key, { absolute: 1e-13, relative: 1e-12 })
    }
  })

  it('counts how often each edge and each product was made', () => {
    const { times, rows, prefixes, multiplications } = naive.paths
    expect(times.reduce((sum, n) => sum + n, 0)).toBe(multiplications)
    expect(prefixes.reduce((sum, { times: n }) => sum + n, 0)).toBe(multiplications)
    expect(naive.perParameter.times.reduce((sum, n) => sum + n, 0)).toBe(naive.perParameter.multiplications)
    for (const { parameter, prefix, product } of rows) {
      // The same factors in the same order: from the objective on.
      expect(prefixes[prefix]!.product).toBe(product)
      expect(naive.edges[prefixes[prefix]!.edge]!.tail).toEqual(parameter)
      let along = 1
      for (let at = prefix; at >= 0; at = prefixes[at]!.parent) along *= naive.edges[prefixes[at]!.edge]!.local
      expect(along).toBeCloseTo(product, 12)
    }
    // Every prefix is one edge longer than the one before it, and begins at the objective.
    for (const { edge, parent } of prefixes) {
      const { head } = naive.edges[edge]!
      if (parent >= 0) expect(naive.edges[prefixes[parent]!.edge]!.tail).toEqual(head)
      else expect(prefixes.filter((other) => other.parent < 0 && other.edge === edge)).toHaveLength(1)
    }
  })
})

it("shows the lecture's matrix: every row begins with the error, which is made once and used nine times", () => {
  const { edges, paths } = runNaive(denseNet([2, 2, 1]), ops)
  expect(paths.rows).toHaveLength(9)
  const shared = paths.prefixes.filter(({ times }) => times > 1)
  const named = shared.map(({ edge, times }) => [edges[edge]!.tail.tensor, edges[edge]!.tail.element, times])
  expect(named).toEqual([
    ['y2.y', 0, 9],
    ['z2.y', 0, 9],
    ['y1.y', 0, 3],
    ['z1.y', 0, 3],
    ['y1.y', 1, 3],
    ['z1.y', 1, 3],
  ])
})

it('lists paths in the order of the inputs, and names each number', () => {
  const document = documentOf(
    { p: { op: 'parameter', attrs: { shape: [2, 2], value: 3 } }, s: { op: 'sum' } },
    ['p s.x'],
    { objective: { node: 's', port: 'y' } },
  )
  const { edges, paths, perParameter } = runNaive(document, ops)
  expect(paths.rows.map(({ parameter, product }) => [parameter.tensor, parameter.element, product])).toEqual(
    [0, 1, 2, 3].map((element) => ['p.y', element, 1]),
  )
  expect(edges.map(({ tail, head, local }) => [tail.element, head.tensor, head.element, local])).toEqual(
    [0, 1, 2, 3].map((element) => [element, 's.y', 0, 1]),
  )
  for (const { gradients } of [paths, perParameter])
    expect(gradients.get('p.y')).toEqual({ dtype: 'float64', shape: [2, 2], data: Float64Array.of(1, 1, 1, 1) })
})

it('asks an elementwise op once, and a layer once for each of its outputs', () => {
  const calls = { tanh: 0, affine: 0 }
  const counted = (id: keyof typeof calls) => {
    const op = ops.get(id)!
    const x: typeof op.backward.x = (context) => (calls[id]++, op.backward.x!(context))
    return [id, { ...op, backward: { ...op.backward, x } }] as const
  }
  const document = documentOf(
    {
      p: { op: 'parameter', attrs: { shape: [2, 3] } },
      z: { op: 'affine', attrs: { out_features: 4 } },
      y: { op: 'tanh' },
      L: { op: 'sum' },
    },
    ['p z.x', 'z y.x', 'y L.x'],
    { objective: { node: 'L', port: 'y' } },
  )
  runNaive(document, new Map([...ops, counted('tanh'), counted('affine')]))
  // Both examples of a layer have inputs of their own, so that they are asked together. Once more each is asked by the
  // pass that leaves the numbers.
  expect(calls).toEqual({ tanh: 1 + 1, affine: 4 + 1 })
})

it('gives 0 to a parameter that does not lead to the objective, and 1 to one that is it', () => {
  const nodes = { p: { op: 'parameter' }, q: { op: 'parameter' }, y: { op: 'exp' } }
  const { paths, perParameter } = runNaive(documentOf(nodes, ['q y.x'], { objective: { node: 'p', port: 'y' } }), ops)
  for (const { gradients, multiplications } of [paths, perParameter]) {
    expect(gradients.get('p.y')!.data[0]).toBe(1)
    expect(gradients.get('q.y')!.data[0]).toBe(0)
    expect(multiplications).toBe(0)
  }
})

it('refuses what has too many edges, though few paths', () => {
  const document = documentOf(
    { p: { op: 'parameter', attrs: { shape: [50_001] } }, t: { op: 'tanh' }, s: { op: 'sum' } },
    ['p t.x', 't s.x'],
    { objective: { node: 's', port: 'y' } },
  )
  expect(() => runNaive(document, ops)).toThrow('Multiplying out every path takes 100,002 multiplications')
})

it('refuses what has too many paths, with the exact count', () => {
  expect(() => runNaive(squarings(31), ops)).toThrow(
    'Multiplying out every path takes 33,285,996,544 multiplications; naive mode walks 1,000,000 at most.',
  )
})
