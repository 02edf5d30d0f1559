import { describe, expect, it } from 'vitest'
import { initialTensor } from '../../src/check'

const shape = [96, 3, 11, 11]
const kernels = initialTensor('gabor', shape, 363, 5)
const every = Array.from({ length: 96 }, (_, k) => Float64Array.from(kernels.data.subarray(k * 363, (k + 1) * 363)))
const kernel = (k: number) => every[k]!

describe('kernels that start as waves and colour blobs', () => {
  it('are the same for the same seed, and no two of them are alike', () => {
    expect(initialTensor('gabor', shape, 363, 5).data).toEqual(kernels.data)
    expect(initialTensor('gabor', shape, 363, 6).data[0]).not.toBe(kernels.data[0])
    let closest = 0
    for (let a = 0; a < 96; a++)
      for (let b = 0; b < a; b++) {
        let dot = 0
        for (let i = 0; i < 363; i++) dot += kernel(a)[i]! * kernel(b)[i]!
        closest = Math.max(closest, Math.abs(3 * dot))
      }
    expect(closest).toBeLessThan(0.9999)
  })

  it('have the length of kernels that start by kaiming_uniform', () => {
    for (let k = 0; k < 96; k++) expect(Math.hypot(...kernel(k))).toBeCloseTo(1 / Math.sqrt(3), 10)
  })

  it('have no colour in the first half, and no brightness in the second', () => {
    for (let k = 0; k < 96; k++) {
      let [colour, brightness] = [0, 0]
      for (let i = 0; i < 121; i++) {
        const [r, g, b] = [kernel(k)[i]!, kernel(k)[121 + i]!, kernel(k)[242 + i]!]
        colour = Math.max(colour, Math.abs(r - g), Math.abs(g - b))
        brightness = Math.max(brightness, Math.abs(r + g + b))
      }
      expect(k < 48 ? colour : brightness).toBeLessThan(1e-12)
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
