import { describe, expect, it } from 'vitest'
import {
  fromArray,
  typescriptKernels,
  wasmKernels,
  type Kernels,
  type PoolGeometry,
  type Tensor,
} from '../../../src/tensor'
import { dtypes, expectTensor, normal, seeded, tolerance } from './support'

const reference = typescriptKernels('float64')

/** Where functions turn, overflow, vanish, or are not there. */
const SPECIAL = [0, -0, 1, -1, 1e-8, -1e-8, 1e-20, 20, -20, 36, -36, 87, -87, 88.5, -103, Infinity, -Infinity, NaN]
const FAR = [700, 709.7, 709.9, -708, -740, -746, 1e300, -1e300, 5e-324, 1e-310, 1e308]

const unary = ['neg', 'exp', 'log', 'sigmoid', 'tanh', 'relu', 'softplus', 'abs', 'sqrt', 'erf'] as const
const binary = ['add', 'sub', 'mul', 'div', 'greater', 'equal', 'maximum', 'minimum'] as const

describe.each(dtypes)('elementwise kernels of the module in %s', (dtype) => {
  const k = wasmKernels(dtype, { always: true })
  // Both sides read the same numbers, and the result is rounded once: what is left are the last places of f itself.
  const within = dtype === 'float64' ? { absolute: 0, relative: 6e-16 } : { absolute: 1e-44, relative: 2.5e-7 }

  it.each(unary)('%s', (name) => {
    const { random } = seeded(1)
    const spread = Array.from({ length: 2000 }, (_, i) => random.normal() * [1e-5, 0.1, 1, 5, 30][i % 5]!)
    const near = Array.from({ length: 400 }, (_, i) => 0.6 + i / 500)
    const x = fromArray([], [0], dtype)
    for (const numbers of [[...SPECIAL, ...(dtype === 'float64' ? FAR : []), ...spread, ...near], [2], [3, -4], []]) {
      const given = fromArray([numbers.length], numbers, dtype)
      const want = reference[name](given) as Tensor
      const rounded = dtype === 'float64' ? want : { ...want, data: Float32Array.from(want.data) }
      expectTensor(k[name](given) as Tensor, rounded, name, within)
    }
    expect((k[name](x) as Tensor).shape).toEqual([])
  })

  it.each(binary)('%s broadcasts', (name) => {
    const { random, between } = seeded(2)
    for (let run = 0; run < 60; run++) {
      const shape = Array.from({ length: between(0, 4) }, () => between(1, 6))
      const cut = () => shape.map((size) => (random.uniform() < 0.4 ? 1 : size)).slice(between(0, shape.length))
      const [p, q] = run % 3 === 0 ? [shape, shape] : [cut(), cut()]
      const [a, b] = [normal(p, random, dtype), normal(q, random, dtype)]
      if (name === 'equal') b.data.set(a.data.subarray(0, Math.min(1, b.data.length)))
      const want = reference[name](a, b) as Tensor
      expectTensor(k[name](a, b) as Tensor, want, `${name} ${p} ${q}`, tolerance[dtype])
    }
    const [a, b] = [fromArray([5], [NaN, 1, -0, NaN, Infinity], dtype), fromArray([5], [1, NaN, 0, NaN, 2], dtype)]
    expectTensor(k[name](a, b) as Tensor, reference[name](a, b) as Tensor, name, { absolute: 0, relative: 0 })
  })

  it('scales, shifts and raises to powers', () => {
    const { random } = seeded(3)
    const x = normal([37], random, dtype)
    const same = (run: (k: Kernels) => unknown, what: string) =>
      expectTensor(run(k) as Tensor, run(reference) as Tensor, what, tolerance[dtype])
    same((kernels) => kernels.scale(x, -1.5), 'scale')
    same((kernels) => kernels.shift(x, 0.25), 'shift')
    for (const exponent of [2, 3, 0.5, -1, 0, 1.7])
      same((kernels) => kernels.powScalar(x, exponent), `power ${exponent}`)
  })
})

