import { describe, expect, it } from 'vitest'
import { nodeGeometry, nodeSize, PORT_SIZE, portPlaces, portPoint } from '../../../src/editor/canvas/geometry'
import { emptyDocument, type GraphDocument } from '../../../src/graph'
import { ops } from '../../../src/ops'

const document: GraphDocument = {
  ...emptyDocument(),
  nodes: {
    x: { op: 'input', attrs: { shape: ['N', 2] } },
    z: { op: 'affine', attrs: { out_features: 3 } },
    odd: { op: 'not_an_op' },
  },
  edges: { e: { from: { node: 'x', port: 'y' }, to: { node: 'odd', port: 'left' } } },
  layout: { x: { x: 100, y: 50 } },
}

describe('nodeSize', () => {
  it('gives images and kernels a taller card', () => {
    expect(nodeSize(ops.get('sigmoid'), {}).height).toBe(100)
    expect(nodeSize(ops.get('input'), { shape: ['N', 1, 28, 28] }).height).toBe(148)
    expect(nodeSize(ops.get('input'), { shape: ['N', 2] }).height).toBe(100)
  })
})

describe('portPlaces', () => {
  it('puts data left, outputs right and trainable ports below', () => {
    const places = portPlaces(ops.get('affine'), { out_features: 1 })
    expect(places.map(({ port, kind, side }) => [port, kind, side])).toEqual([
      ['x', 'input', 'left'],
      ['y', 'output', 'right'],
      ['weight', 'parameter', 'bottom'],
      ['bias', 'parameter', 'bottom'],
    ])
  })

  it('leaves out ports that the attributes switch off', () => {
    expect(portPlaces(ops.get('affine'), { out_features: 1, bias: false }).some(({ port }) => port === 'bias')).toBe(
      false,
    )
  })

  it('keeps every port on its card and ports of one side apart', () => {
    for (const op of ops.values()) {
      const { width, height } = nodeSize(op, {})
      const places = portPlaces(op, {})
      for (const { side, x, y } of places) {
        if (side === 'bottom') expect(y).toBeGreaterThan(height)
        else expect(y).toBeGreaterThanOrEqual(PORT_SIZE)
        expect(x).toBeGreaterThanOrEqual(0)
        expect(x).toBeLessThanOrEqual(width)
      }
      for (const a of places)
        for (const b of places)
          if (a !== b) expect(Math.hypot(a.x - b.x, a.y - b.y)).toBeGreaterThanOrEqual(PORT_SIZE * 2)
    }
  })
})

describe('nodeGeometry', () => {
  it('is one object as long as the node is one object', () => {
    expect(nodeGeometry(document, 'z')).toBe(nodeGeometry({ ...document, layout: {} }, 'z'))
  })

  it('takes the ports of a missing op from its wires', () => {
    expect(nodeGeometry(document, 'odd').ports.map(({ port }) => port)).toEqual(['left'])
    expect(nodeGeometry(document, 'odd')).toBe(nodeGeometry(document, 'odd'))
    expect(nodeGeometry({ ...document, edges: {} }, 'odd').ports).toEqual([])
  })

  it('places a port in flow coordinates', () => {
    expect(portPoint(document, 'x', 'y', true)).toEqual({ x: 100 + 126 + PORT_SIZE / 2, y: 100, side: 'right' })
    expect(portPoint(document, 'x', 'nothing', true)).toBeNull()
  })
})

describe('ports that come from the wires', () => {
  const joined = (wires: number): GraphDocument => ({
    ...document,
    nodes: { ...document.nodes, c: { op: 'concat' } },
    edges: Object.fromEntries(
      Array.from({ length: wires }, (_, i) => [
        `e${i}`,
        { from: { node: 'x', port: 'y' }, to: { node: 'c', port: `x${i}` } },
      ]),
    ),
  })
  const inputs = (wires: number) =>
    nodeGeometry(joined(wires), 'c')
      .ports.filter(({ kind }) => kind === 'input')
      .map(({ port }) => port)

  it('end with a free one, and the card grows with them', () => {
    expect(inputs(0)).toEqual(['x0', 'x1'])
    expect(inputs(4)).toEqual(['x0', 'x1', 'x2', 'x3', 'x4'])
    expect(inputs(64)).toHaveLength(64)
    expect(nodeGeometry(joined(20), 'c').height).toBeGreaterThan(nodeGeometry(joined(0), 'c').height)
  })
})

describe('stubs below a card', () => {
  it('keep to its width, without names where these do not fit', () => {
    const stubs = (op: string) => portPlaces(ops.get(op), {}).filter(({ side }) => side === 'bottom')
    expect(stubs('affine').every(({ tight }) => !tight)).toBe(true)
    expect(stubs('multihead_attention').map(({ port, tight }) => [port, tight])).toEqual([
      ['in_proj_weight', true],
      ['in_proj_bias', true],
      ['out_proj_weight', true],
      ['out_proj_bias', true],
    ])
  })

  it('hold the state of a node too', () => {
    expect(portPlaces(ops.get('batch_norm'), {}).find(({ port }) => port === 'running_var')!.side).toBe('bottom')
  })
})
