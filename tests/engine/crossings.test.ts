import { describe, expect, it } from 'vitest'
import { costOf, crossingsOf, linksFor, runNaive } from '../../src/engine'
import { chainsOf } from '../../src/engine'
import type { GraphDocument } from '../../src/graph'
import { ops } from '../../src/ops'
import { denseNet, documentOf, squarings, storedTensor } from '../support/documents'

/** Two ports wired to one value, an input that no parameter feeds, and a branch that does not reach the loss. */
const branching: GraphDocument = documentOf(
  {
    x: { op: 'input' },
    w: { op: 'parameter', attrs: { shape: [3, 2] } },
    m: { op: 'mul' },
    a: { op: 'sigmoid' },
    b: { op: 'tanh' },
    s: { op: 'add' },
    side: { op: 'exp' },
    L: { op: 'mean' },
  },
  ['x m.a', 'w m.b', 'm a.x', 'm b.x', 'a s.a', 'b s.b', 'a side.x', 's L.x'],
  { tensors: { 'x.y': storedTensor([3, 2], 5) }, objective: { node: 'L', port: 'y' } },
)

const pooled: GraphDocument = documentOf(
  {
    x: { op: 'input' },
    c: { op: 'conv2d', attrs: { out_channels: 2, kernel_size: 2, padding: 1 } },
    p: { op: 'max_pool2d', attrs: { kernel_size: 2 } },
    f: { op: 'flatten' },
    z: { op: 'affine', attrs: { out_features: 2 } },
    L: { op: 'sum' },
  },
  ['x c.x', 'c p.x', 'p f.x', 'f z.x', 'z L.x'],
  { tensors: { 'x.y': storedTensor([2, 1, 4, 4], 3) }, objective: { node: 'L', port: 'y' } },
)

const total = (counts: readonly bigint[]) => counts.reduce((sum, n) => sum + n, 0n)

describe.each([
  ['2-4-2-1', denseNet([2, 4, 2, 1], 3)],
  ['D(5)', squarings(5)],
  ['branches', branching],
  ['a convolution that is pooled', pooled],
])('crossings of %s', (_, document) => {
  const crossingsHere = () => crossingsOf(linksFor(document, ops))

  it('add up to the multiplications of the cost model', () => {
    const crossings = crossingsHere()
    const { cached, paths } = costOf(document, ops).multiplications
    expect(total(crossings.map((crossing) => crossing.cached))).toBe(cached)
    expect(total(crossings.map((crossing) => crossing.naive))).toBe(paths)
  })

  it('are those that naive mode makes, input by input', () => {
    const crossings = crossingsHere()
    const naive = runNaive(document, ops)
    const made = new Map<string, { cached: bigint; naive: bigint }>()
    naive.edges.forEach(({ node, port }, e) => {
      const { cached, naive: times } = made.get(`${node}.${port}`) ?? { cached: 0n, naive: 0n }
      made.set(`${node}.${port}`, { cached: cached + 1n, naive: times + BigInt(naive.paths.times[e]!) })
    })
    expect(
      Object.fromEntries(crossings.map((c) => [`${c.node}.${c.port}`, { cached: c.cached, naive: c.naive }])),
    ).toEqual(Object.fromEntries(made))
  })
})

it('counts crossings beyond what floats hold', () => {
  const crossings = crossingsOf(linksFor(squarings(81), ops))
  // x₈₁ is read by no one; x₁ = −p is crossed by all 2⁸⁰ paths.
  expect(crossings.find(({ node }) => node === 'x1')).toEqual({
    node: 'x1',
    port: 'x',
    from: 'p.y',
    cached: 1n,
    naive: 2n ** 80n,
  })
})

describe('chains', () => {
  it('name the factors from the loss to each parameter, the nearest first', () => {
    const { factors, parameters } = chainsOf(linksFor(denseNet([2, 3, 1]), ops), 10)
    const words = (chain: readonly number[]) => chain.map((f) => `${factors[f]!.node}.${factors[f]!.port}`)
    expect(parameters.map(({ key, chains }) => [key, ...chains.map(words)])).toEqual([
      ['z2.bias', ['L.input', 'y2.x', 'z2.bias']],
      ['z2.weight', ['L.input', 'y2.x', 'z2.weight']],
      ['z1.bias', ['L.input', 'y2.x', 'z2.x', 'y1.x', 'z1.bias']],
      ['z1.weight', ['L.input', 'y2.x', 'z2.x', 'y1.x', 'z1.weight']],
    ])
  })

  it('list some of very many, and count all', () => {
    const { parameters } = chainsOf(linksFor(squarings(60), ops), 5)
    expect(parameters[0]!.chains).toHaveLength(5)
    expect(new Set(parameters[0]!.chains.map(String)).size).toBe(5)
    expect(parameters[0]!.total).toBe(2n ** 59n)
  })

  it('leave out what does not reach the loss', () => {
    const { parameters, factors } = chainsOf(linksFor(branching, ops), 10)
    expect(parameters.map(({ key, chains }) => [key, chains.length])).toEqual([['w.y', 2]])
    expect(factors.map(({ node }) => node)).not.toContain('side')
  })
})
