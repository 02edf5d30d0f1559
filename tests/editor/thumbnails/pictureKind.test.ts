import { describe, expect, it } from 'vitest'
import { colourOf, inkOn, pictureKind, pictureOf, scaleOf, tilesAcross } from '../../../src/editor/thumbnails'
import { view } from '../canvas/support'

const of = (...shape: number[]) =>
  view(
    shape,
    new Float64Array(shape.reduce((n, d) => n * d, 1)).map((_, i) => i % 7),
  )

describe('pictureKind', () => {
  it.each([
    [[], 'number'],
    [[1, 1], 'number'],
    [[0, 3], 'empty'],
    [[2], 'cells'],
    [[2, 3], 'cells'],
    [[10], 'bars'],
    [[1, 8], 'bars'],
    [[4, 1], 'bars'],
    [[4, 3], 'heat'],
    [[2, 2, 2, 2, 2], 'heat'],
    [[6, 14, 14], 'tiles'],
    [[64, 1, 28, 28], 'tiles'],
    [[6, 1, 5, 5], 'tiles'],
    [[8, 10, 1, 1], 'heat'],
  ] as const)('%j is drawn as %s', (shape, kind) => {
    expect(pictureKind(of(...shape))).toBe(kind)
  })

  it('shows examples of one channel, else the channels of the first example', () => {
    expect(pictureOf(of(5, 1, 8, 8))).toMatchObject({ tiles: 5, rows: 8, columns: 8 })
    expect(pictureOf(of(5, 6, 8, 8))).toMatchObject({ tiles: 6 })
  })

  it('draws pictures in grey only when they have no sign', () => {
    expect(pictureOf(of(2, 1, 4, 4)).grey).toBe(true)
    expect(pictureOf(view([1, 1, 2, 2], [-1, 0, 1, 2])).grey).toBe(false)
  })

  it('draws a small tensor from its own numbers, and all of a large one from fewer', () => {
    const small = of(1, 3, 40, 40)
    expect(pictureOf(small)).toMatchObject({ numbers: small.head, levels: null })
    expect(pictureOf(of(1, 3, 224, 224))).toMatchObject({ tiles: 3, rows: 52, columns: 52 })
    expect(pictureOf(of(64, 1, 28, 28))).toMatchObject({ tiles: 24, rows: 18, columns: 18 })
    expect(pictureOf(of(1000, 100))).toMatchObject({ rows: 81, columns: 100, kind: 'heat' })
    expect(pictureOf(of(20_000))).toMatchObject({ columns: 512, kind: 'bars' })
    for (const shape of [[1, 3, 224, 224], [64, 1, 28, 28], [1000, 100], [20_000], [8, 8, 64]]) {
      const { tiles, rows, columns, numbers, levels } = pictureOf(of(...shape))
      expect((levels ?? numbers).length, `${shape.join()}`).toBeGreaterThanOrEqual(tiles * rows * columns)
    }
  })

  it('lays tiles out as large as they go', () => {
    const wide = { rows: 8, columns: 8 }
    expect(tilesAcross({ ...wide, tiles: 6 }, 132, 36)).toBe(6)
    expect(tilesAcross({ ...wide, tiles: 4 }, 80, 80)).toBe(2)
    expect(tilesAcross({ ...wide, tiles: 1 }, 80, 80)).toBe(1)
  })
})

describe('colours', () => {
  it.each(['light', 'dark'] as const)('zero is the card itself, signs differ, NaN has its own (%s)', (scheme) => {
    const scale = scaleOf('value', scheme)
    expect(colourOf(0, 1, scale)).toEqual(scale.zero)
    expect(colourOf(1, 1, scale)).toEqual(scale.positive)
    expect(colourOf(-2, 2, scale)).toEqual(scale.negative)
    expect(colourOf(NaN, 1, scale)).toEqual(scale.bad)
    expect(colourOf(0, 0, scale)).toEqual(scale.zero)
  })

  it('writes dark on light and light on dark', () => {
    expect(inkOn([255, 255, 255])).toBe('#10151f')
    expect(inkOn([29, 95, 196])).toBe('#ffffff')
    // Neither white nor ink is read on these two well enough: black is.
    expect(inkOn([197, 113, 56])).not.toBe('#ffffff')
    expect(inkOn([119, 119, 119])).toBe('#000000')
  })
})
