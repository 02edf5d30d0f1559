/** @file Numbers, images and symbols in words. */
import { describe, expect, test } from 'vitest'
import { imagesWords, imageWords } from '../../../src/editor/results/imagesWords'
import { farWords, numbersWords, outputName } from '../../../src/editor/results/numbersWords'
import { mixupWords, rowWords, symbolsWords } from '../../../src/editor/results/symbolsWords'
import type { Agreement, ImagesResults, Numbers, SymbolsResults } from '../../../src/runtime/protocol'

const agreement = (r2: number | null, mae: number): Agreement => ({
  r2,
  mae,
  train: new Float32Array(0),
  heldOut: new Float32Array(0),
  far: [],
})

const numbers = (together: Agreement, more: Partial<Numbers> = {}): Numbers => ({
  part: 'heldOut',
  seen: 45,
  size: 45,
  count: 1,
  names: null,
  doc: null,
  together,
  each: [],
  ...more,
})

describe('numbers', () => {
  test('R² is said in what it explains', () => {
    expect(numbersWords(numbers(agreement(0.93, 0.2114)), null)).toBe(
      'On 45 held-out examples, the network is off by 0.211 on average (mean absolute error). R² = 0.930: it explains 93 % of how the targets differ (their variance).',
    )
    expect(numbersWords(numbers(agreement(-0.5, 2), { seen: 8 }), null)).toBe(
      'On the first 8 of 45 held-out examples, the network is off by 2.00 on average (mean absolute error). R² = −0.500: always saying the mean of the targets would be nearer.',
    )
    expect(numbersWords(numbers(agreement(null, 0.5)), null)).toMatch(/All targets are the same, so R² says nothing\.$/)
  })

  test('where training has diverged, that is said', () => {
    expect(numbersWords(numbers(agreement(NaN, NaN)), null)).toMatch(/not all answers are finite numbers/)
  })

  test('one of several is told alone, under its name', () => {
    const two = numbers(agreement(0.5, 1), { count: 2, each: [agreement(0.25, 2), agreement(0.75, 3)] })
    expect(numbersWords(two, 1)).toMatch(/off by 3\.00 on average .* R² = 0\.750/)
    expect([null, 1].map((output) => outputName(two, output))).toEqual(['all 2 together', 'number 2'])
    expect(outputName({ ...two, names: ['width', 'height'] }, 1)).toBe('height')
  })

  test('an example that is far off', () => {
    expect(farWords({ example: 11, error: 0.25, pair: [0.5, 0.75] })).toBe(
      'Example 12: the target is 0.500; the network says 0.750, off by 0.250.',
    )
    expect(farWords({ example: 11, error: 0.25, pair: null })).toBe('Example 12 is off by 0.250 on average.')
  })
})

test('images: the mean squared error, and how much that is for a pixel', () => {
  const images: ImagesResults = {
    kind: 'images',
    part: 'train',
    seen: 20,
    size: 20,
    mse: 0.04,
    worst: [],
    shape: [1, 8, 8],
    targets: new Float32Array(0),
    answers: new Float32Array(0),
    inputs: null,
  }
  expect(imagesWords(images)).toBe(
    'On 20 examples that are trained on, the mean squared error of a pixel is 0.0400: it is off by about 0.200.',
  )
  expect(imagesWords({ ...images, mse: Infinity })).toMatch(/not all pixels are finite numbers/)
  expect(imageWords({ example: 4, error: 0.5 })).toBe('Example 5: mean squared error 0.500. Step through it.')
})

describe('symbols', () => {
  const results: SymbolsResults = {
    kind: 'symbols',
    part: 'heldOut',
    seen: 10,
    size: 10,
    places: 80,
    right: 20,
    names: ['\n', ' ', 'a', 'e'],
    total: Uint32Array.of(4, 40, 20, 16),
    hits: Uint32Array.of(0, 20, 0, 0),
    mixups: [],
    kinds: 0,
    rows: [],
  }

  test('how many are right, and how many would be by saying always the same', () => {
    expect(symbolsWords(results)).toBe(
      '20 of 80 symbols are right on 10 held-out examples: 25 %. Always saying ␣ would be right for 50 %.',
    )
    expect(symbolsWords({ ...results, names: null })).toMatch(/^20 of 80 places are right .* Always saying 1 would/)
    expect(symbolsWords({ ...results, places: 0 })).toMatch(/no target names a class\.$/)
  })

  test('what is said for what, with marks for what leaves no ink', () => {
    expect(mixupWords(results, { label: 2, answer: 3, count: 12 })).toBe('says e where a belongs: 12 times')
    expect(mixupWords(results, { label: 0, answer: 1, count: 1 })).toBe('says ␣ where ⏎ belongs: once')
    expect(mixupWords({ names: ['the', 'a'] }, { label: 0, answer: 1, count: 2 })).toBe(
      'says “a” where “the” belongs: 2 times',
    )
  })

  test('a row counts the places that are judged', () => {
    const row = { example: 2, wrong: 1, labels: Int32Array.of(0, 1, -1), answers: Int32Array.of(0, 2, 3) }
    expect(rowWords(row)).toBe('Example 3: 1 of 2 are wrong. Step through it.')
  })
})
