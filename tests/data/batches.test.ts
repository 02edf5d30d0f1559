import fc from 'fast-check'
import { expect, test } from 'vitest'
import { shuffledBatches } from '../../src/data'
import { createRandom } from '../../src/tensor'

const epoch = (size: number, batchSize: number, seed: number) =>
  [...shuffledBatches(size, batchSize, createRandom(seed))].map((batch) => [...batch])

test('an epoch meets every example once, in batches of the size asked for and a rest', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 200 }),
      fc.integer({ min: 1, max: 70 }),
      fc.nat(),
      (size, batchSize, seed) => {
        const batches = epoch(size, batchSize, seed)
        expect(batches.flat().sort((a, b) => a - b)).toEqual(Array.from({ length: size }, (_, i) => i))
        expect(batches.slice(0, -1).every((batch) => batch.length === batchSize)).toBe(true)
        if (size > 0) expect(batches.at(-1)!.length).toBe(size % batchSize || batchSize)
      },
    ),
    { seed: 7 },
  )
})

test('the seed decides the order', () => {
  expect(epoch(50, 8, 1)).toEqual(epoch(50, 8, 1))
  expect(epoch(50, 8, 1)).not.toEqual(epoch(50, 8, 2))
})

test('a second epoch of the same generator is in another order', () => {
  const random = createRandom(3)
  const [first] = shuffledBatches(50, 50, random)
  const [second] = shuffledBatches(50, 50, random)
  expect([...first!]).not.toEqual([...second!])
})

test('an empty batch is refused', () => {
  expect(() => [...shuffledBatches(5, 0, createRandom(0))]).toThrow('at least 1 example')
})
