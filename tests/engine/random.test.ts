/** @file What holds for every graph: random ones over all ops. A failure prints the seed that makes it again. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { costOf, gradcheck, runNaive, Session, type GradcheckResult } from '../../src/engine'
import { readDocument, writeDocument } from '../../src/formats'
import type { GraphDocument } from '../../src/graph'
import { ops } from '../../src/ops'
import { createRandom, type Tensor } from '../../src/tensor'
import { expectClose } from '../support/close'
import { computingOps, graphs, randomGraph } from '../support/randomGraph'

/** Every op in some graph: the registry in an order of its own, a few ops to a graph. */
const PER_GRAPH = 6
const shuffled = Array.from(
  createRandom(20261124).shuffle(Uint32Array.from(computingOps.keys())),
  (i) => computingOps[i]!,
)
const covering = Array.from({ length: Math.ceil(shuffled.length / PER_GRAPH) }, (_, i): GraphDocument => {
  const first = shuffled.slice(i * PER_GRAPH, (i + 1) * PER_GRAPH)
  return randomGraph(createRandom(1000 + i), PER_GRAPH + 4, first).document
})

function sameTensors(got: ReadonlyMap<string, Tensor>, want: ReadonlyMap<string, Tensor>, what: string) {
  expect([...got.keys()].sort()).toEqual([...want.keys()].sort())
  for (const [key, { data }] of want) {
    const other = got.get(key)!.data
    if (data.length !== other.length || !data.every((x, i) => Object.is(x, other[i])))
      expect.fail(`${what} of ${key} differs`)
  }
}

function runGradcheck(document: GraphDocument): GradcheckResult {
  const steps = gradcheck(document, ops, { elements: 3 })
  for (let next = steps.next(); ; next = steps.next()) if (next.done) return next.value
}

describe('random graphs over all ops', { timeout: 60_000 }, () => {
  it('hold every op, several to a graph and wired to one another', () => {
    const wired = covering.flatMap(({ nodes, edges }) =>
      Object.values(edges).filter(
        ({ from, to }) => ops.get(nodes[from.node]!.op)!.category !== 'source' && to.node in nodes,
      ),
    )
    expect(wired.length / covering.length).toBeGreaterThan(PER_GRAPH)
    const used = new Set(covering.flatMap(({ nodes }) => Object.values(nodes).map(({ op }) => op)))
    expect(computingOps.map(({ id }) => id).filter((id) => !used.has(id))).toEqual([])
  })

  it.each(covering.map((document, i) => [i, document] as const))(
    'graph %i: gradients are central differences',
    (_, document) => {
      const { checks, errors } = runGradcheck(document)
      expect(errors).toEqual([])
      expect(checks.filter(({ ok }) => !ok)).toEqual([])
    },
  )
})

describe('one pass over a random graph', { timeout: 60_000 }, () => {
  it('adds edge deltas up to deltas, crosses each edge once, and keeps what it was given', () => {
    fc.assert(
      fc.property(graphs(2, 12), ({ document }) => {
        const given = structuredClone(document)
        const run = new Session(ops).run(document)
        const { deltas, edges, trace, blockedEdges, objective } = run
        for (const { kind, node, port, terms } of trace) {
          if (kind !== 'accumulate') continue
          const delta = deltas.get(`${node}.${port}`)!
          const seed = objective === `${node}.${port}` ? 1 : 0
          delta.data.forEach((d, i) => {
            const sum = terms!.reduce((total, edge) => total + edges.get(edge)!.data[i]!, seed)
            expect(Math.abs(d - sum)).toBeLessThanOrEqual(1e-12 * Math.max(1, Math.abs(sum)))
          })
        }
        const crossed = trace.filter(({ kind }) => kind === 'edge-delta').map(({ edge }) => edge!)
        expect(crossed).toEqual([...new Set(crossed)])
        expect([...edges.keys()].sort()).toEqual([...crossed].sort())
        expect(crossed.filter((edge) => blockedEdges.has(edge))).toEqual([])
        const made = trace.filter(({ kind }) => kind === 'accumulate').map(({ node, port }) => `${node}.${port}`)
        expect(made).toEqual([...new Set(made)])
        expect([...deltas.keys()].sort()).toEqual([...made].sort())
        // Backward has not touched the document, nor the values of the forward pass.
        expect(document).toEqual(given)
        const { objective: _, ...forwardOnly } = document
        sameTensors(new Session(ops).run(forwardOnly).values, run.values, 'value')
      }),
      { numRuns: 30, seed: 20261125 },
    )
  })

  it('gives nearly the same in float32', () => {
    fc.assert(
      fc.property(graphs(2, 10), ({ document }) => {
        const exact = new Session(ops).run(document)
        const rounded = new Session(ops, { dtype: 'float32' }).run(document)
        for (const [key, { data }] of exact.values)
          expectClose(rounded.values.get(key)!.data, data, key, { absolute: 1e-3, relative: 1e-3 })
        for (const [key, { data }] of exact.gradients)
          expectClose(rounded.gradients.get(key)!.data, data, key, { absolute: 1e-2, relative: 1e-2 })
      }),
      { numRuns: 30, seed: 20261126 },
    )
  })

  it('is the same, bit by bit, after a trip through JSON', () => {
    fc.assert(
      fc.property(graphs(1, 10), ({ document }) => {
        const text = writeDocument(document)
        const read = readDocument(new TextEncoder().encode(text))
        if (!read.ok) return expect.fail(read.message)
        expect(read.document).toEqual(document)
        expect(writeDocument(read.document)).toBe(text)
        const [before, after] = [new Session(ops).run(document), new Session(ops).run(read.document)]
        for (const kind of ['values', 'deltas', 'edges', 'gradients'] as const)
          sameTensors(after[kind], before[kind], kind)
      }),
      { numRuns: 25, seed: 20261127 },
    )
  })
})

describe('naive mode on a random graph', { timeout: 60_000 }, () => {
  it('has the gradients of the cached pass, and the counts of the closed form', () => {
    let compared = 0
    fc.assert(
      fc.property(graphs(1, 5), ({ document }) => {
        const { multiplications } = costOf(document, ops)
        if (multiplications.paths > 50_000n) return
        const naive = runNaive(document, ops)
        expect(BigInt(naive.edges.length)).toBe(multiplications.cached)
        expect(BigInt(naive.perParameter.multiplications)).toBe(multiplications.perParameter)
        expect(BigInt(naive.paths.multiplications)).toBe(multiplications.paths)
        for (const [key, { data }] of new Session(ops).run(document).gradients) {
          expectClose(naive.perParameter.gradients.get(key)!.data, data, key, { absolute: 1e-11, relative: 1e-10 })
          expectClose(naive.paths.gradients.get(key)!.data, data, key, { absolute: 1e-11, relative: 1e-10 })
        }
        compared++
      }),
      { numRuns: 30, seed: 20261128 },
    )
    expect(compared).toBeGreaterThan(15)
  })
})
