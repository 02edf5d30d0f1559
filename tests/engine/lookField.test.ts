import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { check } from '../../src/check'
import { fieldLinks, fieldOf, receptiveField } from '../../src/engine'
import { ops } from '../../src/ops'
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
