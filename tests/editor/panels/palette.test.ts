import { describe, expect, it } from 'vitest'
import { ops } from '../../../src/ops'
import { check } from '../../../src/check'
import { emptyDocument } from '../../../src/graph'
import { CARD_WIDTH } from '../../../src/editor/canvas/geometry'
import { freeSpot } from '../../../src/editor/panels/freeSpot'
import { opDefaults } from '../../../src/editor/panels/opDefaults'
import { groupOps } from '../../../src/editor/panels/opGroups'
import { searchOps } from '../../../src/editor/panels/opSearch'
import { addOp } from '../../../src/editor/panels/addOp'
import { testServices } from '../actions/services'

globalThis.requestAnimationFrame ??= (() => 0) as typeof requestAnimationFrame

const all = groupOps(ops.values()).flatMap((group) => group.ops)
const ids = (query: string) => searchOps(all, query).map((op) => op.id)

describe('the palette', () => {
  it('shows every op once, sources first', () => {
    expect(all).toHaveLength(ops.size)
    expect(all[0]!.id).toBe('input')
  })

  it.each([
    ['sig', 'sigmoid'],
    ['σ', 'sigmoid'],
    ['Wx', 'affine'],
    ['mse', 'mse_loss'],
    ['mse loss', 'mse_loss'],
    ['squash', 'sigmoid'],
    ['softmx', 'softmax'],
    ['conv', 'conv2d'],
  ])('finds "%s" as %s', (query, id) => expect(ids(query)).toContain(id))

  it('puts exact names first', () => {
    expect(ids('add')[0]).toBe('add')
    expect(ids('sub')[0]).toBe('sub')
    expect(ids('xyzzy')).toEqual([])
    expect(ids('  ')).toHaveLength(ops.size)
  })

  it('starts every op with attributes that its schema takes', () => {
    for (const op of ops.values()) {
      const { attrs } = opDefaults(op.id, emptyDocument())
      expect(op.attrs.safeParse(attrs).success, op.id).toBe(true)
    }
  })
})

describe('adding by clicks', () => {
  it('chains to the right of the selected node and wires it', () => {
    const services = testServices()
    for (const op of ['input', 'affine', 'sigmoid']) addOp(services, op)
    const { document } = services.documents.getState()
    expect(Object.values(document.edges).map(({ from, to }) => `${from.node}→${to.node}.${to.port}`)).toEqual([
      'x→z1.x',
      'z1→y1.x',
    ])
    expect(document.layout.z1!.x).toBeGreaterThan(document.layout.x!.x + CARD_WIDTH)
    expect(check(document, ops).diagnostics.filter((d) => d.severity === 'error')).toEqual([])
  })

  it('builds a whole trainable network: the second input becomes the target of the selected loss', () => {
    const services = testServices()
    for (const op of ['input', 'affine', 'sigmoid', 'affine', 'sigmoid', 'mse_loss', 'input']) addOp(services, op)
    const { document } = services.documents.getState()
    expect(document.nodes.t).toMatchObject({ op: 'input', label: 't', attrs: { shape: ['N', 1] } })
    expect(document.tensors['t.y']).toEqual({ dtype: 'float64', shape: [4, 1], data: [0, 1, 1, 0] })
    expect(Object.values(document.edges).at(-1)).toEqual({
      from: { node: 't', port: 'y' },
      to: { node: 'L', port: 'target' },
    })
    // Left of the loss, below what stands there already.
    expect(document.layout.t!.x).toBeLessThan(document.layout.L!.x)
    expect(document.layout.t!.y).toBeGreaterThan(document.layout.L!.y)
    expect(check(document, ops)).toMatchObject({ ok: true, diagnostics: [], objective: { node: 'L' } })
    services.documents.undo()
    expect(services.documents.getState().document.nodes).not.toHaveProperty('t')
  })

  it('gives a class loss targets that are whole numbers', () => {
    const services = testServices()
    for (const op of ['input', 'affine', 'cross_entropy_loss', 'input']) addOp(services, op)
    const { document } = services.documents.getState()
    expect(document.nodes.t!.attrs).toEqual({ shape: ['N'], dtype: 'int64' })
    expect(check(document, ops).diagnostics.filter((d) => d.severity === 'error')).toEqual([])
  })

  it('leaves a source alone where the selected node has no open input', () => {
    const services = testServices()
    for (const op of ['input', 'affine', 'input']) addOp(services, op)
    expect(Object.keys(services.documents.getState().document.edges)).toHaveLength(1)
  })

  it('feeds a second input with as many examples as the first', () => {
    const services = testServices()
    addOp(services, 'input')
    addOp(services, 'input')
    const { document } = services.documents.getState()
    expect(document.tensors['x.y']!.shape).toEqual([4, 2])
    expect(document.tensors['t.y']!.data).toEqual([0, 1, 1, 0])
  })

  it('never stacks nodes on each other', () => {
    const services = testServices()
    for (let i = 0; i < 12; i++) addOp(services, 'input')
    const places = Object.values(services.documents.getState().document.layout)
    for (const a of places)
      for (const b of places)
        if (a !== b) expect(Math.abs(a.x - b.x) >= CARD_WIDTH || Math.abs(a.y - b.y) >= 60).toBe(true)
  })

  it('makes one undo entry an addition, its wire included', () => {
    const services = testServices()
    addOp(services, 'input')
    addOp(services, 'affine')
    services.documents.undo()
    const { document } = services.documents.getState()
    expect([Object.keys(document.nodes), Object.keys(document.edges)]).toEqual([['x'], []])
  })

  it('drops with the centre under the pointer, unwired', () => {
    const services = testServices()
    addOp(services, 'input')
    addOp(services, 'affine', { x: 500, y: 300 })
    const { document } = services.documents.getState()
    expect(document.layout.z1!.x).toBe(500 - CARD_WIDTH / 2)
    expect(document.edges).toEqual({})
  })
})

describe('freeSpot', () => {
  it('takes the wish when it is free, else the nearest free place', () => {
    const size = { width: 100, height: 50 }
    expect(freeSpot({ x: 0, y: 0 }, size, [])).toEqual({ x: 0, y: 0 })
    const spot = freeSpot({ x: 0, y: 0 }, size, [{ x: 10, y: 2, ...size }])
    expect(spot).toEqual({ x: 0, y: 78 })
  })
})
