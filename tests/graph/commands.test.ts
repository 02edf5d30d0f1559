import { describe, expect, test } from 'vitest'
import {
  addNode,
  connect,
  copy,
  disconnect,
  duplicate,
  emptyDocument,
  moveNodes,
  parseFragment,
  paste,
  removeSelection,
  setAttr,
  setData,
  setDescription,
  setLabel,
  setLayout,
  setName,
  setObjective,
  setTensor,
  setTensors,
  setTraining,
} from '../../src/graph'
import { apply, refused, sample } from './helpers'

const at = { x: 10, y: 20 }

describe('addNode', () => {
  test('names nodes by their letter, with ids that resemble the label', () => {
    let document = emptyDocument()
    for (const letter of ['z', 'z', 'ŷ', 'x', 'x', 'δ', 'L'])
      document = apply(document, addNode({ op: 'affine', letter, position: at }))
    expect(Object.entries(document.nodes).map(([id, { label }]) => `${id}:${label}`)).toEqual([
      'z1:z₁',
      'z2:z₂',
      'y1:ŷ₁',
      'x:x',
      'x1:x₁',
      'n1:δ₁',
      'L:L',
    ])
  })

  test('keeps clear of ids that look like a label', () => {
    const document = { ...emptyDocument(), nodes: { z1: { op: 'affine' } }, layout: {} }
    const next = apply(document, addNode({ op: 'affine', letter: 'z', position: at }))
    expect(next.nodes.z2?.label).toBe('z₂')
  })

  test('is wired in the same transaction', () => {
    const document = apply(
      sample(),
      addNode({
        op: 'affine',
        letter: 'z',
        position: at,
        attrs: { out_features: 2 },
        tensors: { bias: { dtype: 'float64', shape: [2], data: [1, 2] } },
        connectFrom: { node: 'y1', port: 'y' },
        port: 'x',
      }),
    )
    expect(document.edges.e5).toEqual({ from: { node: 'y1', port: 'y' }, to: { node: 'z2', port: 'x' } })
    expect(document.tensors['z2.bias']).toBeDefined()
  })

  test('refuses what cannot be stored', () => {
    const args = { op: 'affine', letter: 'z', position: at }
    expect(refused(sample(), addNode({ ...args, position: { x: NaN, y: 0 } })).code).toBe('bad-position')
    expect(refused(sample(), addNode({ ...args, op: '__proto__' })).code).toBe('bad-node')
    expect(refused(sample(), addNode({ ...args, connectFrom: { node: 'toString', port: 'y' }, port: 'x' })).code).toBe(
      'missing-node',
    )
  })
})

describe('connect and disconnect', () => {
  test('a second edge into an input replaces the first', () => {
    const document = apply(sample(), connect({ from: { node: 'x', port: 'y' }, to: { node: 'L', port: 'target' } }))
    expect(Object.keys(document.edges)).toEqual(['e1', 'e2', 'e3', 'e5'])
  })

  test('refuses cycles and says the way', () => {
    const { code, message } = refused(
      sample(),
      connect({ from: { node: 'y1', port: 'y' }, to: { node: 'z1', port: 'weight' } }),
    )
    expect(code).toBe('cycle')
    expect(message).toContain('z₁ → ŷ₁ → z₁')
    expect(refused(sample(), connect({ from: { node: 'z1', port: 'y' }, to: { node: 'z1', port: 'x' } })).code).toBe(
      'self',
    )
  })

  test('refuses missing nodes, reserved ports and doubles', () => {
    expect(refused(sample(), connect({ from: { node: 'q', port: 'y' }, to: { node: 'z1', port: 'x' } })).code).toBe(
      'missing-node',
    )
    expect(
      refused(sample(), connect({ from: { node: 'x', port: 'constructor' }, to: { node: 'z1', port: 'x' } })).code,
    ).toBe('bad-port')
    expect(refused(sample(), connect({ from: { node: 'x', port: 'y' }, to: { node: 'z1', port: 'x' } })).code).toBe(
      'exists',
    )
  })

  test('disconnect', () => {
    expect(apply(sample(), disconnect('e2')).edges.e2).toBeUndefined()
    expect(refused(sample(), disconnect('toString')).code).toBe('missing-edge')
  })
})

