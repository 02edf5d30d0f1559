/** @file The chains of the chain rule by whole tensors: which factors, in which order, and how many there are. */
import { describe, expect, it } from 'vitest'
import { chainsOf, linksFor } from '../../src/engine'
import type { GraphDocument } from '../../src/graph'
import { ops } from '../../src/ops'
import { denseNet, documentOf, squarings } from '../support/documents'

/** Chains as words: "m.a x.y" is the factor of input a of m, which takes x.y. */
function told(document: GraphDocument, most = 10) {
  const { factors, parameters } = chainsOf(linksFor(document, ops, {}), most)
  const words = factors.map(({ node, port, from }) => `${node}.${port} ${from}`)
  return parameters.map(({ key, shape, chains, total }) => ({
    key,
    shape,
    total,
    chains: chains.map((chain) => chain.map((factor) => words[factor])),
  }))
}

describe('the chains of a parameter', () => {
  it('go from the objective back to it, the parameters nearest to the objective first', () => {
    expect(told(denseNet([2, 1]))).toEqual([
      { key: 'z1.bias', shape: [1], total: 1n, chains: [['L.input y1.y', 'y1.x z1.y', 'z1.bias z1.bias']] },
      { key: 'z1.weight', shape: [1, 2], total: 1n, chains: [['L.input y1.y', 'y1.x z1.y', 'z1.weight z1.weight']] },
    ])
  })

  it('are as many as there are ways, and only so many listed', () => {
    const chain = (...ports: string[]) => [...ports.map((port, i) => `x${3 - i}.${port} x${2 - i}.y`), 'x1.x p.y']
    const [all] = told(squarings(3))
    expect(all!.total).toBe(4n)
    expect(all!.chains.sort()).toEqual([chain('a', 'a'), chain('a', 'b'), chain('b', 'a'), chain('b', 'b')])
    const [some] = told(squarings(40), 3)
    expect(some!.total).toBe(2n ** 39n)
    expect(some!.chains).toHaveLength(3)
    expect(new Set(some!.chains.map((factors) => factors.join())).size).toBe(3)
  })

  it('leave out what does not lead to the objective, and what no parameter reaches', () => {
    const document = documentOf(
      {
        p: { op: 'parameter', attrs: { shape: [] } },
        q: { op: 'parameter', attrs: { shape: [] } },
        c: { op: 'constant', attrs: { shape: [] } },
        e: { op: 'exp' },
        m: { op: 'mul' },
        f: { op: 'exp' },
      },
      ['c e.x', 'p m.a', 'e m.b', 'q f.x'],
      { objective: { node: 'm', port: 'y' } },
    )
    expect(told(document)).toEqual([{ key: 'p.y', shape: [], total: 1n, chains: [['m.a p.y']] }])
    expect(chainsOf(linksFor(document, ops, {}), 5).factors).toHaveLength(1)
  })

  it('of the objective itself is one without factors', () => {
    const document = documentOf({ p: { op: 'parameter', attrs: { shape: [] } } }, [], {
      objective: { node: 'p', port: 'y' },
    })
    expect(told(document)).toEqual([{ key: 'p.y', shape: [], total: 1n, chains: [[]] }])
  })
})
