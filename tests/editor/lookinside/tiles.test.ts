import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { sheetLayout, tileAt, tileByKey, tilesAcross, tileUnder } from '../../../src/editor/lookinside/tiles'

const room = { width: 900, height: 300, least: 20, most: 120 }

describe('a sheet of tiles', () => {
  it('has 96 kernels in 8 rows of 12, as the AlexNet figure', () => {
    expect(tilesAcross(96)).toBe(12)
    expect(sheetLayout({ count: 96, rows: 11, columns: 11 }, room)).toMatchObject({ across: 12, down: 8 })
    expect([1, 6, 16, 32, 64].map(tilesAcross)).toEqual([1, 3, 4, 8, 8])
    // No full rows: as near to the shape as it goes.
    expect(tilesAcross(97)).toBe(13)
  })

  it('finds under a point the tile that was put there, for any sizes', () => {
    const size = (min: number, max: number) => fc.integer({ min, max })
    fc.assert(
      fc.property(
        size(1, 300),
        size(5, 60),
        size(5, 60),
        size(60, 1500),
        size(0, 500),
        (count, rows, columns, width, height) => {
          const layout = sheetLayout({ count, rows, columns }, { width, height, least: 20, most: 72 })
          expect(layout.across * layout.down).toBeGreaterThanOrEqual(count)
          if (columns * layout.scale <= width) expect(layout.width).toBeLessThanOrEqual(width)
          for (const index of [0, count >> 1, count - 1]) {
            const [x, y] = tileAt(layout, index)
            expect(tileUnder(layout, x + 0.5, y + 0.5)).toBe(index)
            expect(tileUnder(layout, x + columns * layout.scale + 0.5, y)).not.toBe(index)
          }
          expect(tileUnder(layout, -1, 0)).toBeNull()
          expect(tileUnder(layout, 0, layout.height + 1)).toBeNull()
        },
      ),
      { seed: 7, numRuns: 200 },
    )
  })

  it('is walked through with the arrow keys', () => {
    const layout = sheetLayout({ count: 10, rows: 5, columns: 5 }, room)
    expect(layout.across).toBe(5)
    expect(
      ['ArrowRight', 'ArrowLeft', 'ArrowDown', 'ArrowUp', 'End', 'Home'].map((key) => tileByKey(key, 0, layout)),
    ).toEqual([1, 0, 5, 0, 9, 0])
    expect(tileByKey('a', 0, layout)).toBeNull()
  })
})
