import { describe, expect, test } from 'vitest'
import { digitFrom } from '../../../src/editor/results/digit'
import { judgedWords, percent } from '../../../src/editor/results/words'

/** A filled rectangle on a pad of 168 pixels. */
function drawn(left: number, top: number, right: number, bottom: number): Float32Array {
  const ink = new Float32Array(168 * 168)
  for (let y = top; y < bottom; y++) ink.fill(1, y * 168 + left, y * 168 + right)
  return ink
}

function extent(image: Float32Array, side: number) {
  const rows = Array.from({ length: side }, (_, i) => i).filter((row) =>
    image.subarray(row * side, (row + 1) * side).some((x) => x > 0.1),
  )
  return [rows[0], rows.at(-1)]
}

describe('a drawing as MNIST has it', () => {
  test('is 20 of 28 pixels high, in the middle, wherever it was drawn and however large', () => {
    for (const box of [drawn(10, 5, 40, 65), drawn(100, 80, 140, 160)]) {
      const image = digitFrom(box, 168, 28)!
      expect(extent(image, 28)).toEqual([4, 23])
      let [mass, x, y] = [0, 0, 0]
      image.forEach((value, i) => {
        mass += value
        x += value * (i % 28)
        y += value * Math.floor(i / 28)
      })
      expect(Math.abs(x / mass - 13.5)).toBeLessThanOrEqual(0.5)
      expect(Math.abs(y / mass - 13.5)).toBeLessThanOrEqual(0.5)
    }
  })

  test('fills a small image', () => {
    expect(extent(digitFrom(drawn(60, 30, 90, 110), 168, 8)!, 8)).toEqual([0, 7])
  })

  test('is nothing where nothing is drawn', () => {
    expect(digitFrom(new Float32Array(168 * 168), 168, 28)).toBeNull()
  })
})

test('results in words', () => {
  const judged = {
    part: 'heldOut',
    seen: 100,
    size: 2000,
    right: 94,
    classes: 2,
    names: null,
    mistakes: [],
    pictures: null,
    matrix: new Uint32Array(4),
  } as const
  expect(judgedWords(judged)).toBe('94 of the first 100 of 2,000 held-out examples are right: 94 %.')
  expect(judgedWords({ ...judged, seen: 2000, right: 1999 })).toBe(
    '1,999 of 2,000 held-out examples are right: 99.9 %.',
  )
  expect([percent(1), percent(0.9999), percent(0.123)]).toEqual(['100 %', '99.9 %', '12.3 %'])
})