describe('removeSelection', () => {
  test('takes all that hangs on a node', () => {
    const document = apply(sample(), removeSelection({ nodes: ['z1'] }))
    expect(Object.keys(document.edges)).toEqual(['e3', 'e4'])
    expect(document.tensors['z1.weight']).toBeUndefined()
    expect(document.layout.z1).toBeUndefined()
    expect(document.groups?.layer?.nodes).toEqual(['y1'])
  })

  test('clears objective, data and groups that lose their last member', () => {
    const document = apply(sample(), removeSelection({ nodes: ['L', 'x', 't', 'z1', 'y1'] }))
    expect(document).toEqual(emptyDocument('Sample'))
  })

  test('deletes edges alone, and refuses an empty selection', () => {
    expect(Object.keys(apply(sample(), removeSelection({ edges: ['e1', 'e4'] })).edges)).toEqual(['e2', 'e3'])
    expect(refused(sample(), removeSelection({ nodes: ['nobody'] })).code).toBe('nothing-selected')
  })
})

test('moveNodes and setLayout', () => {
  const document = apply(sample(), moveNodes({ x: { x: 1.23456, y: -2 }, nobody: { x: 0, y: 0 } }))
  expect(document.layout.x).toEqual({ x: 1.23, y: -2 })
  expect(document.layout.nobody).toBeUndefined()
  expect(apply(document, setLayout({ t: { x: 5, y: 5 } })).layout.t).toEqual({ x: 5, y: 5 })
  expect(refused(document, moveNodes({ x: { x: Infinity, y: 0 } })).code).toBe('bad-position')
  const still = moveNodes({ x: { x: 1.23, y: -2 } })(document)
  expect(still.ok && still.transaction.patches).toEqual([])
})

test('setAttr', () => {
  const document = apply(sample(), setAttr('y1', 'alpha', [1, 'N', null]))
  expect(document.nodes.y1?.attrs).toEqual({ alpha: [1, 'N', null] })
  expect(apply(document, setAttr('y1', 'alpha', undefined)).nodes.y1).toEqual(sample().nodes.y1)
  for (const name of ['__proto__', 'constructor', '', 'a'.repeat(65)])
    expect(refused(document, setAttr('y1', name, 1)).code).toBe('bad-attribute')
  expect(refused(document, setAttr('y1', 'alpha', NaN)).code).toBe('bad-attribute')
  expect(refused(document, setAttr('__proto__', 'alpha', 1)).code).toBe('missing-node')
})

test('setLabel and setName', () => {
  expect(apply(sample(), setLabel('z1', '  hidden ')).nodes.z1?.label).toBe('hidden')
  expect(apply(sample(), setLabel('z1', '')).nodes.z1).not.toHaveProperty('label')
  expect(refused(sample(), setLabel('z1', 'a'.repeat(121))).code).toBe('bad-label')
  expect(apply(sample(), setName(' ')).name).toBe('Untitled')
  expect(refused(sample(), setName('a'.repeat(201))).code).toBe('bad-name')
})

test('setDescription', () => {
  const document = apply(sample(), setDescription('  What it shows. '))
  expect(document.description).toBe('What it shows.')
  expect(apply(document, setDescription(' '))).not.toHaveProperty('description')
  expect(apply(sample(), setDescription(''))).toEqual(sample())
  expect(refused(sample(), setDescription('a'.repeat(2001))).code).toBe('bad-description')
})

test('setTensor and setTensors', () => {
  const tensor = { dtype: 'float64' as const, shape: [1], data: [3] }
  expect(apply(sample(), setTensor('z1.bias', tensor)).tensors['z1.bias']).toEqual(tensor)
  expect(apply(sample(), setTensor('x.y', undefined)).tensors['x.y']).toBeUndefined()
  expect(Object.keys(apply(sample(), setTensors({ 'z1.bias': tensor, 'x.y': undefined }, 'Train')).tensors)).toEqual([
    'z1.weight',
    'z1.bias',
  ])
  expect(refused(sample(), setTensor('z1.bias', { ...tensor, shape: [2] })).message).toContain(
    'needs 2 numbers, but its data has 1',
  )
  expect(refused(sample(), setTensor('q.bias', tensor)).code).toBe('missing-node')
  for (const key of ['z1', 'z1.a.b', 'z1.__proto__'])
    expect(refused(sample(), setTensor(key, tensor)).code).toBe('bad-port')
})

