/** @file What there is to look at in a network that reads images. */
import { describe, expect, it } from 'vitest'
import { check } from '../../src/check'
import { imageOf, layersOf } from '../../src/engine'
import { dependents } from '../../src/engine/lookField'
import type { GraphDocument } from '../../src/graph'
import { ops } from '../../src/ops'
import { documentOf } from '../support/documents'

const network = documentOf(
  {
    x: { op: 'input', attrs: { shape: [2, 1, 8, 8] } },
    c: { op: 'conv2d', attrs: { out_channels: 3, kernel_size: 3 } },
    r: { op: 'relu' },
    p: { op: 'max_pool2d', attrs: { kernel_size: 2 } },
    f: { op: 'flatten' },
    z: { op: 'affine', attrs: { out_features: 5 } },
    t: { op: 'input', attrs: { shape: [2], dtype: 'int64' } },
    L: { op: 'cross_entropy_loss' },
    w: { op: 'parameter', attrs: { shape: [2, 5] } },
    o: { op: 'tanh' },
    m: { op: 'mean', attrs: { dim: [0], keepdim: true } },
    M: { op: 'mse_loss', attrs: { reduction: 'none' } },
    v: { op: 'unsqueeze', attrs: { dim: 1 } },
    e: { op: 'exp' },
  },
  [
    'x c.x',
    'c r.x',
    'r p.x',
    'p f.x',
    'f z.x',
    'z L.input',
    't L.target',
    'w o.x',
    'z m.x',
    'z v.x',
    'v e.x',
    'z M.input',
    'w M.target',
  ],
)
const checked = (document: GraphDocument) => check(document, ops)

describe('the layers that follow from an image', () => {
  it('are those with maps or features for each image, with their units and what a cell sees', () => {
    expect(layersOf(checked(network), { node: 'x', shape: [2, 1, 8, 8] })).toEqual([
      { node: 'c', port: 'y', op: 'conv2d', shape: [2, 3, 6, 6], units: 3, field: [3, 3] },
      { node: 'r', port: 'y', op: 'relu', shape: [2, 3, 6, 6], units: 3, field: [3, 3] },
      { node: 'p', port: 'y', op: 'max_pool2d', shape: [2, 3, 3, 3], units: 3, field: [4, 4] },
      { node: 'z', port: 'y', op: 'affine', shape: [2, 5], units: 5, field: null },
    ])
  })

  it('leave out those whose size is not known', () => {
    const open = { ...network, nodes: { ...network.nodes, x: { op: 'input', attrs: { shape: [2, 1, 'H', 8] } } } }
    const layers = layersOf(checked(open as GraphDocument), { node: 'x', shape: [2, 1, 8, 8] })
    expect(layers.map(({ node }) => node)).toEqual(['z'])
  })

  it('depend on the image by one of their wires at least', () => {
    expect([...dependents(checked(network), 't')]).toEqual(['t', 'L'])
    expect([...dependents(checked(network), 'x')].sort()).toEqual([...'LMcefmprvxz'].sort())
  })
})

describe('the image', () => {
  const inputs = (first: unknown, second: unknown, wires: readonly string[]) =>
    imageOf(
      checked(
        documentOf(
          {
            a: { op: 'input', attrs: first as never },
            b: { op: 'input', attrs: second as never },
            r: { op: 'flatten' },
            s: { op: 'flatten' },
            q: { op: 'flatten' },
          },
          wires,
        ),
      ),
    )
  const shape = [2, 1, 4, 4]

  it('is the input with four axes that the most nodes depend on; the first of equals', () => {
    expect(inputs({ shape }, { shape }, ['a r.x', 'b s.x', 's q.x'])).toEqual({ node: 'b', shape })
    expect(inputs({ shape }, { shape }, ['a r.x', 'b s.x'])).toEqual({ node: 'a', shape })
  })

  it.each([
    ['has other axes', { shape: [2, 16] }],
    ['has no known size', { shape: ['N', 1, 4, 4] }],
    ['holds class numbers', { shape, dtype: 'int64' }],
    ['holds a mask', { shape, dtype: 'bool' }],
  ])('is none that %s', (_, attrs) => {
    expect(inputs(attrs, { shape }, ['a r.x', 'r q.x', 'b s.x'])).toEqual({ node: 'b', shape })
  })

  it('is none where nothing depends on it, and no parameter', () => {
    expect(inputs({ shape }, { shape }, [])).toBeNull()
    const weights = documentOf({ a: { op: 'parameter', attrs: { shape } }, r: { op: 'relu' } }, ['a r.x'])
    expect(imageOf(checked(weights))).toBeNull()
  })
})
