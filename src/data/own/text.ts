/** @file A text of somebody's own as a row of characters or words. */
import { hashSeed } from '../../tensor'
import { DataError } from '../dataSet'
import { charactersOf, symbolFields, type Symbols } from '../symbols'
import { count, short } from './csv'
import { contentBytes, ownId, type PackedData, type SymbolRow } from './packed'

export interface TextChoices {
  readonly by: 'characters' | 'words'
  /** Small letters alone are fewer symbols. */
  readonly lower: boolean
  /** Words: so many of the most frequent are kept; the others become UNKNOWN. */
  readonly mostWords: number
  /** Share of the text, at its end, that is held out, 0 … 0.5. */
  readonly heldOut: number
}

export const UNKNOWN = '‹other›'
/** Rarely used characters beyond this many would need more weights than they are worth. */
const MOST_CHARACTERS = 1000
/** One example and the symbol after it, twice, so that both parts have one. */
const FEWEST = 40
const MOST_SYMBOLS = 20_000_000

const bad = (message: string, hint: string) => new DataError('bad-file', message, hint)

/** @throws DataError in words. */
export function packText(text: string, name: string, choices: TextChoices): PackedData {
  const { by, lower, heldOut, mostWords } = choices
  if (!(heldOut >= 0 && heldOut <= 0.5))
    throw bad(
      `The part of a text that is held out goes from 0 to 50 %; it is ${heldOut * 100} %.`,
      'Choose 10 % when in doubt.',
    )
  if (by === 'words' && !(Number.isInteger(mostWords) && mostWords >= 2 && mostWords <= 50_000))
    throw bad(`The number of words goes from 2 to 50,000; it is ${mostWords}.`, 'Choose 2,000 when in doubt.')
  const even = (lower ? text.toLowerCase() : text).replace(/^\ufeff/, '').replace(/\r\n?/g, '\n')
  if (/^\s*$/.test(even))
    throw bad(`${name} holds spaces and blank lines only.`, 'Choose another file, or paste some text.')
  const { symbols, other } =
    by === 'characters' ? { symbols: characters(even, name), other: 0 } : words(even, mostWords)
  const { indices, names } = symbols
  if (indices.length < FEWEST)
    throw bad(
      `${name} has ${count(indices.length)} ${by}; at least ${FEWEST} are needed to cut examples from it.`,
      by === 'words' ? 'Bring a longer text, or read it by characters.' : 'Bring a longer text.',
    )
  if (indices.length > MOST_SYMBOLS)
    throw bad(
      `${name} has ${count(indices.length)} ${by}; up to ${count(MOST_SYMBOLS)} can be kept.`,
      'Bring a part of it.',
    )
  if (names.length < 2)
    throw bad(
      `${name} is "${short(names[0]!)}" over and over: there is nothing to predict.`,
      'Bring a text of more than one symbol.',
    )
  const content: SymbolRow = { form: 'symbols', names, indices, heldOut }
  return {
    info: {
      id: ownId(name, hashSeed(hashSeed(0, even), JSON.stringify(choices))),
      title: name,
      summary: `${count(indices.length)} ${by} in a row, ${count(names.length)} different ones; ${heldOut > 0 ? `the last ${Math.round(heldOut * 100)} % are held out` : 'nothing is held out'}.${other ? ` ${count(other)} rarer words are read as ${UNKNOWN}.` : ''}`,
      kind: 'text',
      bytes: contentBytes(content),
      fields: symbolFields(32, names, by),
      symbols: by,
    },
    content,
  }
}

function characters(text: string, name: string): Symbols {
  const symbols = charactersOf(text)
  const { length } = symbols.names
  if (length <= MOST_CHARACTERS) return symbols
  const at = symbols.indices.indexOf(length - 1)
  const line =
    Array.from(text)
      .slice(0, at)
      .filter((c) => c === '\n').length + 1
  throw bad(
    `${name} has ${count(length)} different characters; up to ${count(MOST_CHARACTERS)} can be told apart. One of them, "${symbols.names[length - 1]!}", is in line ${count(line)}.`,
    'Read it by words, or bring a text in one alphabet.',
  )
}

/** Runs of letters and digits, each other mark, and the end of a line. */
const WORD = /[\p{L}\p{N}_]+(?:['’][\p{L}]+)*|\n+|[^\s]/gu

function words(text: string, most: number): { symbols: Symbols; other: number } {
  const all = (text.match(WORD) ?? []).map((word) => (word.startsWith('\n') ? '\n' : word))
  const counts = new Map<string, number>()
  for (const word of all) counts.set(word, (counts.get(word) ?? 0) + 1)
  const byCount = [...counts].sort(([a, n], [b, m]) => m - n || (a < b ? -1 : 1)).map(([word]) => word)
  const other = Math.max(0, byCount.length - most)
  const names = other ? [UNKNOWN, ...byCount.slice(0, most - 1)] : byCount
  const index = new Map(names.map((word, i) => [word, i]))
  return {
    symbols: { names, indices: Int32Array.from(all, (word) => index.get(word) ?? 0) },
    other: other && other + 1,
  }
}
