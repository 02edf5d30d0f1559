import { describe, expect, it } from 'vitest'
import { edgeLight, nodeLight, stubLight } from '../../../src/editor/canvas/activeEvent'
import { connectionOf, createWire } from '../../../src/editor/canvas/connecting'
import { connectTargets } from '../../../src/editor/canvas/connectTargets'
import { diagnosticsOf, mathName, nodeAccessibleName } from '../../../src/editor/canvas/nodeWords'
import { fitOverview } from '../../../src/editor/canvas/overview'
import { findItems } from '../../../src/editor/canvas/PickList'
import { portFor, quickAdd } from '../../../src/editor/canvas/quickAdd'
import { inSequence } from '../../../src/editor/canvas/sequence'
import type { RunSummary } from '../../../src/editor/state/runStore'
import { applyPatchesTo, connect, disconnect, emptyDocument, type GraphDocument } from '../../../src/graph'
import { ops } from '../../../src/ops'
import type { TraceEvent } from '../../../src/runtime/protocol'
import { view } from './support'

const document: GraphDocument = {
  ...emptyDocument(),
  nodes: {
    x: { op: 'input', attrs: { shape: [4, 2] } },
    z: { op: 'affine', label: 'z₁', attrs: { out_features: 3 } },
    y: { op: 'sigmoid' },
  },
  edges: {
    e1: { from: { node: 'x', port: 'y' }, to: { node: 'z', port: 'x' } },
    e2: { from: { node: 'z', port: 'y' }, to: { node: 'y', port: 'x' } },
  },
  layout: { x: { x: 0, y: 0 }, z: { x: 240, y: 0 }, y: { x: 480, y: 0 } },
}

describe('a wire under the hand', () => {
  it('refuses loops, itself and the wrong direction in words', () => {
    const wire = createWire(document, { node: 'y', port: 'y', output: true })
    const verdict = (node: string, port: string, output = false) => wire.verdict({ node, port, output })
    expect(verdict('z', 'x')).toMatchObject({ ok: false, code: 'cycle', message: expect.stringContaining('z₁') })
    expect(verdict('y', 'x')).toMatchObject({ ok: false, code: 'self' })
    expect(verdict('x', 'y', true)).toMatchObject({ ok: false, code: 'direction' })
    expect(verdict('z', 'x')).toBe(verdict('z', 'x'))
  })

  it('may be drawn from an input, and says what it replaces', () => {
    const wire = createWire(document, { node: 'y', port: 'x', output: false })
    expect(wire.verdict({ node: 'x', port: 'y', output: true })).toMatchObject({ ok: true })
    expect(connectionOf(wire.from, { node: 'x', port: 'y', output: true })).toEqual({
      from: { node: 'x', port: 'y' },
      to: { node: 'y', port: 'x' },
    })
  })

  it('does not count the edge that is being re-routed', () => {
    const reversed = { ...document, edges: { e2: document.edges.e2! } }
    const from = { node: 'y', port: 'y', output: true }
    expect(createWire(reversed, from).verdict({ node: 'z', port: 'x', output: false }).ok).toBe(false)
    expect(createWire(reversed, from, 'e2').verdict({ node: 'z', port: 'x', output: false }).ok).toBe(true)
  })
})

describe('quick add', () => {
  it('wires the new node where the wire was dropped, as one step', () => {
    const result = quickAdd(ops.get('sigmoid')!, { x: 700, y: 300 }, { node: 'y', port: 'y', output: true })(document)
    expect(result.ok).toBe(true)
    if (!result.ok) return
    const made = result.created![0]!
    expect(Object.values(result.document.edges)).toContainEqual({
      from: { node: 'y', port: 'y' },
      to: { node: made, port: 'x' },
    })
    expect(result.document.layout[made]).toEqual({ x: 700, y: 250 })
    expect(applyPatchesTo(result.document, result.transaction.inverse)).toEqual(document)
  })

  it('works backwards from an input too', () => {
    const result = quickAdd(
      ops.get('parameter')!,
      { x: 200, y: 300 },
      { node: 'z', port: 'weight', output: false },
    )(document)
    if (!result.ok) throw new Error(result.message)
    const made = result.created![0]!
    expect(Object.values(result.document.edges)).toContainEqual({
      from: { node: made, port: 'y' },
      to: { node: 'z', port: 'weight' },
    })
    expect(applyPatchesTo(result.document, result.transaction.inverse)).toEqual(document)
    expect(applyPatchesTo(document, result.transaction.patches)).toEqual(result.document)
  })

  it('offers no op without a port for the wire', () => {
    expect(portFor(document, ops.get('input')!, { node: 'y', port: 'y', output: true })).toBeNull()
    expect(portFor(document, ops.get('affine')!, { node: 'y', port: 'y', output: true })).toBe('x')
  })
})

