/** @file Joining and picking along an axis against plain index arithmetic, and their adjoints against the dot product. */
import { describe, expect, it } from 'vitest'
import { createRandom, fromArray, numel, typescriptKernels, type Ref, type Shape, type Tensor } from '../../src/tensor'
import { expectClose } from '../support/close'
import { at, indices } from '../support/naive'
import { randomTensor } from '../support/randomTensor'

const k = typescriptKernels('float64')
const data = (x: Ref) => [...(x as Tensor).data]
const dot = (a: Ref, b: Ref) => {
  expect(a.shape).toEqual(b.shape)
  return data(a).reduce((sum, value, i) => sum + value * data(b)[i]!, 0)
}
const moved = (index: readonly number[], axis: number, place: number) =>
  index.map((own, at) => (at === axis ? place : own))

describe('concat', () => {
  it.each([0, 1, 2])('puts tensors one behind the other on axis %i', (dim) => {
    const sizes = [2, 0, 1, 3]
    const parts = sizes.map((size, i) => randomTensor(moved([2, 3, 4], dim, size), i))
    const y = k.concat(parts, dim) as Tensor
    expect(y.shape).toEqual(moved([2, 3, 4], dim, 6))
    const want = [...indices(y.shape)].map((index) => {
      let place = index[dim]!
      let part = 0
      while (place >= sizes[part]!) place -= sizes[part++]!
      return at(parts[part]!, moved(index, dim, place))
    })
    expect(data(y)).toEqual(want)
  })

  it('gives its own dtype', () => {
    const y = typescriptKernels('float32').concat([fromArray([1], [0.1]), fromArray([1], [2], 'int64')], 0)
    expect([y.dtype, ...data(y)]).toEqual(['float32', Math.fround(0.1), 2])
  })
})

describe('take', () => {
  const places = [2, 0, 0, 1]
  it.each([0, 1, 2])('picks places of axis %i, in any order and more than once', (dim) => {
    const x = randomTensor([3, 4, 5], 1)
    const y = k.take(x, dim, places) as Tensor
    expect(y.shape).toEqual(moved(x.shape, dim, 4))
    expect(data(y)).toEqual([...indices(y.shape)].map((index) => at(x, moved(index, dim, places[index[dim]!]!))))
  })

  it.each([0, 1, 2])('has takeGrad as its adjoint on axis %i: ⟨take x, δ⟩ = ⟨x, takeGrad δ⟩', (dim) => {
    const x = randomTensor([3, 4, 5], 1)
    const delta = randomTensor(moved(x.shape, dim, 4), 2)
    const back = k.takeGrad(delta, dim, places, x.shape[dim]!)
    expectClose([dot(k.take(x, dim, places), delta)], [dot(x, back)], 'dot product')
  })

  it('gives nothing back to what was not taken', () => {
    expect(data(k.takeGrad(fromArray([3], [1, 10, 100]), 0, [3, 1, 3], 5))).toEqual([0, 10, 0, 101, 0])
  })
})

/** An index into axis `dim` of x that is shorter than x elsewhere, too. */
function randomIndex(shape: Shape, below: number, seed: number): Tensor {
  const random = createRandom(seed)
  return fromArray(
    shape,
    Array.from({ length: numel(shape) }, () => Math.floor(random.uniform() * below)),
    'int64',
  )
}

describe('gather', () => {
  const x = randomTensor([3, 4, 5], 7)
  const shapes: readonly [dim: number, shape: Shape][] = [
    [0, [6, 4, 2]],
    [1, [2, 3, 5]],
    [2, [3, 1, 9]],
    [1, [3, 0, 5]],
  ]
  it.each(shapes)('reads along axis %i with an index of %j', (dim, shape) => {
    const index = randomIndex(shape, x.shape[dim]!, dim)
    const y = k.gather(x, dim, index) as Tensor
    expect(y.shape).toEqual(shape)
    expect(data(y)).toEqual([...indices(shape)].map((place) => at(x, moved(place, dim, at(index, place)))))
  })

  it.each(shapes)('has scatterAdd as its adjoint (axis %i, %j)', (dim, shape) => {
    const index = randomIndex(shape, x.shape[dim]!, dim)
    const delta = randomTensor(shape, 8)
    expectClose(
      [dot(k.gather(x, dim, index), delta)],
      [dot(x, k.scatterAdd(delta, dim, index, x.shape))],
      'dot product',
    )
  })

  it('takes a single number for an axis of one', () => {
    const index = fromArray([], [0], 'int64')
    expect(data(k.gather(fromArray([], [3]), 0, index))).toEqual([3])
    expect(data(k.scatterAdd(fromArray([], [3]), 0, index, []))).toEqual([3])
  })
})
