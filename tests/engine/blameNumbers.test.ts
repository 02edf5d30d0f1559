/** @file Measures and words of numbers that blame uses. */
import { describe, expect, it } from 'vitest'
import {
  amount,
  broadcastPlace,
  count,
  firstBad,
  largestOf,
  normOf,
  placeText,
  zerosOf,
} from '../../src/engine/blameNumbers'
import { compared } from '../../src/engine/blameWords'
import { fromArray } from '../../src/tensor'

const list = (...data: number[]) => fromArray([data.length], data)

describe('measures', () => {
  it('the norm is the root of the squares, at any size', () => {
    expect(normOf(list(3, -4))).toBe(5)
    expect(normOf(list(3e200, 4e200))).toBeCloseTo(5e200, -190)
    expect(normOf(list(3e-200, 4e-200)) / 5e-200).toBeCloseTo(1, 12)
    expect(normOf(list(0, 0))).toBe(0)
    expect(normOf(list(1, NaN))).toBeNaN()
    expect(normOf(list(1, -Infinity))).toBeNaN()
  })

  it('the largest, the first that is not finite, and the zeros are found at both ends', () => {
    expect(largestOf(list(-7, 3))).toBe(7)
    expect(largestOf(list())).toBe(0)
    expect(firstBad(list(1, NaN, Infinity))).toBe(1)
    expect(firstBad(list(-Infinity, 1))).toBe(0)
    expect(firstBad(list(1, 2))).toBe(-1)
    expect(zerosOf(list(0, 1, -0, 2))).toBe(2)
  })
})

describe('places', () => {
  it('of a broadcast element are where it was read', () => {
    // Output [2, 3]: element 4 is [1, 1].
    expect(broadcastPlace(4, [2, 3], [2, 3])).toBe(4)
    expect(broadcastPlace(4, [2, 3], [3])).toBe(1)
    expect(broadcastPlace(4, [2, 3], [2, 1])).toBe(1)
    expect(broadcastPlace(4, [2, 3], [1, 3])).toBe(1)
    expect(broadcastPlace(4, [2, 3], [])).toBe(0)
    expect(broadcastPlace(23, [2, 3, 4], [3, 1])).toBe(2)
    expect(broadcastPlace(4, [2, 3], [2])).toBe(-1)
    expect(broadcastPlace(1, [3], [1, 3])).toBe(-1)
  })

  it('are written axis by axis, and not at all for the only element', () => {
    expect(placeText(4, [2, 3])).toBe('[1, 1]')
    expect(placeText(23, [2, 3, 4])).toBe('[1, 2, 3]')
    expect(placeText(0, [1, 1])).toBe('')
  })
})

describe('words', () => {
  it.each([
    [1, 1, 'its only element'],
    [8, 8, 'all 8 elements'],
    [6, 8, '6 of 8 elements'],
    [1200, 3000, '1,200 of 3,000 elements'],
  ])('%d of %d: %s', (some, all, words) => expect(amount(some, all)).toBe(words))

  it('have a plural', () => {
    expect([count(1, 'node'), count(2, 'node'), count(1200, 'node')]).toEqual(['1 node', '2 nodes', '1,200 nodes'])
  })

  it.each([
    [0.95, 'about as large as'],
    [1.05, 'about as large as'],
    [0.9, '1.11 times smaller than'],
    [1.1, '1.1 times larger than'],
  ])('compare %d: %s', (factor, words) => expect(compared(factor)).toBe(words))
})
