/** @file Text in the encodings that programs write: which one it is, where nobody says. */
import { describe, expect, test } from 'vitest'
import { ENCODINGS } from '../../src/data'
import { readText } from '../../src/data/own'

const utf8 = (text: string) => new TextEncoder().encode(text)
/** Each letter as one byte: Latin-1. What Windows-1252 has beside it (€ “ ”), Node 20 does not decode: browsers are tested for it in e2e. */
const latin1 = (text: string) => Uint8Array.from(text, (letter) => letter.charCodeAt(0))
const utf16 = (text: string, little = true) => {
  const bytes = new Uint8Array(2 * text.length)
  text.split('').forEach((letter, i) => new DataView(bytes.buffer).setUint16(2 * i, letter.charCodeAt(0), little))
  return bytes
}

describe('where nothing is chosen', () => {
  test.each<[string, Uint8Array, string, string, boolean]>([
    ['UTF-8', utf8('Größe;Preis €\n1;2\n'), 'Größe;Preis €\n1;2\n', 'utf-8', false],
    ['its mark is no letter', utf8('\ufeffa,b\n'), 'a,b\n', 'utf-8', false],
    ['UTF-16 with its mark', utf16('\ufeffGröße;日本\n'), 'Größe;日本\n', 'utf-16le', false],
    ['and the other way round', utf16('\ufeffGröße\n', false), 'Größe\n', 'utf-16be', false],
    ['Latin-1', latin1('Größe;Gewicht\n1;2\n'), 'Größe;Gewicht\n1;2\n', 'windows-1252', true],
    // "Ã©" is what UTF-8 looks like by chance; the other letters are not.
    ['Latin-1 that looks like UTF-8 in one place', latin1('Ã© ü ö ä é\n'), 'Ã© ü ö ä é\n', 'windows-1252', true],
  ])('%s', (_, bytes, text, encoding, guessed) => {
    expect(readText(bytes, 'x.csv')).toEqual({ text, encoding, guessed })
  })
})

describe('what is chosen holds', () => {
  test('Cyrillic', () => {
    expect(readText(Uint8Array.of(0xcf, 0xf0, 0xe8), 'x.txt', 'windows-1251')).toEqual({
      text: 'При',
      encoding: 'windows-1251',
      guessed: false,
    })
  })

  test('UTF-16 without a mark', () => {
    expect(readText(utf16('a;b\n'), 'x.csv', 'utf-16le').text).toBe('a;b\n')
    expect(() => readText(utf16('a;b\n'), 'x.csv')).toThrow('x.csv is not text: line 1 holds a zero byte.')
  })

  test('UTF-8 too: where it is none, the line is told', () => {
    expect(() => readText(latin1('a\nGröße\n'), 'x.csv', 'utf-8')).toThrow(
      'x.csv is not UTF-8 text: line 2 holds bytes that are no letters.',
    )
    expect(() => readText(Uint8Array.of(10, 10, 0x81), 'x.csv', 'shift_jis')).toThrow(
      'x.csv is not Shift JIS text: line 3',
    )
  })

  test.each(Object.keys(ENCODINGS) as (keyof typeof ENCODINGS)[])('%s is known to the decoder', (encoding) => {
    expect(new TextDecoder(encoding).encoding).toBe(encoding)
  })
})