describe('connectTargets', () => {
  it('lists what an output may feed, free inputs first, and never closes a loop', () => {
    const grown = { ...document, nodes: { ...document.nodes, s: { op: 'mul' } } }
    const labels = connectTargets(grown, 'z').map(({ label, description }) => `${label} (${description})`)
    expect(labels).toEqual(['a of s (mul · free)', 'b of s (mul · free)'])
    expect(connectTargets(grown, 'x').map(({ label }) => label)).toContain('weight of z₁')
  })
})

describe('inSequence', () => {
  it('is one entry that undoes as one, or nothing at all', () => {
    const moved = inSequence('Move', disconnect('e2'), () =>
      connect({ from: { node: 'x', port: 'y' }, to: { node: 'y', port: 'x' } }),
    )(document)
    if (!moved.ok) throw new Error(moved.message)
    expect(moved.transaction.label).toBe('Move')
    expect(applyPatchesTo(moved.document, moved.transaction.inverse)).toEqual(document)
    expect(inSequence('Move', disconnect('e2'), () => disconnect('nothing'))(document).ok).toBe(false)
  })
})

describe('the event under the cursor', () => {
  const event = (more: Partial<TraceEvent>): RunSummary =>
    ({
      trace: [
        {
          index: 0,
          phase: 'forward',
          kind: 'value',
          node: 'z',
          port: 'y',
          reads: ['x.y'],
          fromCache: [],
          formula: '',
          cost: 0,
          ...more,
        },
      ],
      cursor: 1,
    }) as unknown as RunSummary

  it('rings the node whose value is computed and lights what it read', () => {
    expect(nodeLight(event({}), 'z')).toBe('value')
    expect(nodeLight(event({}), 'x')).toBeNull()
    expect(edgeLight(event({}), 'e1', 'z', 'x.y')).toBe('value:0')
    expect(edgeLight(event({}), 'e2', 'y', 'z.y')).toBeNull()
  })

  it('lights the edge of an edge delta, and the stub of a gradient', () => {
    const delta = event({ phase: 'backward', kind: 'edge-delta', edge: 'e1', port: 'x' })
    expect(edgeLight(delta, 'e1', 'z', 'x.y')).toBe('delta:0')
    expect(nodeLight(delta, 'z')).toBeNull()
    const gradient = event({ phase: 'backward', kind: 'parameter-gradient', port: 'weight' })
    expect(nodeLight(gradient, 'z')).toBe('delta')
    expect(stubLight(gradient, 'z')).toBe('weight')
  })

  it('lights nothing before the first event', () => {
    expect(nodeLight({ ...event({}), cursor: 0 }, 'z')).toBeNull()
  })
})

describe('words of a card', () => {
  it('sets letters as mathematics and words as words', () => {
    expect(mathName('ŷ₁')).toEqual({ body: 'ŷ', index: '1', italic: true })
    expect(mathName('z12')).toEqual({ body: 'z', index: '12', italic: true })
    expect(mathName('hidden layer')).toEqual({ body: 'hidden layer', index: '', italic: false })
  })

  it('names everything that the card shows', () => {
    const value = { state: 'known', view: view([], [0.711]) } as const
    expect(nodeAccessibleName('ŷ₁', 'sigmoid', '[]', value, { state: 'pending' }, [])).toBe(
      'node ŷ₁, sigmoid, output [], value 0.711, δ not computed yet',
    )
    const problem = { severity: 'error', code: 'shape', message: 'z₁ needs x.', hint: 'Wire it.' } as const
    expect(nodeAccessibleName('z₁', 'affine', null, { state: 'none' }, { state: 'none' }, [problem])).toBe(
      'node z₁, affine, value none, error: z₁ needs x. Wire it.',
    )
  })

  it('puts errors before warnings', () => {
    const warning = { severity: 'warning', code: 'w', node: 'z', message: '', hint: '' } as const
    const error = { severity: 'error', code: 'e', node: 'z', message: '', hint: '' } as const
    const check = { ok: false, diagnostics: [warning, error], shapes: {}, order: [], objective: null }
    expect(diagnosticsOf(check, 'z').map(({ code }) => code)).toEqual(['e', 'w'])
    expect(diagnosticsOf(check, 'x')).toBe(diagnosticsOf(check, 'y'))
  })
})

describe('small helpers', () => {
  it('fits everything and the view on the overview', () => {
    const map = fitOverview(
      [{ x: 0, y: 0, width: 1000, height: 100 }],
      { x: -500, y: 0, width: 500, height: 500 },
      168,
      108,
    )
    for (const [x, y] of [
      [-500, 0],
      [1000, 500],
    ] as const) {
      expect(x * map.scale + map.x).toBeGreaterThanOrEqual(0)
      expect(x * map.scale + map.x).toBeLessThanOrEqual(168)
      expect(y * map.scale + map.y).toBeLessThanOrEqual(108)
    }
  })

  it('finds what starts with the words before what holds them', () => {
    const items = ['bias of x', 'x of z', 'a of box'].map((label) => ({ value: label, label }))
    expect(findItems(items, 'x').map(({ label }) => label)).toEqual(['x of z', 'bias of x', 'a of box'])
    expect(findItems(items, '')).toBe(items)
  })
})
