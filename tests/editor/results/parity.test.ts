/** @file Targets and answers on their picture. */
import { expect, test } from 'vitest'
import { dotsPath, parityRange, xOf, yOf } from '../../../src/editor/results/parityGeometry'

test('one range on both axes: where answer and target agree, a point lies on the diagonal', () => {
  const range = parityRange(Float32Array.of(-1, 0, 3, 2), Float32Array.of(0, 5))
  expect(range[0]).toBeLessThan(-1)
  expect(range[1]).toBeGreaterThan(5)
  const frame = { range, side: 100 }
  const [left, floor] = [xOf(frame, range[0]), yOf(frame, range[0])]
  for (const x of [-1, 0.5, 5]) expect(xOf(frame, x) - left).toBeCloseTo(floor - yOf(frame, x), 10)
})

test('numbers that are not finite are not drawn, and take no room', () => {
  const pairs = Float32Array.of(0, 1, 1, NaN, 1, Infinity)
  expect(parityRange(pairs)[1]).toBeLessThan(2)
  expect(dotsPath({ range: [0, 1], side: 100 }, pairs).match(/M/g)).toHaveLength(1)
  expect(parityRange(Float32Array.of(NaN, NaN))).toEqual([0, 1])
})

test('points that are all the same have room around them', () => {
  const [low, high] = parityRange(Float32Array.of(0.5, 0.5))
  expect(low).toBeLessThan(0.5)
  expect(high).toBeGreaterThan(0.5)
})
