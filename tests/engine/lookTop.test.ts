/** @file The places that excite a unit most. */
import { describe, expect, it } from 'vitest'
import { mergeTop, peaks } from '../../src/engine'
import { fromArray } from '../../src/tensor'

describe('where a unit is largest', () => {
  it('is a cell of its map, image by image; the first of equals', () => {
    // Two images, two channels of 2 × 3.
    const y = fromArray([2, 2, 2, 3], [0, 0, 9, 0, 0, 0, 1, 2, 8, 4, 3, 5, 9, 9, 9, 9, 9, 9, -1, -2, -3, -4, -1, -6])
    expect(peaks(y, 1, [7, 4])).toEqual([
      { example: 7, value: 8, row: 0, column: 2 },
      { example: 4, value: -1, row: 0, column: 0 },
    ])
    expect(peaks(y, 0, [7, 4])[0]).toEqual({ example: 7, value: 9, row: 0, column: 2 })
  })

  it('is the number itself for a unit without a map', () => {
    const y = fromArray([3, 2], [1, 2, 3, 4, 5, 6])
    expect(peaks(y, 1, [0, 1, 2])).toEqual([2, 4, 6].map((value, example) => ({ example, value, row: 0, column: 0 })))
  })
})

describe('the largest of two lists', () => {
  const place = (example: number, value: number) => ({ example, value, row: 0, column: 0 })

  it('come first, of equals the earlier example, and not more than asked for', () => {
    const merged = mergeTop([place(3, 5), place(1, 2)], [place(2, 5), place(0, 7), place(4, 1)], 4)
    expect(merged.map(({ example }) => example)).toEqual([0, 2, 3, 1])
  })

  it('leave out what is not finite', () => {
    expect(mergeTop([place(0, NaN), place(1, Infinity)], [place(2, -3)], 9)).toEqual([place(2, -3)])
  })
})
