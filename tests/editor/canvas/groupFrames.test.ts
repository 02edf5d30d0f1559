import { describe, expect, it } from 'vitest'
import { nodeGeometry } from '../../../src/editor/canvas/geometry'
import { groupFrames } from '../../../src/editor/canvas/groupFrames'
import { emptyDocument, type GraphDocument } from '../../../src/graph'

const document: GraphDocument = {
  ...emptyDocument(),
  nodes: { x: { op: 'input' }, z: { op: 'affine', attrs: { out_features: 1 } }, y: { op: 'sigmoid' } },
  layout: { x: { x: 0, y: 0 }, z: { x: 200, y: 40 }, y: { x: 400, y: 0 } },
  groups: { outer: { label: 'whole', nodes: ['z', 'y', 'x'] }, inner: { nodes: ['z', 'y'] } },
}
const NONE = new Map()
const frames = (given: GraphDocument = document, moved: Parameters<typeof groupFrames>[1] = NONE) =>
  Object.fromEntries(groupFrames(given, moved).map((frame) => [frame.id, frame]))

describe('the frames of groups', () => {
  it('stand around their nodes, ports below included', () => {
    const { inner } = frames()
    const { width, height } = nodeGeometry(document, 'y')
    expect(inner!.x).toBeLessThan(200)
    expect(inner!.y).toBeLessThan(0)
    expect(inner!.x + inner!.width).toBeGreaterThan(400 + width)
    expect(inner!.y + inner!.height).toBeGreaterThan(40 + height + 11)
  })

  it('lie around the frames of groups inside them, and are drawn first', () => {
    const { inner, outer } = frames({
      ...document,
      groups: { ...document.groups, outer: { label: 'whole', nodes: ['z', 'y'] } },
    })
    for (const side of ['x', 'y'] as const) expect(outer![side]).not.toBe(inner![side])
    expect(groupFrames(document, NONE).map(({ id }) => id)).toEqual(['outer', 'inner'])
    const { inner: within, outer: around } = frames()
    expect(around!.x).toBeLessThan(within!.x)
    expect(around!.y).toBeLessThan(within!.y)
    expect(around!.x + around!.width).toBeGreaterThan(within!.x + within!.width)
    expect(around!.y + around!.height).toBeGreaterThan(within!.y + within!.height)
  })

  it('are called by their label, else by their id', () => {
    expect(frames().outer!.label).toBe('whole')
    expect(frames().inner!.label).toBe('inner')
  })

  it('follow nodes under the hand', () => {
    const far = frames(document, new Map([['y', { x: 900, y: 0 }]])).inner!
    expect(far.x + far.width).toBeGreaterThan(900)
  })

  it('need nodes that are there', () => {
    expect(frames({ ...document, groups: { ghost: { nodes: ['gone'] } } })).toEqual({})
    expect(groupFrames({ ...document, groups: undefined }, NONE)).toEqual([])
  })
})