test('setTraining, setObjective, setData', () => {
  const document = apply(sample(), setTraining({ steps: 20 }))
  expect(document.training).toEqual({
    optimizer: { kind: 'sgd', lr: 0.1 },
    steps: 20,
    batchSize: null,
    seed: 0,
    tolerance: null,
  })
  expect(
    apply(document, setTraining({ optimizer: { kind: 'sgd', lr: 0.5, momentum: 0.9 } })).training?.optimizer,
  ).toMatchObject({ momentum: 0.9 })
  expect(refused(document, setTraining({ steps: 0.5 })).message).toContain('steps must be a whole number')
  expect(apply(sample(), setObjective(undefined)).objective).toBeUndefined()
  expect(apply(sample(), setObjective({ node: 'y1', port: 'y' })).objective?.node).toBe('y1')
  expect(refused(sample(), setObjective({ node: 'q', port: 'y' })).code).toBe('missing-node')
  expect(apply(sample(), setData(undefined)).data).toBeUndefined()
  expect(apply(sample(), setData({ dataset: 'mnist', inputs: { x: 'image' } })).data?.dataset).toBe('mnist')
  expect(refused(sample(), setData({ dataset: 'mnist', inputs: { q: 'image' } })).code).toBe('missing-node')
})

describe('copy, paste, duplicate', () => {
  test('copies survive the clipboard and get fresh names, inner edges and tensors', () => {
    const parsed = parseFragment(JSON.stringify(copy(sample(), ['y1', 'z1', 'nobody'])))
    if (!parsed.ok) throw new Error(parsed.message)
    const document = apply(sample(), paste(parsed.fragment))
    expect(document.nodes.z2?.label).toBe('z₂')
    expect(document.nodes.y2?.label).toBe('ŷ₂')
    expect(document.edges.e5).toEqual({ from: { node: 'z2', port: 'y' }, to: { node: 'y2', port: 'x' } })
    expect(Object.keys(document.edges)).toHaveLength(5)
    expect(document.tensors['z2.weight']).toEqual(sample().tensors['z1.weight'])
    expect(document.layout.z2).toEqual({ x: 240, y: 40 })
  })

  test('keeps the edges from outside when asked', () => {
    const fragment = copy(sample(), ['z1'])
    const document = apply(sample(), paste(fragment, { keepOutside: true, offset: { x: 0, y: 50 } }))
    expect(document.edges.e5).toEqual({ from: { node: 'x', port: 'y' }, to: { node: 'z2', port: 'x' } })
    expect(Object.keys(apply(emptyDocument(), paste(fragment, { keepOutside: true })).edges)).toEqual([])
  })

  test('pasting into an empty graph keeps the names', () => {
    expect(Object.keys(apply(emptyDocument(), paste(copy(sample(), Object.keys(sample().nodes)))).nodes)).toEqual([
      'x',
      't',
      'z1',
      'y1',
      'L',
    ])
  })

  test('duplicate', () => {
    const result = duplicate(['z1', 'y1'])(sample())
    expect(result.ok && result.created).toEqual(['z2', 'y2'])
    expect(Object.keys(apply(sample(), duplicate(['z1', 'y1'])).edges)).toHaveLength(6)
    expect(refused(sample(), duplicate([])).code).toBe('nothing-selected')
  })

  test('foreign clipboards are refused in words', () => {
    const good = JSON.parse(JSON.stringify(copy(sample(), ['z1'])))
    for (const text of [
      '',
      'hello',
      '{"a":1}',
      '{"format":"gradwire/fragment"',
      '{"format":"gradwire/fragment","version":2}',
      '{"format":"gradwire/fragment","version":1,"nodes":{"__proto__":{"op":"x"}}}',
      JSON.stringify({ ...good, outside: { e1: { from: { node: 'z1', port: 'y' }, to: { node: 'z1', port: 'x' } } } }),
      JSON.stringify({ ...good, edges: { e9: { from: { node: 'q', port: 'y' }, to: { node: 'z1', port: 'x' } } } }),
    ]) {
      const parsed = parseFragment(text)
      expect(parsed.ok).toBe(false)
      if (!parsed.ok) expect(parsed.message).toMatch(/\.$/)
    }
  })
})
