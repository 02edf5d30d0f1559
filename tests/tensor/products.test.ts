/** @file Products and smallest numbers over axes, and the product of all others. */
import { describe, expect, it } from 'vitest'
import { fromArray, typescriptKernels, type Tensor } from '../../src/tensor'
import { expectClose } from '../support/close'
import { at, indices, naiveReduce } from '../support/naive'
import { randomTensor } from '../support/randomTensor'

const k = typescriptKernels('float64')

describe.each([
  ['prod', 1, (a: number, b: number) => a * b],
  ['min', Infinity, Math.min],
] as const)('%s', (name, start, f) => {
  it.each([
    { dims: [0], kept: [1, 3, 4] },
    { dims: [2], kept: [2, 3, 1] },
    { dims: [0, 2], kept: [1, 3, 1] },
    { dims: [0, 1, 2], kept: [1, 1, 1] },
    { dims: [], kept: [2, 3, 4] },
  ])('over axes $dims', ({ dims, kept }) => {
    const x = randomTensor([2, 3, 4], 5)
    const y = k[name](x, dims, true) as Tensor
    expect(y.shape).toEqual(kept)
    expectClose(y.data, naiveReduce(x, kept, start, f), name)
    expect(k[name](x, dims, false).shape).toEqual(x.shape.filter((_, axis) => !(dims as number[]).includes(axis)))
  })
})

it('the smallest of numbers with a NaN among them is NaN', () => {
  expect([...(k.min(fromArray([3], [1, NaN, 0]), [0], false) as Tensor).data]).toEqual([NaN])
})

describe('the product of the others', () => {
  it.each([0, 1, 2])('is what it says, along axis %i', (dim) => {
    const x = randomTensor([2, 3, 4], 6)
    const y = k.prodOfOthers(x, dim) as Tensor
    const want = [...indices(x.shape)].map((index) => {
      let product = 1
      for (let other = 0; other < x.shape[dim]!; other++)
        if (other !== index[dim])
          product *= at(
            x,
            index.map((own, axis) => (axis === dim ? other : own)),
          )
      return product
    })
    expectClose(y.data, want, 'others')
  })

  it('is exact beside zeros, of which two leave nothing', () => {
    const x = fromArray([2, 3], [2, 0, 5, 0, 7, 0])
    expect([...(k.prodOfOthers(x, 1) as Tensor).data]).toEqual([0, 10, 0, 0, 0, 0])
  })

  it('of one number alone is 1', () => {
    expect([...(k.prodOfOthers(fromArray([1], [9]), 0) as Tensor).data]).toEqual([1])
  })
})
