import { describe, expect, it } from 'vitest'
import { fromArray, typescriptKernels, type Kernels, type Ref, type Tensor } from '../../src/tensor'
import { expectClose } from '../support/close'

const k = typescriptKernels('float64')
const apply = (f: (x: Ref) => Ref, ...data: number[]) => [...(f(fromArray([data.length], data)) as Tensor).data]

describe('elementwise kernels of one argument', () => {
  const plain: readonly [keyof Kernels, (x: number) => number][] = [
    ['neg', (x) => -x],
    ['exp', Math.exp],
    ['log', Math.log],
    ['tanh', Math.tanh],
    ['relu', (x) => Math.max(x, 0)],
    ['abs', Math.abs],
    ['sqrt', Math.sqrt],
    ['sin', Math.sin],
    ['cos', Math.cos],
    ['expm1', Math.expm1],
    ['sigmoid', (x) => 1 / (1 + Math.exp(-x))],
    ['softplus', (x) => Math.log(1 + Math.exp(x))],
  ]
  it.each(plain)('%s', (name, f) => {
    const data = [-3, -0.5, 0.25, 1, 7]
    expectClose(apply(k[name] as (x: Ref) => Ref, ...data), data.map(f), name)
  })

  it('are stable far out', () => {
    expect(apply(k.sigmoid, -1000, -745, 1000)).toEqual([0, 5e-324, 1])
    expect(apply(k.softplus, -1000, 1000)).toEqual([0, 1000])
    expect(apply(k.tanh, -1000, 1000)).toEqual([-1, 1])
  })

  it('let NaN through', () => {
    for (const [name] of plain) expect(apply(k[name] as (x: Ref) => Ref, NaN), name).toEqual([NaN])
    const beside = (f: 'maximum' | 'minimum', a: number, b: number) => [
      ...(k[f](fromArray([1], [a]), fromArray([1], [b])) as Tensor).data,
    ]
    for (const f of ['maximum', 'minimum'] as const)
      expect([beside(f, NaN, 1), beside(f, 1, NaN)], f).toEqual([[NaN], [NaN]])
  })

  it('scale, shift and raise by plain numbers', () => {
    expect(apply((x) => k.scale(x, 3), 1, -2)).toEqual([3, -6])
    expect(apply((x) => k.shift(x, 3), 1, -2)).toEqual([4, 1])
    for (const exponent of [-2.5, -1, 0, 0.5, 1, 2, 3, 4])
      expectClose(
        apply((x) => k.powScalar(x, exponent), 0.5, 2, 9),
        [0.5, 2, 9].map((x) => x ** exponent),
        `power ${exponent}`,
      )
    expect(apply((x) => k.powScalar(x, 0), 0, NaN)).toEqual([1, 1])
  })
})

describe('kernels along one axis', () => {
  it('softmax adds up to 1 on the axis and agrees with its logarithm', () => {
    const x = fromArray([2, 3, 2], [1, 2, 3, 4, 5, 6, -1, 0, 1, 0, -1, 1000])
    for (const dim of [0, 1, 2]) {
      const y = k.softmax(x, dim) as Tensor
      for (const total of (k.sum(y, [dim], false) as Tensor).data) expect(total).toBeCloseTo(1, 12)
      expectClose((k.exp(k.logSoftmax(x, dim)) as Tensor).data, y.data, `axis ${dim}`)
    }
    expect([...(k.softmax(fromArray([], [3]), 0) as Tensor).data]).toEqual([1])
  })

  it('one-hot puts a new axis anywhere, and nothing for what is out of range', () => {
    const index = fromArray([2, 2], [0, 2, -100, 1], 'int64')
    const last = k.oneHot(index, 3, 2) as Tensor
    expect([last.shape, [...last.data]]).toEqual([
      [2, 2, 3],
      [1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0],
    ])
    const middle = k.oneHot(index, 3, 1) as Tensor
    expect([middle.shape, [...middle.data]]).toEqual([
      [2, 3, 2],
      [1, 0, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0],
    ])
  })
})

it('works in the dtype it was made for, whatever comes in', () => {
  const k32 = typescriptKernels('float32')
  const mask = { dtype: 'bool', shape: [2], data: Uint8Array.of(0, 1) } as Tensor
  const results = [
    k32.mul(fromArray([2], [0.1, 0.2]), mask),
    k32.neg(mask),
    k32.toFloat(mask),
    k32.sum(mask, [0], true),
  ] as Tensor[]
  for (const { dtype, data } of results) expect([dtype, data.constructor]).toEqual(['float32', Float32Array])
  expect([...results[0]!.data]).toEqual([0, Math.fround(0.2)])
})
