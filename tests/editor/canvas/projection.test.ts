import { describe, expect, it } from 'vitest'
import { parallelBows, labelPlaces } from '../../../src/editor/canvas/labelPlaces'
import { createProjection } from '../../../src/editor/canvas/projection'
import { emptyDocument, moveNodes, setLabel, type GraphDocument } from '../../../src/graph'

const ALL: ReadonlySet<string> = new Set(['x', 'z', 's'])
const NONE: ReadonlySet<string> = new Set()
const STILL: ReadonlyMap<string, { x: number; y: number }> = new Map()

const document: GraphDocument = {
  ...emptyDocument(),
  nodes: {
    x: { op: 'input', attrs: { shape: ['N', 2] } },
    z: { op: 'affine', attrs: { out_features: 3 } },
    s: { op: 'mul' },
  },
  edges: {
    e1: { from: { node: 'x', port: 'y' }, to: { node: 'z', port: 'x' } },
    e2: { from: { node: 'z', port: 'y' }, to: { node: 's', port: 'a' } },
    e3: { from: { node: 'z', port: 'y' }, to: { node: 's', port: 'b' } },
  },
  layout: { x: { x: 0, y: 0 }, z: { x: 240, y: 0 }, s: { x: 480, y: 0 } },
}

function run(command: ReturnType<typeof moveNodes>, on = document): GraphDocument {
  const result = command(on)
  if (!result.ok) throw new Error(result.message)
  return result.document
}

describe('projection of nodes', () => {
  it('gives the same array when nothing changed', () => {
    const { nodes, edges } = createProjection()
    expect(nodes(document, ALL, STILL, NONE)).toBe(nodes({ ...document, name: 'other' }, ALL, STILL, NONE))
    expect(edges(document, ALL, NONE)).toBe(edges({ ...document, name: 'other' }, ALL, NONE))
  })

  it('keeps the objects of nodes that did not change', () => {
    const { nodes } = createProjection()
    const before = nodes(document, ALL, STILL, NONE)
    const after = nodes(run(moveNodes({ z: { x: 250, y: 8 } })), ALL, STILL, NONE)
    expect(after.map((node, i) => node === before[i])).toEqual([true, false, true])
    expect(after[1]).toMatchObject({ position: { x: 250, y: 8 } })
    expect(after[1]!.data).toBe(before[1]!.data)
    expect(after[1]!.handles).toBe(before[1]!.handles)
  })

  it('puts nodes under the hand where the hand is', () => {
    const { nodes } = createProjection()
    nodes(document, ALL, STILL, NONE)
    expect(nodes(document, ALL, new Map([['x', { x: 5, y: 6 }]]), NONE)[0]!.position).toEqual({ x: 5, y: 6 })
    expect(nodes(document, ALL, STILL, NONE)[0]!.position).toEqual({ x: 0, y: 0 })
  })

  it('changes only what became selected', () => {
    const { nodes } = createProjection()
    const before = nodes(document, ALL, STILL, NONE)
    const after = nodes(document, ALL, STILL, new Set(['s']))
    expect(after.map((node, i) => node === before[i])).toEqual([true, true, false])
    expect(after[2]!.selected).toBe(true)
  })

  it('gives React Flow every size and port, so that nothing is measured', () => {
    const [, z] = createProjection().nodes(document, ALL, STILL, NONE)
    expect(z).toMatchObject({ width: 126, height: 100, measured: { width: 126, height: 100 } })
    expect(z!.handles!.map(({ id, type, position }) => [id, type, position])).toEqual([
      ['x', 'target', 'left'],
      ['y', 'source', 'right'],
      ['weight', 'target', 'bottom'],
      ['bias', 'target', 'bottom'],
    ])
  })

  it('leaves out what is not near the view', () => {
    const { nodes } = createProjection()
    expect(nodes(document, new Set(['z', 'gone']), STILL, NONE)).toMatchObject([{ id: 'z' }])
  })

  it('carries no label and no live value: those come from the stores', () => {
    const { nodes } = createProjection()
    nodes(document, ALL, STILL, NONE)
    const renamed = nodes(run(setLabel('z', 'hidden')), ALL, STILL, NONE)
    expect(renamed[1]!.data).toEqual({ id: 'z' })
  })
})

describe('projection of edges', () => {
  it('keeps edges when nodes move and their labels stay where they were', () => {
    const { edges } = createProjection()
    const before = edges(document, ALL, NONE)
    const after = edges(run(moveNodes({ x: { x: 0, y: 4 } })), ALL, NONE)
    expect(after).toBe(before)
  })

  it('bows parallel wires apart, so that four labels fit', () => {
    const bows = parallelBows(document)
    expect(bows.get('e1')).toBeUndefined()
    expect(bows.get('e3')! - bows.get('e2')!).toBeGreaterThan(20)
  })

  it('moves labels off a card that covers the middle of the wire', () => {
    const covered: GraphDocument = {
      ...document,
      nodes: { ...document.nodes, far: { op: 'sigmoid' } },
      edges: { long: { from: { node: 'x', port: 'y' }, to: { node: 'far', port: 'x' } } },
      layout: { ...document.layout, far: { x: 800, y: 0 } },
    }
    expect(labelPlaces(document).get('e1')!.at).toBe(0.5)
    expect(labelPlaces(covered).get('long')!.at).not.toBe(0.5)
  })

  it('leaves out wires of which one end is not near', () => {
    expect(createProjection().edges(document, new Set(['x', 'z']), NONE)).toMatchObject([{ id: 'e1' }])
  })

  it('leaves out wires whose ends are gone', () => {
    const broken = { ...document, nodes: { x: document.nodes.x! } }
    expect(createProjection().edges(broken, ALL, NONE)).toEqual([])
  })
})
