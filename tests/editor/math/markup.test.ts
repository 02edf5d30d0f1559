import { describe, expect, it } from 'vitest'
import { hasMarkup, readMarkup, type Piece } from '../../../src/editor/math/markup'

const text = (words: string): Piece => ({ kind: 'text', text: words })
const only = (source: string) => readMarkup(source)[0]

describe('the marks of a text', () => {
  it('part paragraphs and lines', () => {
    expect(readMarkup('one\ntwo\r\n\r\n  \nthree\n')).toEqual([
      [text('one'), { kind: 'break' }, text('two')],
      [text('three')],
    ])
    expect(readMarkup(' \n\n ')).toEqual([])
  })

  it('set bold, code and formulas', () => {
    expect(only('Find **all of** `w.y`: $\\frac{1}{2}$.')).toEqual([
      text('Find '),
      { kind: 'bold', pieces: [text('all of')] },
      text(' '),
      { kind: 'code', text: 'w.y' },
      text(': '),
      { kind: 'math', text: '\\frac{1}{2}' },
      text('.'),
    ])
    expect(only('**the slope $x^2$ of `y`**')).toEqual([
      {
        kind: 'bold',
        pieces: [text('the slope '), { kind: 'math', text: 'x^2' }, text(' of '), { kind: 'code', text: 'y' }],
      },
    ])
    expect(only('$x$')).toEqual([{ kind: 'math', text: 'x' }])
  })

  it('mean nothing in code and formulas', () => {
    expect(only('`a ** b $ c` $a ** b$')).toEqual([
      { kind: 'code', text: 'a ** b $ c' },
      text(' '),
      { kind: 'math', text: 'a ** b' },
    ])
  })

  it('stay as they are where nothing ends them, in prices and products, and behind a backslash', () => {
    for (const plain of ['2 ** 3', 'w * x * y', 'a $ b', '$5 and $6', '$ x $', 'a `b', '**', '$$', '<b>x</b> & &lt;'])
      expect(only(plain), plain).toEqual([text(plain)])
    expect(only('\\$x\\$ \\*\\*y\\*\\* \\`z\\` \\alpha')).toEqual([text('$x$ **y** `z` \\alpha')])
    expect(only('$a\nb$')).toEqual([text('$a'), { kind: 'break' }, text('b$')])
  })

  it('are read in good time, also from texts of nothing but marks', () => {
    for (const mark of ['**', '$', '`', '\\', '$x', '**x ', '\n '])
      expect(readMarkup(mark.repeat(20_000 / mark.length)).length).toBeLessThan(2)
  })

  it('are noticed', () => {
    expect(hasMarkup('one\ntwo\n\nthree')).toBe(false)
    expect(hasMarkup('one\n\n$x$')).toBe(true)
  })
})
