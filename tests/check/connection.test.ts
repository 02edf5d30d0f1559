import { describe, expect, it } from 'vitest'
import { check, checkConnection, connectionWarning } from '../../src/check'
import type { GraphDocument } from '../../src/graph'
import { ops } from '../../src/ops'

const wire = (from: string, to: string, port = 'x') => ({ from: { node: from, port: 'y' }, to: { node: to, port } })
const document: GraphDocument = {
  format: 'gradwire',
  version: 1,
  name: '',
  nodes: {
    x: { op: 'input', attrs: { shape: ['N', 2] } },
    k: { op: 'input', label: 'k', attrs: { shape: ['N'], dtype: 'int64' } },
    z: { op: 'affine', label: 'z₁', attrs: { out_features: 3 } },
    y: { op: 'sigmoid', label: 'ŷ₁' },
    w: { op: 'parameter', label: 'w', attrs: { shape: [3, 5] } },
    L: { op: 'cross_entropy_loss' },
  },
  edges: { e1: wire('x', 'z'), e2: wire('z', 'y') },
  tensors: {},
  layout: {},
}
const verdict = (from: [string, string], to: [string, string]) =>
  checkConnection(document, ops, { from: { node: from[0], port: from[1] }, to: { node: to[0], port: to[1] } })

describe('a refused wire says why', () => {
  it.each([
    ['itself', ['z', 'y'], ['z', 'x'], 'self', 'z₁ cannot feed itself: a computation graph has no loops.'],
    [
      'a loop',
      ['y', 'y'],
      ['z', 'x'],
      'cycle',
      'This wire would close a loop: z₁ → ŷ₁ → z₁. Backprop needs a graph without loops.',
    ],
    [
      'an input as source',
      ['z', 'x'],
      ['y', 'x'],
      'direction',
      'x of z₁ is an input. A wire runs from an output (right) to an input (left).',
    ],
    [
      'an output as target',
      ['x', 'y'],
      ['y', 'y'],
      'direction',
      'y of ŷ₁ is an output. A wire runs from an output (right) to an input (left).',
    ],
    [
      'whole numbers into real ones',
      ['k', 'y'],
      ['y', 'x'],
      'dtype',
      'ŷ₁ needs real numbers at x, but k gives int64. Change the dtype of k.',
    ],
  ] as const)('%s', (_, from, to, code, message) => {
    expect(verdict([...from], [...to])).toMatchObject({ ok: false, code, message })
  })
})

it('a free port is open, a taken one would be replaced', () => {
  expect(verdict(['x', 'y'], ['y', 'x'])).toEqual({ ok: true, replaces: ['e2'] })
  expect(verdict(['w', 'y'], ['z', 'weight'])).toEqual({ ok: true, replaces: [] })
  expect(verdict(['k', 'y'], ['L', 'target']).ok).toBe(true)
})

it('a shape that does not fit is a warning before the drop and a diagnostic after it', () => {
  const connection = { from: { node: 'w', port: 'y' }, to: { node: 'z', port: 'weight' } }
  const warning = connectionWarning(document, ops, connection)
  expect(warning).toBeNull() // The fault shows at x, whose wire was there before.
  const after = check({ ...document, edges: { ...document.edges, e9: connection } }, ops)
  expect(after.diagnostics.find((d) => d.node === 'z')!.message).toBe(
    'z₁ needs x with 5 features, but x gives 2 ([N, 2]; weight is [3, 5]).',
  )
})