describe.each(dtypes)('other kernels of the module in %s', (dtype) => {
  const k = wasmKernels(dtype, { always: true })
  const within = tolerance[dtype]
  const same = (
    run: (k: Kernels) => unknown,
    what: string,
    tolerated: { absolute: number; relative: number } = within,
  ) => expectTensor(run(k) as Tensor, run(reference) as Tensor, what, tolerated)

  it('sums over any axes, broadcasts and permutes', () => {
    const { random, between } = seeded(4)
    for (let run = 0; run < 80; run++) {
      const x = normal(
        Array.from({ length: between(0, 4) }, () => between(1, 7)),
        random,
        dtype,
      )
      const dims = x.shape.flatMap((_, axis) => (random.uniform() < 0.5 ? [axis] : []))
      for (const keepdim of [true, false]) same((kernels) => kernels.sum(x, dims, keepdim), `sum ${x.shape} ${dims}`)
      const small = x.shape.map((size, axis) => (dims.includes(axis) ? 1 : size)).slice(between(0, x.shape.length))
      same((kernels) => kernels.sumTo(x, small), `sum ${x.shape} to ${small}`)
      const y = normal(small, random, dtype)
      same((kernels) => kernels.broadcastTo(y, x.shape), `${small} to ${x.shape}`)
      const order = random.shuffle(x.shape.map((_, axis) => axis))
      same((kernels) => kernels.permute(x, order), `permute ${x.shape} ${order}`)
    }
  })

  it('sums a hundred thousand numbers without losing the small ones', () => {
    const x = fromArray([100_000], new Float64Array(100_000).fill(0.1), dtype)
    const sum = (k.sum(x, [0], false) as Tensor).data[0]!
    expect(Math.abs(sum - (dtype === 'float64' ? 10_000 : 100_000 * Math.fround(0.1)))).toBeLessThan(1e-3)
  })

  it('normalises rows, and is stable far out', () => {
    const { random, between } = seeded(5)
    for (let run = 0; run < 30; run++) {
      const x = normal([between(1, 5), between(1, 19)], random, dtype)
      if (run % 5 === 0) x.data.forEach((value, i) => (x.data[i] = value * 1000 + 1e4))
      for (const dim of [0, 1]) {
        same((kernels) => kernels.softmax(x, dim), `softmax ${x.shape}`)
        // One unit in the last place of numbers as large as these.
        same((kernels) => kernels.logSoftmax(x, dim), `logSoftmax ${x.shape}`, {
          ...within,
          absolute: 1e-9 + within.absolute * 50,
        })
      }
    }
  })

  it('makes rows with a single 1', () => {
    const index = fromArray([2, 3], [0, 4, -1, 2.5, 5, 1], 'int64')
    for (const dim of [0, 1, 2]) same((kernels) => kernels.oneHot(index, 5, dim), `axis ${dim}`)
  })

  it('pools in every geometry, forward and back', () => {
    const { random, between, oneOf } = seeded(6)
    for (let run = 0; run < 150; run++) {
      const kernel = run % 3 === 0 ? ([2, 2] as const) : ([between(1, 3), between(1, 3)] as const)
      const stride = run % 3 === 0 ? ([2, 2] as const) : ([between(1, 3), between(1, 3)] as const)
      const padding = run % 3 === 0 ? ([0, 0] as const) : ([between(0, 1), between(0, 1)] as const)
      const dilation = [oneOf([1, 1, 2]), oneOf([1, 1, 2])] as const
      const size = [between(5, 13), between(5, 13)]
      const out = [0, 1].map(
        (axis) =>
          Math.floor((size[axis]! + 2 * padding[axis]! - dilation[axis]! * (kernel[axis]! - 1) - 1) / stride[axis]!) +
          1,
      ) as [number, number]
      const x = normal([between(1, 2), between(1, 3), ...size], random, dtype)
      if (run % 7 === 0) x.data.fill(1)
      if (run % 11 === 0) x.data[between(0, x.data.length - 1)] = NaN
      const geometry: PoolGeometry = { kernel, stride, padding, dilation, out, countIncludePad: run % 2 === 0 }
      const what = JSON.stringify({ x: x.shape, ...geometry })
      const got = k.maxPool2d(x, geometry) as unknown as { y: Tensor; index: Tensor }
      const want = reference.maxPool2d(x, geometry) as unknown as { y: Tensor; index: Tensor }
      expectTensor(got.y, want.y, what, within)
      expectTensor(got.index, want.index, `index ${what}`, { absolute: 0, relative: 0 })
      expect(got.index.dtype).toBe('int64')
      const dy = normal(got.y.shape, random, dtype)
      same((kernels) => kernels.maxPool2dGrad(dy, want.index, x.shape), `δ ${what}`)
      const plain = { ...geometry, dilation: [1, 1] as const }
      const averaged = {
        ...plain,
        out: (reference.maxPool2d(x, { ...plain, out }) as unknown as { y: Tensor }).y.shape.slice(2) as [
          number,
          number,
        ],
      }
      same((kernels) => kernels.avgPool2d(x, averaged), `average ${what}`)
      same((kernels) => kernels.avgPool2dGrad(dy, x.shape, averaged), `average δ ${what}`)
    }
  })

  it('converts what is stored otherwise', () => {
    const mixed = k.add(fromArray([3], [1, 2, 3], 'int64'), fromArray([3], [0.5, 0.5, 0.5], 'float64')) as Tensor
    expect([...mixed.data]).toEqual([1.5, 2.5, 3.5])
    expect(mixed.dtype).toBe(dtype)
    expect([...(k.mul(fromArray([2], [1, 0], 'bool'), fromArray([2], [3, 4], dtype)) as Tensor).data]).toEqual([3, 0])
  })
})
