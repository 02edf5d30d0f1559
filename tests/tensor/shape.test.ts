import { describe, expect, it } from 'vitest'
import { broadcastShapes, fromArray, fromNested, normalizeDim, numel, statistics, stridesOf } from '../../src/tensor'

describe('shapes', () => {
  it('count and stride row-major', () => {
    expect([numel([]), numel([2, 0]), numel([2, 3])]).toEqual([1, 0, 6])
    expect(stridesOf([2, 3, 4])).toEqual([12, 4, 1])
  })

  it.each([
    [-1, 2, 1],
    [0, 2, 0],
    [2, 2, null],
    [-3, 2, null],
    [0, 0, 0],
    [-1, 0, 0],
    [0.5, 2, null],
  ])('axis %d of rank %d is %s', (dim, rank, want) => expect(normalizeDim(dim, rank)).toBe(want))

  it('broadcast, symbols included', () => {
    expect(broadcastShapes([3, 1], [4])).toEqual([3, 4])
    expect(broadcastShapes([3], [4])).toBeNull()
    expect(broadcastShapes<string | number>(['N', 3], [3])).toEqual(['N', 3])
    expect(broadcastShapes<string | number>(['N', 1], [4, '?'])).toEqual([4, '?'])
  })
})

describe('making tensors', () => {
  it('reads shapes off nested lists and refuses what does not fit', () => {
    expect(
      fromNested([
        [1, 2],
        [3, 4],
      ]),
    ).toMatchObject({ shape: [2, 2], data: Float64Array.of(1, 2, 3, 4) })
    expect(() => fromArray([2, 2], [1])).toThrow('Shape [2, 2] holds 4 numbers, but 1 were given.')
    expect(fromArray([2], [true, false], 'bool').data).toEqual(Uint8Array.of(1, 0))
  })

  it('sums a tensor up, leaving out what is not finite', () => {
    expect(statistics(fromArray([4], [0, 3, -4, NaN]))).toMatchObject({
      min: -4,
      max: 3,
      mean: -1 / 3,
      zeros: 0.25,
      nonFinite: 1,
    })
    expect(statistics(fromArray([2], [3, 4])).norm).toBe(5)
  })
})
