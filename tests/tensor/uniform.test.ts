import { describe, expect, it } from 'vitest'
import { fromArray, numel, typescriptKernels, type Tensor } from '../../src/tensor'
import { threefry2x32 } from '../../src/tensor/typescript/random'

const hex = (words: Uint32Array) => [...words].map((word) => word.toString(16).padStart(8, '0')).join(' ')

describe('Threefry-2x32, 20 rounds', () => {
  // Known answers of the authors' Random123 library (kat_vectors).
  it.each([
    [[0, 0], [0, 0], '6b200159 99ba4efe'],
    [[0xffffffff, 0xffffffff], [0xffffffff, 0xffffffff], '1cb996fc bb002be7'],
    [[0x13198a2e, 0x03707344], [0x243f6a88, 0x85a308d3], 'c4923a9c 483df7a0'],
  ])('key %j, counter %j', ([key0, key1], [counter0, counter1], want) => {
    const out = new Uint32Array(2)
    threefry2x32(key0!, key1!, counter0!, counter1!, out)
    expect(hex(out)).toBe(want)
  })
})

describe('uniform', () => {
  const k = typescriptKernels('float64')
  const key = (stream: number, step: number) => fromArray([2], [stream, step], 'int64')
  const draw = (stream: number, step: number, shape = [101, 3]) => k.uniform(shape, key(stream, step)) as Tensor

  it('gives the same numbers for the same key, and others for another', () => {
    expect(draw(7, 1)).toEqual(draw(7, 1))
    for (const other of [draw(8, 1), draw(7, 2), draw(7 + 2 ** 31, 1)]) {
      const same = other.data.filter((x, i) => x === draw(7, 1).data[i]).length
      expect(same).toBeLessThan(3)
    }
  })

  it('gives the same numbers in float32', () => {
    const narrow = typescriptKernels('float32').uniform([99], key(3, 4)) as Tensor
    expect(narrow.dtype).toBe('float32')
    expect([...narrow.data]).toEqual([...draw(3, 4, [99]).data])
  })

  it('does not depend on how many are drawn', () => {
    expect([...draw(1, 1, [5]).data]).toEqual([...draw(1, 1, [64]).data.slice(0, 5)])
  })

  it('fills [0, 1) evenly', () => {
    const { data, shape } = draw(42, 0, [100, 100])
    const bins = new Array<number>(10).fill(0)
    for (const x of data) {
      expect(x >= 0 && x < 1).toBe(true)
      bins[Math.floor(x * 10)]!++
    }
    // χ² with 9 degrees of freedom stays below 27.9 with probability 0.999.
    const expected = numel(shape) / 10
    expect(bins.reduce((sum, n) => sum + (n - expected) ** 2 / expected, 0)).toBeLessThan(27.9)
  })

  it('takes an empty shape and a single number', () => {
    expect(draw(1, 1, [0]).data).toHaveLength(0)
    expect(draw(1, 1, []).shape).toEqual([])
  })
})
