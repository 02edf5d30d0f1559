import { describe, expect, test } from 'vitest'
import { isRight, readAnswer } from '../../src/engine'

const TABLE: readonly (readonly [string, number])[] = [
  ['0', 0],
  ['-0', 0],
  ['6', 6],
  ['+6', 6],
  ['  6 ', 6],
  ['0.25', 0.25],
  ['0,25', 0.25],
  ['.5', 0.5],
  [',5', 0.5],
  ['5.', 5],
  ['1,234', 1.234],
  ['-0.25', -0.25],
  ['−0,25', -0.25],
  ['– 3', -3],
  ['3/16', 3 / 16],
  ['-3/16', -3 / 16],
  ['3/-16', -3 / 16],
  ['−3 / −16', 3 / 16],
  ['3 ⁄ 16', 3 / 16],
  ['0,3/1,6', 0.3 / 1.6],
  ['1/3', 1 / 3],
  ['½', 0.5],
  ['-¾', -0.75],
  ['1½', 1.5],
  ['1 1/2', 1.5],
  ['-1 1/2', -1.5],
  ['1e-3', 1e-3],
  ['1.5E3', 1500],
  ['1,5e-3', 1.5e-3],
  ['2.5×10^-3', 2.5e-3],
  ['2.5 · 10⁻³', 2.5e-3],
  ['2*10^4', 2e4],
  ['10^-3', 1e-3],
  ['-10⁻³', -1e-3],
  ['10^6', 1e6],
  ['1e-3/2', 5e-4],
  ['2*10^12', 2e12],
  ['10⁺³', 1e3],
  ['3 /16', 3 / 16],
  ['1  1/2', 1.5],
  ['9'.repeat(80), 1e80],
  ['∞', Infinity],
  ['−∞', -Infinity],
  ['-inf', -Infinity],
  ['NaN', NaN],
]

describe('an answer', () => {
  test.each(TABLE)('%j is %d', (text, value) => {
    expect(readAnswer(text)).toEqual({ ok: true, value })
  })

  test.each([
    '',
    '  ',
    'six',
    '?',
    '1.2.3',
    '1,234.5',
    '1.234,5',
    '1 000',
    '1 2',
    '1/2/3',
    '3/',
    '/3',
    '--1',
    '1e',
    'e3',
    '1e9999',
    '1e400/1',
    '3/0',
    '0/0',
    '2*3',
    // Products, not powers of ten.
    '2*103',
    '5×100',
    '110^3',
    // 500 to one reader, 1/2000 to another.
    '1/2*10^3',
    'nano',
    'banan',
    '∞∞',
    'infinite',
    '10^',
    '1/2 + 1/4',
    '<b>1</b>',
    '9'.repeat(81),
  ])('%j is no number, and says how to write one', (text) => {
    const read = readAnswer(text)
    expect(read).toMatchObject({ ok: false })
    expect(!read.ok && read.message).toMatch(/\.$/)
  })

  test('that is not there, or cannot be read, is told apart', () => {
    expect(readAnswer(' ')).toMatchObject({ ok: false, message: expect.stringMatching(/^There is no number yet\. /) })
    expect(readAnswer(' six ')).toMatchObject({ message: expect.stringMatching(/^"six" is not a number\. /) })
  })

  test('a fraction with 0 below its line says so', () => {
    expect(readAnswer('3/0')).toEqual({ ok: false, message: 'A fraction cannot have 0 below its line.' })
  })
})

describe('right', () => {
  test('is what lies within the tolerance, relative to the number', () => {
    expect(isRight(0.1876, 3 / 16, 1e-3, 1)).toBe(true)
    expect(isRight(0.188, 3 / 16, 1e-3, 1)).toBe(false)
    expect(isRight(-0.1875, 3 / 16, 1e-3, 1)).toBe(false)
    expect(isRight(1e-9, 2e-9, 1e-3, 1)).toBe(false)
  })

  test('is the exact fraction also without any tolerance', () => {
    expect(isRight(1 / 3, 1 - 2 / 3, 0, 1)).toBe(true)
    expect(isRight(0.333333, 1 / 3, 0, 1)).toBe(false)
  })

  test('is 0 for terms that cancel up to rounding, and for nothing larger', () => {
    expect(isRight(0, 0.1 + 0.2 - 0.3, 1e-3, 1)).toBe(true)
    expect(isRight(0, 1e-9, 1e-3, 1)).toBe(false)
    expect(isRight(1e-6, 0, 1e-3, 1)).toBe(false)
    expect(isRight(1e-9, 0, 0, 1e6)).toBe(true)
    expect(isRight(1e-15, 0, 0, 1e-6)).toBe(false)
    expect(isRight(0, 0, 0, 0)).toBe(true)
  })

  test('takes ∞ and NaN only for themselves', () => {
    expect(isRight(Infinity, Infinity, 1e-3, 1)).toBe(true)
    expect(isRight(-Infinity, Infinity, 1e-3, 1)).toBe(false)
    expect(isRight(1e300, Infinity, 1e-3, 1)).toBe(false)
    expect(isRight(NaN, NaN, 1e-3, 1)).toBe(true)
    expect(isRight(NaN, 1, 1, 1)).toBe(false)
  })
})
