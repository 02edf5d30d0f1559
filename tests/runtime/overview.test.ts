import { describe, expect, it } from 'vitest'
import { levelOf, numberOf, overviewOf, type Overview } from '../../src/runtime/overview'
import { tensorView } from '../../src/runtime/views'
import type { Tensor } from '../../src/tensor'

const CELLS = 8192
const tensor = (shape: number[], at: (i: number) => number): Tensor => {
  const size = shape.reduce((n, dim) => n * dim, 1)
  return { dtype: 'float64', shape, data: Float64Array.from({ length: size }, (_, i) => at(i)) }
}
const numbersOf = ({ levels, limit }: Overview) => Array.from(levels, (level) => numberOf(level, limit))
const seen = (made: Tensor, sent = CELLS, cells = CELLS) => overviewOf(made, sent, cells)!

describe('overviewOf', () => {
  it('leaves tensors alone whose first elements show all that is to be seen', () => {
    expect(overviewOf(tensor([64, 128], Math.sin), CELLS, CELLS)).toBeUndefined()
    // Of 40 channels of many examples, the first ones are seen, and they are sent.
    expect(overviewOf(tensor([8, 40, 14, 14], Math.sin), CELLS, CELLS)).toBeUndefined()
    expect(tensorView(tensor([64, 128], Math.sin))).not.toHaveProperty('overview')
    expect(tensorView(tensor([65, 128], Math.sin)).overview).toMatchObject({ planes: 1, rows: 64, columns: 128 })
  })

  it('shows all of each channel of a large image, averaged', () => {
    // Channel c is bright in the quarter c alone: top left, top right, bottom left.
    const image = tensor([1, 3, 224, 224], (i) => {
      const [c, y, x] = [Math.floor(i / 224 ** 2), Math.floor(i / 224) % 224, i % 224]
      return Math.floor(y / 112) * 2 + Math.floor(x / 112) === c ? 0.75 : 0
    })
    const { planes, rows, columns, limit } = seen(image)
    expect([planes, rows, columns, limit]).toEqual([3, 52, 52, 0.75])
    const numbers = numbersOf(seen(image))
    for (let c = 0; c < 3; c++)
      for (let i = 0; i < 52; i++)
        for (let j = 0; j < 52; j++)
          expect(numbers[(c * 52 + i) * 52 + j]).toBe(Math.floor(i / 26) * 2 + Math.floor(j / 26) === c ? 0.75 : 0)
  })

  it('means, on the scale of the largest mean', () => {
    // A checkerboard of 1 and −0.5: each square of 2 × 2 has the mean 0.25.
    const board = tensor([1, 1, 128, 128], (i) => ((Math.floor(i / 128) + i) % 2 ? -0.5 : 1))
    const { rows, columns, limit, levels } = seen(board, CELLS, 64 * 64)
    expect([rows, columns, limit]).toEqual([64, 64, 0.25])
    expect(new Set(levels)).toEqual(new Set([254]))
  })

  it('picks rows and columns of a matrix evenly, from the first to the last', () => {
    const numbers = numbersOf(seen(tensor([1000, 1000], (i) => Math.floor(i / 1000) - 499.5)))
    expect(numbers).toHaveLength(64 * 128)
    for (let i = 0; i < 64; i++) expect(numbers[i * 128]).toBeCloseTo(((i + 0.5) * 1000) / 64 - 499.5, -1)
  })

  it('keeps the largest of each stretch of a vector, and what is not finite', () => {
    const vector = tensor([20_000], (i) => (i === 19_999 ? -8 : i === 0 ? NaN : i === 10_000 ? 4 : 0))
    const { levels, limit } = seen(vector)
    expect([levels.length, limit, levels[0], levels[256], levels[511]]).toEqual([512, 8, 255, 191, 0])
    expect([...levels].filter((level) => level !== 127)).toHaveLength(3)
  })

  it('is no larger than it may be, whatever the shape', () => {
    const shapes = [
      [24, 1, 5000, 3],
      [1, 3, 2, 9000],
      [30_000, 2],
      [2, 30_000],
      [1, 96, 55, 55],
      [2, 3, 4, 5, 600],
    ]
    for (const shape of [...shapes, [70_000]])
      for (const cells of [64, CELLS]) {
        const { planes, rows, columns, levels } = seen(tensor(shape, Math.cos), 64, cells)
        expect(levels.length).toBe(planes * rows * columns)
        expect(levels.length, `${shape.join()}`).toBeLessThanOrEqual(cells)
      }
  })
})

it('levels are numbers, to half a step', () => {
  for (const x of [-2, -1.3, -0.001, 0, 0.4, 2])
    expect(Math.abs(numberOf(levelOf(x, 2), 2) - x)).toBeLessThanOrEqual(1 / 127 + 1e-12)
  expect(levelOf(0, 0)).toBe(127)
  expect([levelOf(Infinity, 1), numberOf(255, 1)]).toEqual([255, NaN])
})
