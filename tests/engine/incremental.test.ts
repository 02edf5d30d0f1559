import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Session } from '../../src/engine'
import type { GraphDocument } from '../../src/graph'
import { ops } from '../../src/ops'
import { graphs } from '../support/randomGraph'

function same(document: GraphDocument, session: Session) {
  const got = session.run(document)
  const want = new Session(ops).run(document)
  for (const kind of ['values', 'deltas', 'edges', 'gradients'] as const) {
    expect([...got[kind].keys()].sort()).toEqual([...want[kind].keys()].sort())
    for (const [key, tensor] of want[kind])
      if (!sameBits(got[kind].get(key)!.data, tensor.data)) expect.fail(`${kind} ${key} differs`)
  }
  expect(got.trace).toEqual(want.trace)
  expect(got.errors).toEqual(want.errors)
  return got
}

const sameBits = (a: ArrayLike<number>, b: ArrayLike<number>) =>
  a.length === b.length && Array.from(a).every((x, i) => Object.is(x, b[i]))

describe('incremental evaluation', () => {
  it('equals computing everything from scratch after random edits', () => {
    fc.assert(
      fc.property(graphs(1, 12), (graph) => {
        const session = new Session(ops)
        same(graph.document, session)
        for (let i = 0; i < 6; i++) {
          graph.edit()
          same(graph.document, session)
        }
      }),
      { numRuns: 30, seed: 20261124 },
    )
  }, 60_000)

  it('recomputes only what depends on a change', () => {
    const document: GraphDocument = {
      format: 'gradwire',
      version: 1,
      name: '',
      nodes: {},
      edges: {},
      tensors: {},
      layout: {},
    }
    document.nodes.x = { op: 'input', attrs: { shape: [] } }
    document.tensors['x.y'] = { dtype: 'float64', shape: [], data: [0.5] }
    const nodes = 200
    for (let i = 0; i < nodes; i++) {
      document.nodes[`n${i}`] = { op: 'tanh' }
      document.edges[`e${i}`] = { from: { node: i ? `n${i - 1}` : 'x', port: 'y' }, to: { node: `n${i}`, port: 'x' } }
    }
    document.objective = { node: `n${nodes - 1}`, port: 'y' }
    const session = new Session(ops)
    expect(session.run(document).computed).toEqual({ forward: nodes, backward: nodes })
    expect(session.run({ ...document, layout: { x: { x: 9, y: 9 } } }).computed).toEqual({ forward: 0, backward: 0 })
    const near = { ...document, nodes: { ...document.nodes, [`n${nodes - 3}`]: { op: 'sigmoid' } } }
    expect(session.run(near).computed.forward).toBe(3)
  })
})
