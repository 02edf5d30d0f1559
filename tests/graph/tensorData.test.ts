import fc from 'fast-check'
import { expect, test } from 'vitest'
import { decodeTensor, encodeTensor, type StoredTensor } from '../../src/graph'

const round = (n: number) => Math.fround(n)

test.each([0, 1, 2, 3, 4, 5, 100])(
  'float64, float32, int64 and bool survive lists and base64, %i elements',
  (length) => {
    const special = [0, -0, 1.5, NaN, Infinity, -Infinity, 5e-324, 1e308, -1 / 3]
    const numbers = Array.from({ length }, (_, i) => special[i % special.length]! * (i + 1))
    const cases = [
      { dtype: 'float64' as const, data: Float64Array.from(numbers) },
      { dtype: 'float32' as const, data: Float32Array.from(numbers, round) },
      { dtype: 'int64' as const, data: Float64Array.from(numbers, (_, i) => (i % 2 ? -1 : 1) * (2 ** (i % 54) - 1)) },
      { dtype: 'bool' as const, data: Uint8Array.from(numbers, (_, i) => i % 2) },
    ]
    for (const tensor of cases)
      for (const base64Above of [-1, 1e9]) {
        const stored = encodeTensor({ ...tensor, shape: [length] }, { base64Above })
        expect(stored.base64 !== undefined).toBe(base64Above < 0)
        const back = decodeTensor(stored)
        expect(back.data.constructor).toBe(tensor.data.constructor)
        back.data.forEach((value, i) =>
          expect(Object.is(value + 0, tensor.data[i]! + 0) || value === tensor.data[i]).toBe(true),
        )
      }
  },
)

test('base64 is the standard one', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 40 }), (bytes) => {
      const data = bytes.map((byte) => byte & 1)
      expect(encodeTensor({ dtype: 'bool', shape: [data.length], data }, { base64Above: -1 }).base64).toBe(
        Buffer.from(data).toString('base64'),
      )
    }),
  )
  const floats = Float64Array.from({ length: 9000 }, (_, i) => Math.sin(i))
  expect(encodeTensor({ dtype: 'float64', shape: [9000], data: floats }).base64).toBe(
    Buffer.from(floats.buffer).toString('base64'),
  )
})

test('bool lists are true and false; small tensors stay readable', () => {
  expect(encodeTensor({ dtype: 'bool', shape: [2], data: Uint8Array.of(1, 0) })).toEqual({
    dtype: 'bool',
    shape: [2],
    data: [true, false],
  })
  expect(encodeTensor({ dtype: 'float64', shape: [2], data: Float64Array.of(NaN, -Infinity) }).data).toEqual([
    'NaN',
    '-Infinity',
  ])
})

test.each<[StoredTensor, string]>([
  [{ dtype: 'float64', shape: [2, 2], data: [1, 2, 3] }, 'needs 4 numbers, but its data has 3'],
  [{ dtype: 'float64', shape: [2 ** 30, 2 ** 30], data: [] }, 'more than the 256 MB'],
  [{ dtype: 'float64', shape: [2 ** 52, 2 ** 52, 2 ** 52, 2 ** 1000], data: [] }, 'more than the 256 MB'],
  [{ dtype: 'float32', shape: [1], base64: 'AAAA' }, '4 bytes are needed'],
  [{ dtype: 'float32', shape: [1], base64: 'AA*AAA==' }, '4 bytes are needed'],
  [{ dtype: 'bool', shape: [3], base64: 'AAA=' }, '3 bytes are needed'],
  [{ dtype: 'int64', shape: [1], data: [1.5] }, 'no int64 at position 0: 1.5'],
  [{ dtype: 'bool', shape: [2], data: [true, 2] }, 'no bool at position 1: 2'],
  [{ dtype: 'float32', shape: [1], data: [true] }, 'no float32 at position 0'],
])('%o is refused', (stored, words) => {
  expect(() => decodeTensor(stored)).toThrow(words)
})
