import { expect, it } from 'vitest'
import { barsOf } from '../../../src/editor/thumbnails/bars'

it('draws a bar an element from the middle line, up for positive and down for negative', () => {
  const bars = barsOf([4, -2, 0], 3, 4, 30, 20)
  expect(bars.positive).toBe('M0.75 10v-9h8.5V10z')
  expect(bars.negative).toBe('M10.75 10v4.5h8.5V10z')
  expect(bars.bad).toBe('')
})

it('keeps what is small in sight, and gives what is not finite the whole height', () => {
  const bars = barsOf([1e-9, NaN, -Infinity], 3, 1, 30, 20)
  expect(bars.positive).toContain('v-1h')
  expect(bars.bad).toMatch(/v-10h.*v10h/)
  expect(barsOf([NaN, 1], 2, 0, 30, 20).positive).toBe('')
})

it('shows the largest of the elements that share a bar', () => {
  const head = Array.from({ length: 1000 }, (_, i) => (i === 501 ? -8 : 1))
  const bars = barsOf(head, 1000, 8, 100, 20)
  expect(bars.positive.match(/M/g)).toHaveLength(49)
  expect(bars.negative.match(/M/g)).toHaveLength(1)
  expect(bars.negative).toContain('v9h')
})
