import { describe, expect, it } from 'vitest'
import {
  imagePixels,
  kernelPixels,
  limitsOf,
  mapPixels,
  overlayPixels,
  paintsFor,
} from '../../../src/editor/lookinside/pixels'

const rgba = (pixels: Uint8ClampedArray, i: number) => [...pixels.subarray(4 * i, 4 * i + 4)]

describe('kernels as pictures', () => {
  it('are normalised each by itself around mid-grey', () => {
    // Two kernels [3, 1, 2]; the second is the first, a hundred times larger.
    const one = [1, -0.5, 0, 0.5, -1, 0]
    const data = [...one, ...one.map((x) => 100 * x)]
    const options = { paint: 'rgb', channel: 0, scheme: 'light' } as const
    const pixels = kernelPixels(data, 0, [3, 1, 2], options)
    expect(rgba(pixels, 0)).toEqual([255, 128, 0, 255])
    expect(rgba(pixels, 1)).toEqual([64, 191, 128, 255])
    expect(kernelPixels(data, 6, [3, 1, 2], options)).toEqual(pixels)
  })

  it('are mid-grey where they are nothing', () => {
    const pixels = kernelPixels([0, 0, 0], 0, [3, 1, 1], { paint: 'rgb', channel: 0, scheme: 'light' })
    expect(rgba(pixels, 0)).toEqual([128, 128, 128, 255])
  })

  it('show one channel, or the length over all', () => {
    const data = [3, 0, 4, 1]
    const at = (paint: 'grey' | 'length', channel: number) =>
      kernelPixels(data, 0, [2, 1, 2], { paint, channel, scheme: 'light' })
    expect(rgba(at('grey', 0), 0)[0]).toBe(255)
    expect(rgba(at('grey', 1), 1)[0]).toBe(159)
    // Lengths 5 and 1: the longest is ink.
    expect(rgba(at('length', 0), 0)).toEqual([26, 33, 48, 255])
    expect(at('grey', 7)).toEqual(at('grey', 1))
    expect(paintsFor(3)[0]).toBe('rgb')
    expect(paintsFor(16)[0]).toBe('length')
  })
})

describe('maps and images', () => {
  it('have zero in the colour of the paper, and mark what is not finite', () => {
    const pixels = mapPixels([0, 2, -2, NaN], 0, 4, 2, 'value', 'light')
    expect(rgba(pixels, 0)).toEqual([255, 255, 255, 255])
    expect(rgba(pixels, 1)).toEqual([29, 95, 196, 255])
    expect(rgba(pixels, 2)).toEqual([184, 80, 10, 255])
    expect(rgba(pixels, 3)).toEqual([179, 38, 30, 255])
  })

  it('are shown from 0 to 1 where that holds all, else by their own limits', () => {
    expect(limitsOf([0.2, 0.4])).toEqual([0, 1])
    expect(limitsOf([-1, 3])).toEqual([-1, 3])
    expect(rgba(imagePixels([1, 0, 0.5], [3, 1, 1], 'light'), 0)).toEqual([255, 0, 128, 255])
    expect(rgba(imagePixels([-1, 3], [1, 1, 2], 'light'), 1)).toEqual([255, 255, 255, 255])
  })

  it('carry a gradient as strong as it is, by its sign', () => {
    const image = imagePixels([0, 0, 0], [1, 1, 3], 'light')
    const pixels = overlayPixels(image, [0, 1, -1], 'delta', 'light')
    expect(rgba(pixels, 0)).toEqual([255, 255, 255, 255])
    expect(rgba(pixels, 1)).toEqual([184, 80, 10, 255])
    expect(rgba(pixels, 2)).toEqual([74, 92, 176, 255])
  })
})
