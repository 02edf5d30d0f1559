import { expect, it } from 'vitest'
import { colourOf, greyOf, pictureOf, scaleOf } from '../../../src/editor/thumbnails'
import { sheetOf, type Paper, type Sheet } from '../../../src/editor/thumbnails/sheet'
import { view as viewOf } from '../canvas/support'

const paper: Paper = { width: 130, height: 52, tone: 'value', scheme: 'light' }

function sheet(shape: number[], data: number[]): Sheet {
  const view = viewOf(shape, new Float64Array(data))
  return sheetOf(pictureOf(view), view.statistics.zeros, paper)
}
const colourAt = ({ bitmap }: Sheet, row: number, column: number) =>
  bitmap.palette[bitmap.indices[row * bitmap.width + column]!]

it('gives each element of a matrix a pixel of its colour, to a step that nobody sees', () => {
  const data = [-2, -1, 0, 1, 2, NaN, 0.5, 1.5]
  const made = sheet([2, 4], data)
  expect([made.bitmap.width, made.bitmap.height]).toEqual([4, 2])
  const scale = scaleOf('value', 'light')
  data.forEach((x, i) => {
    const wanted = colourOf(x, 2, scale)
    colourAt(made, Math.floor(i / 4), i % 4)!.forEach((part, c) =>
      expect(Math.abs(part - wanted[c]!), `${x}`).toBeLessThanOrEqual(3),
    )
  })
  // Cells no larger than 16 pixels, in the middle of the place.
  expect([made.x, made.y, made.width, made.height]).toEqual([33, 10, 64, 32])
})

it('lays images side by side in their own proportions, in ink on paper', () => {
  const made = sheet([3, 1, 2, 2], [1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0])
  expect([made.across, made.down]).toEqual([3, 1])
  expect(made.width / made.height).toBeCloseTo(3)
  const [ink, blank] = [greyOf(1, 1, 'light'), greyOf(0, 1, 'light')]
  expect([colourAt(made, 0, 0), colourAt(made, 0, 3), colourAt(made, 1, 4)]).toEqual([ink, ink, ink])
  expect(colourAt(made, 1, 5)).toEqual(blank)
})

it('shows a tensor of zeros, and one of NaN alone, without a division by zero', () => {
  expect(new Set(sheet([3, 4], new Array<number>(12).fill(0)).bitmap.indices)).toEqual(new Set([127]))
  expect(new Set(sheet([3, 4], new Array<number>(12).fill(NaN)).bitmap.indices)).toEqual(new Set([255]))
})
