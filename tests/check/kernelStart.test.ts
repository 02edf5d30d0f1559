import { describe, expect, it } from 'vitest'
import { initialTensor } from '../../src/check'

const shape = [96, 3, 11, 11]
const kernels = initialTensor('gabor', shape, 363, 5)
const kernel = (k: number) => Float64Array.from(kernels.data.subarray(k * 363, (k + 1) * 363))

describe('kernels that start as waves and colour blobs', () => {
  it('are the same for the same seed, and no two of them are alike', () => {
    expect(initialTensor('gabor', shape, 363, 5)).toEqual(kernels)
    expect(initialTensor('gabor', shape, 363, 6)).not.toEqual(kernels)
    for (let a = 0; a < 96; a++)
      for (let b = 0; b < a; b++) {
        const dot = kernel(a).reduce((sum, x, i) => sum + x * kernel(b)[i]!, 0)
        expect(Math.abs(dot * 3)).toBeLessThan(0.9999)
      }
  })

  it('have the length of kernels that start by kaiming_uniform', () => {
    for (let k = 0; k < 96; k++) expect(Math.hypot(...kernel(k))).toBeCloseTo(1 / Math.sqrt(3), 10)
  })

  it('have no colour in the first half, and no brightness in the second', () => {
    for (let k = 0; k < 96; k++)
      for (let i = 0; i < 121; i++) {
        const [r, g, b] = [kernel(k)[i]!, kernel(k)[121 + i]!, kernel(k)[242 + i]!]
        if (k < 48) expect([g, b]).toEqual([r, r])
        else expect(r + g + b).toBeCloseTo(0, 10)
      }
  })

  it('suit any number of channels, and leave biases at 0', () => {
    for (const channels of [1, 2, 16]) {
      const { data } = initialTensor('gabor', [4, channels, 1, 5], 5 * channels, 1)
      expect(data.every(Number.isFinite)).toBe(true)
      expect(Math.hypot(...data)).toBeCloseTo(Math.sqrt(4 / 3), 10)
    }
    expect([...initialTensor('gabor', [3], 363, 1).data]).toEqual([0, 0, 0])
  })
})
