/** @file What a session keeps from run to run: the very same tensors where nothing changed, fresh ones where something did. */
import { describe, expect, it } from 'vitest'
import { Session, type Run } from '../../src/engine'
import type { GraphDocument } from '../../src/graph'
import { ops, type Op } from '../../src/ops'
import { denseNet, documentOf, storedTensor } from '../support/documents'

const number = (value: number) => ({ dtype: 'float64' as const, shape: [] as number[], data: [value] })

/** Both runs hold the same numbers; the first may have reused some. */
function expectSame(got: Run, document: GraphDocument) {
  const want = new Session(ops).run(document)
  for (const kind of ['values', 'deltas', 'edges', 'gradients'] as const) expect(got[kind]).toEqual(want[kind])
  expect(got.trace).toEqual(want.trace)
}

describe('a second run', () => {
  it('of the same document computes nothing and gives the same tensors', () => {
    const document = documentOf(
      {
        p: { op: 'parameter', attrs: { shape: [4] } },
        d: { op: 'dropout' },
        t: { op: 'tanh' },
        s: { op: 'add' },
        z: { op: 'affine', attrs: { out_features: 1 } },
        L: { op: 'sum' },
      },
      ['p d.x', 'd t.x', 'd s.a', 't s.b', 's z.x', 'z L.x'],
      { objective: { node: 'L', port: 'y' } },
    )
    const session = new Session(ops)
    const first = session.run(document)
    expect(first.computed).toEqual({ forward: 5, backward: 8 })
    const second = session.run({ ...document, layout: { p: { x: 1, y: 1 } } })
    expect(second.computed).toEqual({ forward: 0, backward: 0 })
    for (const kind of ['values', 'deltas', 'edges', 'gradients'] as const)
      for (const [key, tensor] of first[kind]) expect(second[kind].get(key), `${kind} ${key}`).toBe(tensor)
    expect(second.trace).toBe(first.trace)
    // A single edge delta is the delta, not a copy.
    expect(first.deltas.get('t.y')).toBe(first.edges.get('e4'))
  })

  it('takes one step for each node and each product that is computed', () => {
    const session = new Session(ops)
    const count = (document: GraphDocument) => {
      let steps = 0
      for (const work = session.steps(document); !work.next().done;) steps++
      return steps
    }
    const document = denseNet([2, 3, 1])
    // Two affines, two sigmoids and the loss; on the way back their 6 wired inputs (the target is one) and 4 parameters.
    expect(count(document)).toBe(5 + 6 + 4)
    expect(count(document)).toBe(0)
  })

  it('follows new numbers through rules whose δ stays the same', () => {
    const nodes = { p: { op: 'parameter', attrs: { shape: [] } }, x: { op: 'input' }, L: { op: 'mul' } }
    const document = (x: number) =>
      documentOf(nodes, ['p L.a', 'x L.b'], {
        tensors: { 'x.y': number(x), 'p.y': number(2) },
        objective: { node: 'L', port: 'y' },
      })
    const session = new Session(ops)
    session.run(document(3))
    const run = session.run(document(5))
    expect(run.gradients.get('p.y')!.data[0]).toBe(5)
    expectSame(run, document(5))
  })

  it('follows a δ that changed at one of several outputs, and at one of several terms', () => {
    const nodes = {
      x: { op: 'input' },
      cell: { op: 'lstm_cell', attrs: { hidden_size: 2 } },
      h: { op: 'constant', attrs: { shape: [1, 2], value: 0.1 } },
      u: { op: 'input' },
      v: { op: 'input' },
      a: { op: 'mul' },
      b: { op: 'mul' },
      s: { op: 'add' },
      L: { op: 'sum' },
    }
    const wires = ['x cell.x', 'h cell.h', 'h cell.c', 'cell.h1 a.a', 'u a.b', 'cell.c1 b.a', 'v b.b', 'a s.a', 'b s.b']
    // The same objects each time: only v is new.
    const still = { 'x.y': storedTensor([1, 2], 1), 'u.y': number(2) }
    const document = (v: number) =>
      documentOf(nodes, [...wires, 's L.x'], {
        tensors: { ...still, 'v.y': number(v) },
        objective: { node: 'L', port: 'y' },
      })
    const session = new Session(ops)
    session.run(document(3))
    const changed = document(7)
    expectSame(session.run(changed), changed)

    const twice = (v: number) =>
      documentOf(
        { ...nodes, cell: { op: 'tanh' } },
        ['x cell.x', 'cell a.a', 'u a.b', 'cell b.a', 'v b.b', 'a s.a', 'b s.b', 's L.x'],
        { tensors: document(v).tensors, objective: { node: 'L', port: 'y' } },
      )
    session.run(twice(3))
    const again = twice(7)
    expectSame(session.run(again), again)
  })

  it('follows another objective, and more or fewer edge deltas at a port', () => {
    const nodes = {
      p: { op: 'parameter', attrs: { shape: [] } },
      a: { op: 'exp' },
      b: { op: 'tanh' },
      s: { op: 'add' },
    }
    const both = documentOf(nodes, ['p a.x', 'a s.a', 'a b.x', 'b s.b'], { objective: { node: 's', port: 'y' } })
    const three = documentOf({ ...nodes, t: { op: 'add' } }, ['p a.x', 'a s.a', 'a b.x', 'b s.b', 's t.a', 'a t.b'], {
      objective: { node: 't', port: 'y' },
    })
    const session = new Session(ops)
    for (const document of [both, three, both, { ...both, objective: { node: 'b', port: 'y' } }])
      expectSame(session.run(document), document)
  })

  it('runs a node again whose op was exchanged', () => {
    const document = documentOf({ p: { op: 'parameter', attrs: { shape: [] } }, L: { op: 'exp' } }, ['p L.x'], {
      tensors: { 'p.y': number(0.5) },
      objective: { node: 'L', port: 'y' },
    })
    const session = new Session(ops)
    session.run(document)
    const other = { ...document, nodes: { ...document.nodes, L: { op: 'sin' } } }
    expect(session.run(other).loss).toBeCloseTo(Math.sin(0.5), 12)
  })
})

