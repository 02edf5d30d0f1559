import { describe, expect, it } from 'vitest'
import { mapWords, patchWords, reach } from '../../../src/editor/convolution/mapWords'
import type { ConvSizes } from '../../../src/editor/inside/convolution'

/** One image of rows × columns; the map is as large as the windows that fit. */
function sizes(change: Partial<ConvSizes> & { readonly image?: readonly [number, number] }): ConvSizes {
  const { image = [9, 9], ...rest } = change
  const given = { weight: [1, 1, 3, 3], stride: [1, 1], padding: [0, 0], dilation: [1, 1], groups: 1, ...rest } as const
  const side = (axis: 0 | 1) =>
    Math.floor((image[axis] + 2 * given.padding[axis] - reach(given, axis)) / given.stride[axis]) + 1
  return { ...given, x: [1, 1, ...image], y: [1, 1, side(0), side(1)] }
}

describe('the words for a response map', () => {
  it('say how large it is', () => {
    expect(mapWords(sizes({}))).toBe('7 × 7 cells')
    expect(mapWords(sizes({ stride: [2, 2] }))).toBe('4 × 4 cells')
    expect(mapWords(sizes({ image: [224, 224], weight: [96, 3, 11, 11], stride: [4, 4], padding: [2, 2] }))).toBe(
      '55 × 55 cells',
    )
  })

  it('say what no window reaches of the image, and nothing of left-over padding', () => {
    expect(mapWords(sizes({ image: [10, 9], stride: [2, 2] }))).toBe('4 × 4 cells; no window reaches the last row')
    expect(mapWords(sizes({ image: [10, 11], stride: [4, 4] }))).toBe('2 × 3 cells; no window reaches the last 3 rows')
    expect(mapWords(sizes({ image: [10, 10], stride: [4, 4], dilation: [2, 1] }))).toBe(
      '2 × 2 cells; no window reaches the last row and 3 columns',
    )
    expect(mapWords(sizes({ image: [8, 8], stride: [2, 2], padding: [1, 1] }))).toBe('4 × 4 cells')
    expect(mapWords(sizes({ image: [8, 8], stride: [3, 3], padding: [1, 1] }))).toBe('3 × 3 cells')
  })
})

it('a patch with gaps is said to be spread', () => {
  expect(patchWords(sizes({ weight: [1, 1, 5, 3] }))).toBe('5 × 3 pixels')
  expect(patchWords(sizes({ weight: [1, 1, 5, 5], dilation: [3, 3], image: [40, 40] }))).toBe(
    '5 × 5 pixels with gaps, spread over 13 × 13',
  )
})
