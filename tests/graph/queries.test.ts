import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  ancestors,
  compareIds,
  descendants,
  edgeAt,
  edgesInto,
  edgesOutOf,
  emptyDocument,
  topologicalOrder,
  wouldCreateCycle,
  type GraphDocument,
} from '../../src/graph'
import { sample } from './helpers'

function graphOf(count: number, pairs: readonly (readonly [number, number])[]): GraphDocument {
  const document = emptyDocument()
  for (let i = 0; i < count; i++) document.nodes[`n${i}`] = { op: 'add' }
  pairs.forEach(([a, b], i) => {
    document.edges[`e${i}`] = { from: { node: `n${a}`, port: 'y' }, to: { node: `n${b}`, port: `x${i}` } }
  })
  return document
}

const pairs = (count: number) => fc.array(fc.tuple(fc.nat(count - 1), fc.nat(count - 1)), { maxLength: 40 })

test('edges by node', () => {
  const document = sample()
  expect(edgesInto(document, 'L').map(({ id }) => id)).toEqual(['e3', 'e4'])
  expect(edgesOutOf(document, 'x').map(({ id }) => id)).toEqual(['e1'])
  expect(edgeAt(document, { node: 'L', port: 'target' })?.from.node).toBe('t')
  expect(edgesInto(document, 'toString')).toEqual([])
  expect([...ancestors(document, 'y1')].sort()).toEqual(['x', 'z1'])
  expect([...descendants(document, 'z1')].sort()).toEqual(['L', 'y1'])
})

describe('topologicalOrder', () => {
  test('every edge runs forward, or a real cycle is named', () => {
    fc.assert(
      fc.property(pairs(12), (list) => {
        const { order, cycle } = topologicalOrder(graphOf(12, list))
        const at = new Map(order.map((id, i) => [id, i]))
        for (const [a, b] of list) {
          const to = at.get(`n${b}`)
          if (to !== undefined) expect(at.get(`n${a}`)).toBeLessThan(to)
        }
        if (!cycle) expect(order).toHaveLength(12)
        else
          cycle.forEach((id, i) => {
            const next = cycle[(i + 1) % cycle.length]
            expect(list.some(([a, b]) => `n${a}` === id && `n${b}` === next)).toBe(true)
          })
      }),
      { seed: 1, numRuns: 500 },
    )
  })

  test('does not depend on the order in which the graph was put together', () => {
    const document = sample()
    const shuffled = {
      ...document,
      nodes: Object.fromEntries(Object.entries(document.nodes).reverse()),
      edges: Object.fromEntries(Object.entries(document.edges).reverse()),
    }
    expect(topologicalOrder(shuffled)).toEqual(topologicalOrder(document))
  })

  test('a chain of 20,000 nodes is no problem', () => {
    const chain = graphOf(
      20_000,
      Array.from({ length: 19_999 }, (_, i) => [i, i + 1] as const),
    )
    expect(topologicalOrder(chain).order).toHaveLength(20_000)
    expect(
      wouldCreateCycle(chain, { from: { node: 'n19999', port: 'y' }, to: { node: 'n0', port: 'x' } }),
    ).toHaveLength(20_000)
    expect(descendants(chain, 'n0').size).toBe(19_999)
  })
})

test('wouldCreateCycle agrees with adding the edge and looking', () => {
  fc.assert(
    fc.property(pairs(8), fc.nat(7), fc.nat(7), (list, a, b) => {
      const forward = list.filter(([from, to]) => from < to)
      const document = graphOf(8, forward)
      const path = wouldCreateCycle(document, { from: { node: `n${a}`, port: 'y' }, to: { node: `n${b}`, port: 'z' } })
      expect(path !== null).toBe(topologicalOrder(graphOf(8, [...forward, [a, b]])).cycle !== null)
      if (path) expect([path[0], path.at(-1)]).toEqual([`n${b}`, `n${a}`])
    }),
    { seed: 2, numRuns: 500 },
  )
})

test('compareIds is a total order that counts', () => {
  expect(['z10', 'z2', 'Z1', 'z', 'z02', 'a_1', 'a1'].sort(compareIds)).toEqual([
    'Z1',
    'a1',
    'a_1',
    'z',
    'z02',
    'z2',
    'z10',
  ])
  const id = fc.stringMatching(/^[a-c_][a-c0-3_-]{0,6}$/)
  fc.assert(
    fc.property(id, id, id, (a, b, c) => {
      expect(Math.sign(compareIds(a, b))).toBe(-Math.sign(compareIds(b, a)) + 0)
      if (compareIds(a, b) <= 0 && compareIds(b, c) <= 0) expect(compareIds(a, c)).toBeLessThanOrEqual(0)
    }),
    { seed: 3, numRuns: 2000 },
  )
})
