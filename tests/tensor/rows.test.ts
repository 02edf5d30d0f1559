import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fromArray, numel, typescriptKernels, type Tensor } from '../../src/tensor'
import { expectClose } from '../support/close'
import { randomTensor } from '../support/randomTensor'

const k = typescriptKernels('float64')

const setting = fc.record({
  rows: fc.integer({ min: 1, max: 6 }),
  width: fc.integer({ min: 1, max: 5 }),
  shape: fc.array(fc.integer({ min: 0, max: 4 }), { maxLength: 3 }),
  seed: fc.integer({ min: 0, max: 1e6 }),
})

/** Row numbers with repeats, and tables and errors that fit them. */
function example({ rows, width, shape, seed }: { rows: number; width: number; shape: number[]; seed: number }) {
  const places = randomTensor(shape, seed).data.map((x) => Math.floor(Math.abs(x) * 100) % rows)
  return {
    index: fromArray(shape, places, 'int64'),
    table: randomTensor([rows, width], seed + 1),
    dy: randomTensor([...shape, width], seed + 2),
  }
}

describe('rows of a table', () => {
  it('are copied to each place that names them', () => {
    fc.assert(
      fc.property(setting, (given) => {
        const { index, table } = example(given)
        const y = k.rows(table, index) as Tensor
        expect(y.shape).toEqual([...given.shape, given.width])
        const want = [...index.data].flatMap((row) => [
          ...table.data.subarray(row * given.width, (row + 1) * given.width),
        ])
        expect([...y.data]).toEqual(want)
      }),
    )
  })

  it('gather the errors of all places that named them, but for the row that is skipped', () => {
    fc.assert(
      fc.property(setting, fc.boolean(), (given, skips) => {
        const { index, table, dy } = example(given)
        const skip = skips ? given.rows - 1 : null
        const want = new Array<number>(numel(table.shape)).fill(0)
        index.data.forEach((row, place) => {
          if (row === skip) return
          for (let j = 0; j < given.width; j++) want[row * given.width + j]! += dy.data[place * given.width + j]!
        })
        const gradient = k.rowsGrad(dy, index, table.shape, skip) as Tensor
        expect(gradient.shape).toEqual(table.shape)
        expectClose(gradient.data, want, 'gradient')
      }),
    )
  })

  it('add up without losing small errors in float32', () => {
    const single = typescriptKernels('float32')
    const n = 2 ** 18
    const dy = single.full([n, 1], 0.1)
    const sum = single.rowsGrad(dy, single.full([n], 0, 'int64'), [1, 1], null) as Tensor
    expect(sum.dtype).toBe('float32')
    expect(sum.data[0]).toBe(Math.fround(Math.fround(0.1) * n))
  })
})

it('constants are held in the dtype of the kernels', () => {
  const y = typescriptKernels('float32').constant([2, 1], [1 / 3, -2]) as Tensor
  expect([y.dtype, y.shape, [...y.data]]).toEqual(['float32', [2, 1], [Math.fround(1 / 3), -2]])
})
