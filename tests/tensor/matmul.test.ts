import { describe, expect, it } from 'vitest'
import { typescriptKernels, type Tensor } from '../../src/tensor'
import { expectClose } from '../support/close'
import { at, naiveMatmul } from '../support/naive'
import { randomTensor } from '../support/randomTensor'

const k64 = typescriptKernels('float64')
const flags = [false, true].flatMap((transposeA) => [false, true].map((transposeB) => ({ transposeA, transposeB })))
const sized = (rows: number, cols: number, transpose: boolean, seed: number) =>
  randomTensor(transpose ? [cols, rows] : [rows, cols], seed)

describe('matmul against three loops', () => {
  it.each(flags)('at the edges of the 4×4 tile, %o', (options) => {
    for (let m = 1; m <= 9; m++)
      for (let n = 1; n <= 9; n++)
        for (let depth = 0; depth <= 9; depth++) {
          const a = sized(m, depth, options.transposeA, m)
          const b = sized(depth, n, options.transposeB, n + 10)
          const y = k64.matmul(a, b, options) as Tensor
          expect(y.shape).toEqual([m, n])
          expectClose(y.data, naiveMatmul(a, b, options.transposeA, options.transposeB), `${m}×${depth}×${n}`)
        }
  })

  // Blocks are 128 × 256 × 256; rounding of float32 grows with the depth.
  it.each([
    [127, 255, 257],
    [129, 257, 30],
    [3, 1000, 2],
    [260, 5, 300],
  ])('across blocks, %i × %i × %i', (m, depth, n) => {
    for (const options of flags) {
      const a = sized(m, depth, options.transposeA, 1)
      const b = sized(depth, n, options.transposeB, 2)
      const want = naiveMatmul(a, b, options.transposeA, options.transposeB)
      expectClose((k64.matmul(a, b, options) as Tensor).data, want, 'float64', { absolute: 1e-11 })
      const k32 = typescriptKernels('float32')
      expectClose((k32.matmul(k32.toFloat(a), k32.toFloat(b), options) as Tensor).data, want, 'float32', {
        absolute: 1e-4,
        relative: 1e-5,
      })
    }
  })

  it('broadcasts leading axes', () => {
    for (const [p, q, batch] of [
      [
        [2, 1],
        [1, 3],
        [2, 3],
      ],
      [[3], [2, 3], [2, 3]],
      [[2, 3], [], [2, 3]],
      [[], [2], [2]],
      [[0], [0], [0]],
    ] as const)
      for (const options of flags) {
        const a = randomTensor([...p, ...(options.transposeA ? [4, 5] : [5, 4])], 1)
        const b = randomTensor([...q, ...(options.transposeB ? [3, 4] : [4, 3])], 2)
        const y = k64.matmul(a, b, options) as Tensor
        expect(y.shape).toEqual([...batch, 5, 3])
        for (let i = 0; i < y.data.length; i++) {
          const lead = i < 15 || batch.length < 2 ? [Math.floor(i / 15)] : [Math.floor(i / 45), Math.floor(i / 15) % 3]
          const index = batch.length === 2 && lead.length === 1 ? [0, ...lead] : lead
          const [row, col] = [Math.floor(i / 3) % 5, i % 3]
          let sum = 0
          for (let s = 0; s < 4; s++)
            sum +=
              at(a, [...index, ...(options.transposeA ? [s, row] : [row, s])]) *
              at(b, [...index, ...(options.transposeB ? [col, s] : [s, col])])
          expect(y.data[i]).toBeCloseTo(sum, 12)
        }
      }
  })

  it('refuses what cannot be multiplied', () => {
    expect(() => k64.matmul(randomTensor([2, 3], 1), randomTensor([2, 3], 1))).toThrow(
      '[2, 3] and [2, 3] cannot be multiplied.',
    )
  })
})
