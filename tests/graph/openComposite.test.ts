import { describe, expect, it } from 'vitest'
import { LIMITS, openComposite, type GraphDocument, type OpenedInside } from '../../src/graph'
import { apply, refused, sample } from './helpers'

const tensor = (shape: number[], data: number[]) => ({ dtype: 'float64' as const, shape, data })

/** y1 becomes two nodes and a constant: s = x·w, y = s + c, where w is its own and c a constant. */
const INSIDE: OpenedInside = {
  nodes: [
    { name: 'shift_by', op: 'constant', attrs: { shape: [2] }, inputs: {}, tensor: tensor([2], [1, 2]) },
    {
      name: 'scaled',
      op: 'mul',
      attrs: {},
      inputs: { a: { node: null, port: 'x' }, b: { node: null, port: 'w' } },
    },
    {
      name: 'shifted',
      op: 'add',
      attrs: { note: [1] },
      inputs: { a: { node: 'scaled', port: 'y' }, b: { node: 'shift_by', port: 'y' } },
    },
  ],
  outputs: { y: { node: 'shifted', port: 'y' }, seen: { node: null, port: 'x' } },
  own: { w: tensor([1], [3]) },
}

const wires = ({ edges }: GraphDocument) =>
  Object.values(edges)
    .map(({ from, to }) => `${from.node}.${from.port} ${to.node}.${to.port}`)
    .sort()

describe('opening a composite', () => {
  const before: GraphDocument = {
    ...sample(),
    tensors: { ...sample().tensors, 'y1.w': tensor([1], [3]) },
    objective: { node: 'y1', port: 'y' },
  }
  const after = apply(before, openComposite('y1', INSIDE))

  it('puts named nodes in its place', () => {
    expect(after.nodes.y1).toBeUndefined()
    expect(after.nodes.y1_scaled).toEqual({ op: 'mul', label: 'ŷ₁ scaled' })
    expect(after.nodes.y1_shifted).toEqual({ op: 'add', label: 'ŷ₁ shifted', attrs: { note: [1] } })
    expect(after.nodes.y1_w).toEqual({ op: 'parameter', label: 'ŷ₁ w', attrs: { shape: [1] } })
  })

  it('moves its tensors', () => {
    expect(after.tensors['y1_w.y']).toEqual(tensor([1], [3]))
    expect(after.tensors['y1_shift_by.y']).toEqual(tensor([2], [1, 2]))
    expect(Object.keys(after.tensors).filter((key) => key.startsWith('y1.'))).toEqual([])
    expect(after.tensors['z1.weight']).toEqual(before.tensors['z1.weight'])
  })

  it('leads the wires on', () => {
    expect(wires(after)).toEqual([
      't.y L.target',
      'x.y z1.x',
      'y1_scaled.y y1_shifted.a',
      'y1_shift_by.y y1_shifted.b',
      'y1_shifted.y L.input',
      'y1_w.y y1_scaled.b',
      'z1.y y1_scaled.a',
    ])
    expect(after.edges.e3!.from.node).toBe('y1_shifted')
    expect(after.objective).toEqual({ node: 'y1_shifted', port: 'y' })
  })

  it('groups the new nodes, inside the groups that it was in', () => {
    const created = ['y1_shift_by', 'y1_w', 'y1_scaled', 'y1_shifted']
    expect(after.groups!.y1).toEqual({ label: 'ŷ₁', nodes: created })
    expect(after.groups!.layer!.nodes).toEqual(['z1', ...created])
  })

  it('lays them out from left to right and moves what follows aside', () => {
    const x = (id: string) => after.layout[id]!.x
    expect(x('z1')).toBe(before.layout.z1!.x)
    expect(x('y1_scaled')).toBeGreaterThan(before.layout.y1!.x)
    expect(x('y1_shifted')).toBeGreaterThan(x('y1_scaled') + 126)
    expect(x('L')).toBeGreaterThan(x('y1_shifted') + 126)
  })
})

it('gives free names, and wires a second output that is an input led through', () => {
  const base = sample()
  const taken: GraphDocument = {
    ...base,
    nodes: { ...base.nodes, y1_scaled: { op: 'relu', label: 'ŷ₁ scaled' } },
    edges: {
      ...base.edges,
      e3: { from: { node: 'y1', port: 'seen' }, to: { node: 'L', port: 'input' } },
      e5: { from: { node: 'y1', port: 'y' }, to: { node: 'y1_scaled', port: 'x' } },
    },
    groups: { y1: { nodes: ['z1'] } },
  }
  const after = apply(taken, openComposite('y1', INSIDE))
  expect(after.nodes.y1_scaled!.op).toBe('relu')
  expect(after.edges.e3!.from).toEqual({ node: 'z1', port: 'y' })
  expect(Object.keys(after.groups!)).toEqual(['y1', 'y1_2'])
  expect(new Set(Object.values(after.nodes).map(({ label }) => label)).size).toBe(Object.keys(after.nodes).length)
})

it('drops a wire from an output that never was', () => {
  const base = sample()
  const edges = { ...base.edges, e3: { from: { node: 'y1', port: 'nowhere' }, to: { node: 'L', port: 'input' } } }
  expect(apply({ ...base, edges }, openComposite('y1', INSIDE)).edges.e3).toBeUndefined()
})

it('keeps nodes that are above and below clear of the new ones', () => {
  const base = sample()
  const layout = { ...base.layout, t: { x: 400, y: -40 }, L: { x: 420, y: 60 } }
  const after = apply({ ...base, layout }, openComposite('y1', INSIDE))
  expect(after.layout.t!.y).toBeLessThan(-40)
  expect(after.layout.L!.y).toBeGreaterThan(60)
})

it('refuses a node that is not there, and more nodes than a graph holds', () => {
  expect(refused(sample(), openComposite('nobody', INSIDE)).code).toBe('missing-node')
  const nodes = Object.fromEntries(Array.from({ length: LIMITS.nodes }, (_, i) => [`n${i}`, { op: 'relu' }]))
  const edges = { e1: { from: { node: 'n2', port: 'y' }, to: { node: 'n1', port: 'x' } } }
  expect(refused({ ...sample(), nodes, edges }, openComposite('n1', INSIDE)).code).toBe('too-many-nodes')
})
