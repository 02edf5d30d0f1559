import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  broadcastShapes,
  numel,
  typescriptKernels,
  type Kernels,
  type Ref,
  type Shape,
  type Tensor,
} from '../../src/tensor'
import { expectClose } from '../support/close'
import { at, indices, naiveBinary, naiveReduce } from '../support/naive'
import { randomTensor } from '../support/randomTensor'

const k = typescriptKernels('float64')

/** A shape and two that broadcast to it: axes dropped in front, or of size 1. */
const broadcasting = fc
  .array(fc.tuple(fc.integer({ min: 0, max: 4 }), fc.constantFrom('both', 'a', 'b')), { maxLength: 5 })
  .chain((axes) =>
    fc.record({
      a: fc.constant(axes.map(([size, who]) => (who === 'b' ? 1 : size))),
      b: fc.constant(axes.map(([size, who]) => (who === 'a' ? 1 : size))),
      drop: fc.nat({ max: axes.length }),
      swap: fc.boolean(),
      seed: fc.nat({ max: 1e6 }),
    }),
  )
  .map(({ a, b, drop, swap, seed }) => {
    // Leading axes of size 1 may be missing.
    const ones = b.findIndex((size) => size !== 1)
    const short = b.slice(Math.min(drop, ones < 0 ? b.length : ones))
    return swap ? { a: short, b: a, seed } : { a, b: short, seed }
  })

const operations: readonly [keyof Kernels, (x: number, y: number) => number][] = [
  ['add', (x, y) => x + y],
  ['sub', (x, y) => x - y],
  ['mul', (x, y) => x * y],
  ['div', (x, y) => x / y],
  ['greater', (x, y) => (x > y ? 1 : 0)],
  ['equal', (x, y) => (x === y ? 1 : 0)],
  ['maximum', Math.max],
  ['minimum', Math.min],
]

describe('elementwise kernels of two arguments', () => {
  it.each(operations)('%s broadcasts as NumPy does', (name, f) => {
    fc.assert(
      fc.property(broadcasting, ({ a, b, seed }) => {
        const [x, y] = [randomTensor(a, seed), randomTensor(b, seed + 1)]
        const shape = broadcastShapes(a, b)!
        const result = (k[name] as (x: Ref, y: Ref) => Ref)(x, y) as Tensor
        expect(result.shape).toEqual(shape)
        expect([...result.data]).toEqual(naiveBinary(x, y, shape, f))
      }),
      { numRuns: 150, seed: 3 },
    )
  })

  it('raises as C does', () => {
    const one = k.full([], 1)
    for (const [a, b, want] of [
      [2, 10, 1024],
      [0, 0, 1],
      [1, NaN, 1],
      [1, Infinity, 1],
      [-8, 1 / 3, NaN],
      [0, -1, Infinity],
    ])
      expect([...(k.pow(k.full([], a!), k.mul(k.full([], b!), one)) as Tensor).data]).toEqual([want])
  })

  it('where never lets the other branch leak', () => {
    const y = k.where(
      k.greater(randomTensor([2, 1], 1), k.full([], 100)),
      k.full([3], NaN),
      k.full([2, 3], 5),
    ) as Tensor
    expect([y.shape, [...y.data]]).toEqual([
      [2, 3],
      [5, 5, 5, 5, 5, 5],
    ])
  })
})

describe('reductions', () => {
  const reducing = fc.array(fc.tuple(fc.integer({ min: 1, max: 4 }), fc.boolean()), { maxLength: 5 }).map((axes) => ({
    shape: axes.map(([size]) => size),
    dims: axes.flatMap(([, gone], axis) => (gone ? [axis] : [])),
  }))

  it('add up and find the largest over any axes', () => {
    fc.assert(
      fc.property(reducing, fc.boolean(), fc.nat({ max: 1e6 }), ({ shape, dims }, keepdim, seed) => {
        const x = randomTensor(shape, seed)
        const kept = shape.map((size, axis) => (dims.includes(axis) ? 1 : size))
        const result = k.sum(x, dims, keepdim) as Tensor
        expect(result.shape).toEqual(keepdim ? kept : shape.filter((_, axis) => !dims.includes(axis)))
        expectClose(
          result.data,
          naiveReduce(x, kept, 0, (sum, value) => sum + value),
          'sum',
        )
        expectClose((k.max(x, dims, keepdim) as Tensor).data, naiveReduce(x, kept, -Infinity, Math.max), 'max')
      }),
      { numRuns: 200, seed: 3 },
    )
  })

  it('sumTo undoes broadcastTo', () => {
    fc.assert(
      fc.property(broadcasting, ({ a, b, seed }) => {
        const shape = broadcastShapes(a, b)!
        if (numel(shape) === 0) return
        const x = randomTensor(shape, seed)
        const summed = k.sumTo(x, a) as Tensor
        expect(summed.shape).toEqual(a)
        expectClose(
          summed.data,
          naiveReduce(x, a, 0, (sum, value) => sum + value),
          'sumTo',
        )
        const wide = k.broadcastTo(summed, shape) as Tensor
        expect([...wide.data]).toEqual([...indices(shape)].map((index) => at(summed, index)))
      }),
      { numRuns: 150, seed: 3 },
    )
    const x = randomTensor([2, 3], 1)
    expect(k.sumTo(x, [2, 3])).toBe(x)
  })

  it('keep NaN, and float32 sums exact enough', () => {
    const x = randomTensor([4], 1)
    x.data[1] = NaN
    expect((k.max(x, [0], false) as Tensor).data[0]).toBeNaN()
    const k32 = typescriptKernels('float32')
    expect((k32.sum(k32.full([1_000_000], 0.1), [0], false) as Tensor).data[0]).toBeCloseTo(100_000, 1)
  })
})

it('permute reorders axes', () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 1, max: 4 }), { maxLength: 4 }),
      fc.nat({ max: 1e6 }),
      (shape: Shape, seed) => {
        const dims = shape.map((_, axis) => axis).sort((p, q) => ((p * 7 + seed) % 5) - ((q * 7 + seed) % 5))
        const x = randomTensor(shape, seed)
        const y = k.permute(x, dims) as Tensor
        expect(y.shape).toEqual(dims.map((axis) => shape[axis]!))
        let i = 0
        for (const index of indices(y.shape)) {
          const from = new Array<number>(shape.length)
          dims.forEach((axis, to) => (from[axis] = index[to]!))
          expect(y.data[i++]).toBe(at(x, from))
        }
      },
    ),
    { numRuns: 100, seed: 3 },
  )
})

it('reshape shares the numbers and infers one size', () => {
  const x = randomTensor([3, 4], 1)
  expect(k.reshape(x, [2, -1])).toMatchObject({ shape: [2, 6], data: x.data })
  expect(() => k.reshape(x, [5, -1])).toThrow('[3, 4] cannot be reshaped to [5, -1].')
})
