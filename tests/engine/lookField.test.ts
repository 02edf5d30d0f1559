import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { check } from '../../src/check'
import { fieldLinks, fieldOf, receptiveField } from '../../src/engine'
import type { GraphDocument, GraphNode } from '../../src/graph'
import { ops } from '../../src/ops'
import { documentOf } from '../support/documents'
import { graph } from '../editor/inspector/runOf'

const chain = (side: number, layers: readonly [op: string, attrs?: Record<string, unknown>][]) => {
  const ids = layers.map((_, i) => `n${i}`)
  return graph(
    {
      x: ['input', { shape: [1, 1, side, side] }],
      ...Object.fromEntries(layers.map((layer, i) => [ids[i]!, layer as [string, Record<string, unknown>]])),
    },
    ids.map((id, i) => [i ? ids[i - 1]! : 'x', `${id}.x`]),
  )
}
const conv = (attrs: Record<string, unknown>) =>
  ['conv2d', { out_channels: 2, ...attrs }] as [string, Record<string, unknown>]

describe('what a cell sees of the image', () => {
  it('is its window, padding included', () => {
    const checked = check(chain(224, [conv({ kernel_size: 11, stride: 4, padding: 2 })]), ops)
    expect(fieldOf(checked, 'x', 'n0', 0, 1)).toEqual({ top: -2, left: 2, bottom: 9, right: 13 })
  })

  it('grows from layer to layer', () => {
    const layers = [
      conv({ kernel_size: 5, padding: 2 }),
      ['relu'],
      ['max_pool2d', { kernel_size: 2 }],
      conv({ kernel_size: 5 }),
    ]
    const checked = check(chain(28, layers as never), ops)
    expect(fieldOf(checked, 'x', 'n3', 0, 0)).toEqual({ top: -2, left: -2, bottom: 12, right: 12 })
    expect(fieldOf(checked, 'x', 'n3', 1, 0)).toMatchObject({ top: 0, bottom: 14 })
  })

  it('is everything behind a flatten, and nothing of an input that does not lead there', () => {
    const checked = check(chain(8, [conv({ kernel_size: 3 }), ['flatten'], ['affine', { out_features: 2 }]]), ops)
    expect(fieldOf(checked, 'x', 'n2', 0, 0)).toBeNull()
  })

  /** What a cell of the last node sees, in a graph with 8 × 8 images. */
  const of = (nodes: GraphDocument['nodes'], wires: readonly string[], row = 3, column = 2, shape = [1, 1, 8, 8]) => {
    const document = documentOf({ x: { op: 'input', attrs: { shape } }, ...nodes }, wires)
    return fieldOf(check(document, ops), 'x', Object.keys(nodes).at(-1)!, row, column)
  }
  const window = (kernel_size: number | number[], padding: number | number[]) => ({
    op: 'conv2d',
    attrs: { out_channels: 1, kernel_size, padding } as GraphNode['attrs'],
  })
  const cell = { top: 3, left: 2, bottom: 4, right: 3 }

  it('is the hull of what its branches see, in any order', () => {
    const nodes = { c: window([3, 1], [1, 0]), d: window([1, 5], [0, 2]), s: { op: 'add' } }
    const both = { top: 2, left: 0, bottom: 5, right: 5 }
    expect(of(nodes, ['x c.x', 'x d.x', 'c s.a', 'd s.b'])).toEqual(both)
    expect(of(nodes, ['x c.x', 'x d.x', 'd s.a', 'c s.b'])).toEqual(both)
  })

  it('is everything as soon as one branch sees everything', () => {
    const nodes = { c: window(1, 0), n: { op: 'softmax', attrs: { dim: 3 } }, s: { op: 'add' } }
    expect(of(nodes, ['x c.x', 'x n.x', 'c s.a', 'n s.b'])).toBeNull()
    expect(of(nodes, ['x c.x', 'x n.x', 'n s.a', 'c s.b'])).toBeNull()
  })

  it('does not care for what comes from elsewhere', () => {
    const nodes = { b: { op: 'parameter', attrs: { shape: [1, 1, 1, 1] } }, s: { op: 'add' } }
    expect(of(nodes, ['x s.a', 'b s.b'])).toEqual(cell)
  })

  it.each<[string, string, GraphNode['attrs']]>([
    ['an activation', 'tanh', {}],
    ['arithmetic', 'exp', {}],
    ['batch norm', 'batch_norm', {}],
    ['a softmax over channels', 'softmax', { dim: 1 }],
  ])('stays the cell behind %s', (_, op, attrs) => {
    expect(of({ n: { op, attrs } }, ['x n.x'])).toEqual(cell)
  })

  it.each<[string, string, GraphNode['attrs']]>([
    ['a softmax along rows', 'softmax', { dim: 3 }],
    ['a norm over the whole image', 'layer_norm', { normalized_shape: [8, 8] }],
    ['turned axes', 'permute', { dims: [0, 1, 3, 2] }],
    ['a transposed convolution', 'conv_transpose2d', { out_channels: 1, kernel_size: 3, padding: 1 }],
  ])('cannot be followed through %s', (_, op, attrs) => {
    expect(of({ n: { op, attrs } }, ['x n.x'])).toBeNull()
  })

  it('cannot be followed where a row or a column is repeated to fit', () => {
    const s = { op: 'add' }
    expect(of({ c: window([8, 1], 0), s }, ['x c.x', 'x s.a', 'c s.b'])).toBeNull()
    expect(of({ c: window([1, 8], 0), s }, ['x c.x', 'x s.a', 'c s.b'])).toBeNull()
  })

  it('cannot be followed through a kernel that is made of the image, or has no known size', () => {
    expect(of({ c: { op: 'conv2d', attrs: {} } }, ['x c.x', 'x c.weight'], 0, 0)).toBeNull()
    for (const shape of [
      [2, 1, 'K', 3],
      [2, 1, 3, 'K'],
    ] as const) {
      const nodes = { w: { op: 'input', attrs: { shape: [...shape] } }, c: { op: 'conv2d', attrs: { padding: 1 } } }
      expect(of(nodes as GraphDocument['nodes'], ['x c.x', 'w c.weight'])).toBeNull()
    }
  })

  it('is not known behind a window that does not fit', () => {
    const nodes = { c: window(20, 0), d: window(3, 0) }
    expect(of(nodes, ['x c.x', 'c d.x'], 0, 0)).toBeNull()
    expect(of({ c: window(20, 0) }, ['x c.x'], 0, 0)).toBeNull()
  })

  it('is, for any layers, the rectangle around the cells of the general receptive field', () => {
    const pair = (min: number, max: number) => fc.integer({ min, max })
    const layer = fc.oneof(
      fc
        .record({ kernel_size: pair(1, 4), stride: pair(1, 3), padding: pair(0, 2), dilation: pair(1, 2) })
        .map((attrs) => conv(attrs)),
      fc.constant(['relu'] as [string]),
      pair(2, 3).map((kernel_size) => ['max_pool2d', { kernel_size }] as [string, Record<string, unknown>]),
      fc
        .record({ kernel_size: pair(2, 3), stride: pair(1, 2), padding: pair(0, 1) })
        .map((attrs) => ['avg_pool2d', attrs] as [string, Record<string, unknown>]),
    )
    fc.assert(
      fc.property(fc.array(layer, { minLength: 1, maxLength: 3 }), pair(0, 99), pair(0, 99), (layers, r, c) => {
        const side = 17
        const checked = check(chain(side, layers as never), ops)
        if (
          !checked.ok &&
          checked.diagnostics.some(({ severity, code }) => severity === 'error' && code !== 'no-objective')
        )
          return
        const last = `n${layers.length - 1}`
        const [, channels, height, width] = checked.shapes[`${last}.y`] as [number, number, number, number]
        const [row, column] = [r % height, c % width]
        const box = fieldOf(checked, 'x', last, row, column)!
        const links = fieldLinks(checked, `${last}.y`, () => undefined)
        if (!links) return
        const element = ((channels - 1) * height + row) * width + column
        const seen = receptiveField(links, element).find(({ node }) => node === 'x')
        const cells = seen ? [...seen.paths.keys()].filter((i) => seen.paths[i]! > 0) : []
        if (!cells.length) return
        const rows = cells.map((i) => Math.floor(i / side))
        const columns = cells.map((i) => i % side)
        // A dilated or strided window may leave out the border of its box, and never reaches beyond it.
        expect(Math.min(...rows)).toBeGreaterThanOrEqual(Math.max(0, box.top))
        expect(Math.max(...rows)).toBeLessThan(Math.min(side, box.bottom))
        expect(Math.min(...columns)).toBeGreaterThanOrEqual(Math.max(0, box.left))
        expect(Math.max(...columns)).toBeLessThan(Math.min(side, box.right))
        if (box.top >= 0 && box.bottom <= side) {
          expect(Math.min(...rows)).toBe(box.top)
          expect(Math.max(...rows)).toBe(box.bottom - 1)
        }
      }),
      { seed: 5, numRuns: 150 },
    )
  })
})
