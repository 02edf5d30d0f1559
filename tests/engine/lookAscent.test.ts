import { describe, expect, it } from 'vitest'
import { ascend, ascentStart, cropFor, rangeOf } from '../../src/engine'

const image = (data: number[], shape = [1, 1, 2, 2]) =>
  ({ dtype: 'float32', shape, data: Float32Array.from(data) }) as const
const range = { min: 0, mid: 0.5, max: 1 }

describe('gradient ascent on an image', () => {
  it('starts at the same faint noise for the same seed', () => {
    const start = ascentStart([1, 3, 8, 8], range, 4)
    expect(start).toEqual(ascentStart([1, 3, 8, 8], range, 4))
    expect(start).not.toEqual(ascentStart([1, 3, 8, 8], range, 5))
    expect(Math.max(...start.data.map((x) => Math.abs(x - 0.5)))).toBeLessThan(0.3)
    // A twentieth of the range, whatever it is.
    const wide = Array.from(ascentStart([1, 3, 16, 16], { min: -30, mid: 0, max: 10 }, 4).data)
    expect(Math.sqrt(wide.reduce((sum, x) => sum + x * x, 0) / wide.length)).toBeCloseTo(2, 0)
  })

  it('goes up by a step of the same size however large the gradient, and stays within the range', () => {
    const x = image([0.5, 0.5, 0.5, 0.99])
    const plain = { rate: 0.1, decay: 0, blur: 0 }
    const small = ascend(x, image([1e-6, 0, -1e-6, 1e-6]), range, 0, plain)
    expect([...small.data].map((value) => Math.round(value * 100) / 100)).toEqual([0.6, 0.5, 0.4, 1])
    expect([...ascend(x, image([1e6, 0, -1e6, 1e6]), range, 0, plain).data]).toEqual([...small.data])
  })

  it('goes by parts of the range, and moves the first image only', () => {
    const x = image([1, 2, 3, 4, 5, 6, 7, 8], [2, 1, 2, 2])
    const gradient = image([1, -1, 1, -1, 9, 9, 9, 9], [2, 1, 2, 2])
    const wide = { min: -10, mid: 0, max: 30 }
    expect([...ascend(x, gradient, wide, 1, { rate: 0.1, decay: 0, blur: 0 }).data]).toEqual([5, -2, 7, 0, 5, 6, 7, 8])
  })

  it('blurs each channel along rows and columns, where the border goes on', () => {
    const [channels, height, width] = [2, 3, 4]
    const pixels = Array.from({ length: channels * height * width }, (_, i) => ((i * 7) % 11) / 11)
    const weight = 0.2
    const mean = (at: (i: number) => number, i: number, count: number) =>
      at(i) + weight * (at(Math.max(i - 1, 0)) + at(Math.min(i + 1, count - 1)) - 2 * at(i))
    const wanted = pixels.map((_, i) => {
      const [first, row, column] = [i - (i % 12), Math.floor((i % 12) / width), i % width]
      const alongRow = (r: number) => mean((c) => pixels[first + r * width + c]!, column, width)
      return mean(alongRow, row, height)
    })
    const shape = [1, channels, height, width]
    const flat = image(new Array<number>(24).fill(1), shape)
    const blurred = ascend(image(pixels, shape), flat, range, 0, { rate: 0, decay: 0, blur: weight }).data
    blurred.forEach((x, i) => expect(x).toBeCloseTo(wanted[i]!, 6))
  })

  it('decays to the middle and blurs less and less', () => {
    const x = image([1, 0, 0, 0], [1, 1, 1, 4])
    const tiny = image([1, 1, 1, 1], [1, 1, 1, 4])
    expect(ascend(x, tiny, range, 1, { rate: 0, decay: 0.1, blur: 0.2 }).data[0]).toBeCloseTo(0.95, 6)
    const first = ascend(x, tiny, range, 0, { rate: 0, decay: 0, blur: 0.2 }).data
    expect([...first].map((value) => Math.round(value * 1000) / 1000)).toEqual([0.8, 0.2, 0, 0])
  })

  it('stays where there is nothing to climb by', () => {
    const x = image([0.1, 0.2, 0.3, 0.4])
    expect(ascend(x, image([0, 0, 0, 0]), range, 0)).toBe(x)
    expect(ascend(x, image([NaN, 0, 0, 0]), range, 0)).toBe(x)
  })

  it('takes limits from an image, and makes some up for one of a single grey', () => {
    expect(rangeOf(image([1, 3, 2, 2]))).toEqual({ min: 1, mid: 2, max: 3 })
    expect(rangeOf(image([7, 7, 7, 7]))).toEqual({ min: 0, mid: 0.5, max: 1 })
  })

  it('needs no more of the image than one cell sees without its padding', () => {
    // Kernel 11, stride 4, padding 2: cell 1 begins at pixel 2.
    const at = (row: number, column: number) => ({
      top: 4 * row - 2,
      left: 4 * column - 2,
      bottom: 4 * row + 9,
      right: 4 * column + 9,
    })
    expect(cropFor(at, 224, 224)).toEqual({ height: 13, width: 13, row: 1, column: 1 })
    expect(cropFor(at, 13, 13)).not.toBeNull()
    expect(cropFor(at, 12, 224)).toBeNull()
    expect(cropFor(at, 224, 12)).toBeNull()
    expect(cropFor((row, column) => (row ? null : at(row, column)), 224, 224)).toBeNull()
    expect(cropFor(() => null, 224, 224)).toBeNull()
    // A map of one cell, which is as far as the next one: its window is all that is needed.
    const single = () => ({ top: 0, left: 0, bottom: 5, right: 7 })
    expect(cropFor(single, 8, 8)).toEqual({ height: 5, width: 7, row: 0, column: 0 })
  })
})
