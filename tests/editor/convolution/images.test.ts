/** @file Pictures as tensors of an input, and places on a response map. */
import { describe, expect, it } from 'vitest'
import { cellCosine } from '../../../src/editor/convolution/cellCosine'
import { imageNumbers, imageSlot, middlePart } from '../../../src/editor/convolution/imageTensor'
import { isPhoto } from '../../../src/editor/convolution/isPhoto'
import { cellOver, cellsOf, orderOf, placeAt } from '../../../src/editor/convolution/place'
import { originOf, type ConvSizes } from '../../../src/editor/inside/convolution'
import { createRandom } from '../../../src/tensor'

const slot = (...args: Parameters<typeof imageSlot>) => {
  const answer = imageSlot(...args)
  if (!answer?.ok) throw new Error(answer?.reason ?? 'no image')
  return answer
}

describe('the place of an image', () => {
  it('takes sizes as declared, else as present, else as usual', () => {
    expect(slot(['N', 3, 28, 28], undefined).shape).toEqual([1, 3, 28, 28])
    expect(slot(['N', 1, 'H', 'W'], [4, 1, 20, 30]).shape).toEqual([4, 1, 20, 30])
    expect(slot([1, 'H', 'W'], undefined)).toMatchObject({ shape: [1, 64, 64], open: true })
    expect(slot([1, 'H', 'W'], [1, 20, 30], 128).shape).toEqual([1, 128, 128])
    expect(slot([1, 12, 12], undefined, 128)).toMatchObject({ shape: [1, 12, 12], open: false })
  })

  it('says why there is none', () => {
    expect(imageSlot(['N', 2], undefined)).toBeNull()
    expect(imageSlot([1, 2, 8, 8], undefined)).toMatchObject({ ok: false })
    expect(imageSlot([1, 1, 4096, 8], undefined)).toMatchObject({ ok: false })
  })

  it('holds grey or colours, 0 to 1, channel after channel, for each example', () => {
    const pixels = Uint8ClampedArray.of(255, 0, 0, 255, 255, 255, 255, 255)
    const grey = imageNumbers(slot([2, 1, 1, 2], undefined), pixels)
    expect([...grey].map((value) => Number(value.toFixed(3)))).toEqual([0.299, 1, 0.299, 1])
    expect([...imageNumbers(slot([3, 1, 2], undefined), pixels)]).toEqual([1, 1, 0, 1, 0, 1])
  })

  it('is filled by the middle of a picture of other proportions', () => {
    expect(middlePart(200, 100, { rows: 10, columns: 10 })).toEqual([50, 0, 100, 100])
    expect(middlePart(100, 100, { rows: 10, columns: 20 })).toEqual([0, 25, 100, 50])
  })

  it('is drawn as a photograph where it is one', () => {
    expect(isPhoto(Float64Array.of(0.2, 0.4, 1), 0, 3)).toBe(true)
    expect(isPhoto(Float64Array.of(0, 0, 1), 0, 3)).toBe(false)
    expect(isPhoto(Float64Array.of(-0.1, 0.4, 1), 0, 3)).toBe(false)
    expect(isPhoto(Float64Array.of(NaN, 0.4), 0, 2)).toBe(false)
  })
})

const SIZES: ConvSizes = {
  x: [1, 4, 11, 9],
  weight: [4, 2, 3, 2],
  y: [1, 4, 5, 9],
  stride: [2, 1],
  padding: [1, 1],
  dilation: [1, 2],
  groups: 2,
}

describe('places', () => {
  it('run row by row, there and back', () => {
    for (let i = 0; i < cellsOf(SIZES); i++) expect(orderOf(SIZES, placeAt(SIZES, i))).toBe(i)
    expect(placeAt(SIZES, 10)).toEqual({ row: 1, column: 1 })
  })

  it('under the pointer are those whose window has its middle there', () => {
    for (let i = 0; i < cellsOf(SIZES); i++) {
      const cell = placeAt(SIZES, i)
      const [top, left] = originOf(SIZES, cell)
      const middle = { row: top + 1, column: left + 1 }
      const inside = middle.row >= 0 && middle.row < 11 && middle.column >= 0 && middle.column < 9
      if (inside) expect(cellOver(SIZES, middle)).toEqual(cell)
    }
    expect(cellOver(SIZES, { row: 0, column: 0 })).toEqual({ row: 0, column: 0 })
    expect(cellOver(SIZES, { row: 10, column: 8 })).toEqual({ row: 4, column: 8 })
  })
})

it('one cell is the product of two lengths and a cosine', () => {
  const { normal } = createRandom(4)
  const numbers = (length: number) => Float64Array.from({ length }, normal)
  const [x, weight] = [numbers(4 * 99), numbers(4 * 12)]
  for (const centred of [false, true]) {
    const { response, patch, kernel, cosine } = cellCosine(
      SIZES,
      x,
      weight,
      { example: 0, channel: 3, row: 0, column: 2 },
      centred,
    )
    expect(patch * kernel * cosine).toBeCloseTo(response, 12)
    expect(Math.abs(cosine)).toBeLessThanOrEqual(1)
  }
  const even = cellCosine(SIZES, x.fill(0.3), weight, { example: 0, channel: 0, row: 2, column: 4 }, true)
  expect([even.patch, even.cosine]).toEqual([0, 0])
})
