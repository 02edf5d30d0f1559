/** @file Images at another size, and whether an input still holds its picture. */
import { describe, expect, it } from 'vitest'
import { holds } from '../../../src/editor/convolution/pictures'
import { resample } from '../../../src/editor/convolution/resample'
import { createRandom } from '../../../src/tensor'

const side = (rows: number, columns = rows) => ({ rows, columns })

describe('an image at another size', () => {
  it('stays as it is at its own', () => {
    const { uniform } = createRandom(1)
    const data = Float32Array.from({ length: 2 * 5 * 7 }, uniform)
    expect(resample(data, side(5, 7), side(5, 7))).toEqual(data)
  })

  it('keeps even areas, and every channel by itself', () => {
    const data = Float64Array.from({ length: 32 }, (_, i) => (i < 16 ? 0.25 : -3))
    for (const to of [side(2), side(3, 9), side(8)]) {
      const area = to.rows * to.columns
      const result = resample(data, side(4), to)
      for (const value of result.subarray(0, area)) expect(value).toBeCloseTo(0.25, 6)
      for (const value of result.subarray(area)) expect(value).toBeCloseTo(-3, 6)
    }
  })

  it('goes evenly between two pixels, and holds at the ends', () => {
    expect([...resample(Float64Array.of(0, 1), side(1, 2), side(1, 4))]).toEqual([0, 0.25, 0.75, 1])
  })

  it('leaves nothing out where it gets smaller', () => {
    const line = Float64Array.from({ length: 8 }, (_, i) => (i === 3 ? 1 : 0))
    const small = [...resample(line, side(1, 8), side(1, 2))]
    expect(small.reduce((sum, value) => sum + value, 0)).toBeGreaterThan(0.2)
    expect(small[0]).toBeGreaterThan(small[1]!)
  })
})

it('an input holds its picture until its numbers are others', () => {
  const small = { dtype: 'float32' as const, shape: [1, 1, 1, 2], data: [0.5, 1] }
  const large = { dtype: 'float32' as const, shape: [1, 1, 1, 2], base64: 'AAAA' }
  const picture = (tensor: typeof small | typeof large) => ({ photo: null, bitmap: {} as ImageBitmap, tensor })
  expect(holds({ ...small, data: [0.5, 1] }, picture(small))).toBe(true)
  expect(holds({ ...small, data: [0.5, 0.9] }, picture(small))).toBe(false)
  expect(holds({ ...small, shape: [1, 1, 2, 1] }, picture(small))).toBe(false)
  expect(holds({ ...large }, picture(large))).toBe(true)
  expect(holds({ ...large, base64: 'AAAB' }, picture(large))).toBe(false)
  expect(holds(undefined, picture(small))).toBe(false)
})