describe('nodes that are gone', () => {
  const chain = (length: number) => {
    const nodes: GraphDocument['nodes'] = {
      p: { op: 'parameter', attrs: { shape: [3] } },
      d: { op: 'dropout' },
      s: { op: 'add' },
      L: { op: 'sum' },
    }
    const wires = ['p d.x', 'd s.a', 'd s.b', 's L.x']
    for (let i = 0; i < length; i++) {
      nodes[`n${i}`] = { op: 'affine', attrs: { out_features: 3 } }
      wires.push(`${i ? `n${i - 1}` : 's'} n${i}.x`)
    }
    return documentOf(nodes, wires, { objective: { node: 'L', port: 'y' } })
  }

  it('are forgotten, and the others are not', () => {
    const session = new Session(ops)
    session.run(chain(6))
    expect(session.record('n5')).toBeDefined()
    const short = session.run(chain(0))
    expect(session.record('n5')).toBeUndefined()
    expect(session.record('s')).toBeDefined()
    expect(short.computed).toEqual({ forward: 0, backward: 0 })
    const again = session.run(chain(0))
    expect(again.computed).toEqual({ forward: 0, backward: 0 })
    expect(again.deltas.get('d.y')).toBe(short.deltas.get('d.y'))
    expect(again.values.get('p.y')).toBe(short.values.get('p.y'))
  })

  it('start as they did when they come back', () => {
    const session = new Session(ops)
    const before = session.run(chain(6)).values.get('n5.weight')!
    session.run(chain(0))
    const after = session.run(chain(6)).values.get('n5.weight')!
    expect(after).not.toBe(before)
    expect(after).toEqual(before)
  })
})

describe('what cannot be computed', () => {
  it('is told with what the op said, and only what depends on it is missing', () => {
    const broken = (thrown: unknown): ReadonlyMap<string, Op> => {
      const tanh: Op = {
        ...ops.get('tanh')!,
        forward: () => {
          throw thrown
        },
      }
      return new Map([...ops, ['tanh', tanh]])
    }
    const document = documentOf(
      { p: { op: 'parameter' }, t: { op: 'tanh', label: 'squash' }, e: { op: 'exp' }, u: { op: 'sum' } },
      ['p t.x', 'p e.x', 't u.x'],
    )
    const run = new Session(broken(new Error('out of luck'))).run(document)
    expect(run.errors).toEqual([
      {
        code: 'failed',
        node: 't',
        message: 'squash (tanh) could not be computed: out of luck',
        hint: 'Check the shapes and attributes of this node.',
      },
    ])
    expect([...run.values.keys()].sort()).toEqual(['e.y', 'p.y'])
    expect(run.trace.map(({ node }) => node)).toEqual(['p', 'e'])
    expect(new Session(broken('nothing')).run(document).errors[0]!.message).toMatch(/could not be computed: nothing$/)
  })

  it('is a node of which one input is missing', () => {
    const nodes = { x: { op: 'input', attrs: { shape: [] } }, c: { op: 'constant' }, L: { op: 'add' } }
    const run = new Session(ops).run(documentOf(nodes, ['c L.a', 'x L.b'], { objective: { node: 'L', port: 'y' } }))
    expect(run.errors.map(({ code, node }) => [code, node])).toEqual([['no-data', 'x']])
    expect(run).toMatchObject({ loss: null, objective: null, computed: { forward: 0, backward: 0 } })
    for (const kind of ['deltas', 'edges', 'gradients'] as const) expect(run[kind].size).toBe(0)
    expect(run.trace.map(({ kind, node }) => [kind, node])).toEqual([['value', 'c']])
  })

  it('leaves the trace of a single value', () => {
    expect(new Session(ops).run(documentOf({ c: { op: 'constant' } }, [])).trace).toHaveLength(1)
  })
})
