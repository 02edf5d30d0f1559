import { describe, expect, it } from 'vitest'
import { nodesNear, seenRect, serves } from '../../../src/editor/canvas/near'
import { emptyDocument, type GraphDocument } from '../../../src/graph'

/** Four cards in a row, 1,000 apart, wired one to the next. */
const row: GraphDocument = {
  ...emptyDocument(),
  nodes: { a: { op: 'input' }, b: { op: 'tanh' }, c: { op: 'tanh' }, d: { op: 'tanh' } },
  edges: {
    ab: { from: { node: 'a', port: 'y' }, to: { node: 'b', port: 'x' } },
    bc: { from: { node: 'b', port: 'y' }, to: { node: 'c', port: 'x' } },
    cd: { from: { node: 'c', port: 'y' }, to: { node: 'd', port: 'x' } },
  },
  layout: { a: { x: 0, y: 0 }, b: { x: 1000, y: 0 }, c: { x: 2000, y: 0 }, d: { x: 3000, y: 0 } },
}

describe('what is near the view', () => {
  it('is in flow coordinates, with the margin in pixels of the screen', () => {
    expect(seenRect([-100, 50, 0.5], 400, 300)).toEqual({ x: 200, y: -100, width: 800, height: 600 })
    expect(seenRect([-100, 50, 0.5], 400, 300, 10)).toEqual({ x: 180, y: -120, width: 840, height: 640 })
  })

  it('includes both ends of a wire that only crosses it', () => {
    expect([...nodesNear(row, { x: 1400, y: 0, width: 100, height: 100 })].sort()).toEqual(['b', 'c'])
    expect([...nodesNear(row, { x: 1000, y: 0, width: 100, height: 100 })].sort()).toEqual(['a', 'b', 'c'])
    expect([...nodesNear(row, { x: 1400, y: 900, width: 100, height: 100 })]).toEqual([])
  })

  it('is kept until the view leaves it, or it has become far too large', () => {
    const wanted = { x: -10, y: -10, width: 120, height: 120 }
    const seen = { x: 0, y: 0, width: 100, height: 100 }
    expect(serves(wanted, seen, wanted)).toBe(true)
    expect(serves(wanted, { ...seen, x: 10 }, wanted)).toBe(true)
    expect(serves(wanted, { ...seen, x: 11 }, wanted)).toBe(false)
    expect(serves(wanted, { ...seen, y: -11 }, wanted)).toBe(false)
    expect(serves({ x: -500, y: -500, width: 1000, height: 1000 }, seen, wanted)).toBe(false)
  })
})
