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
  // No text of more letters than twice as many has fewer characters: said before anything large is made of them.
  if (by === 'characters' && even.length > 2 * MOST_SYMBOLS) throw tooMany(name, even.length, by)
  const { symbols, other } =
    by === 'characters' ? { symbols: characters(even, name), other: 0 } : words(even, name, mostWords)
  const { indices, names } = symbols
  if (indices.length < FEWEST)
    throw bad(
      `${name} has ${count(indices.length)} ${indices.length === 1 ? by.slice(0, -1) : by}; at least ${FEWEST} are needed to cut examples from it.`,
      by === 'words' ? 'Bring a longer text, or read it by characters.' : 'Bring a longer text.',
    )
  if (indices.length > MOST_SYMBOLS) throw tooMany(name, indices.length, by)
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
      summary: `${count(indices.length)} ${by} in a row, ${count(names.length)} different ones; ${heldOutWords(indices.length, heldOut)}.${other ? ` ${count(other)} rarer words are read as ${UNKNOWN}.` : ''}`,
      kind: 'text',
      bytes: contentBytes(content),
      fields: symbolFields(LENGTH, names, by),
      symbols: by,
    },
    content,
  }
}

/** As long as an example is unless it is chosen otherwise. */
const LENGTH = 32

function heldOutWords(symbols: number, share: number): string {
  if (share === 0) return 'nothing is held out'
  const held = symbols - Math.floor(symbols * (1 - share))
  const part = `the last ${Math.round(share * 100)} % are held out`
  return held > LENGTH
    ? part
    : `${part}, which is too little for an example of ${LENGTH}: choose a smaller length there`
}

const tooMany = (name: string, many: number, by: TextChoices['by']) =>
  bad(`${name} has ${count(many)} ${by} or more; up to ${count(MOST_SYMBOLS)} can be kept.`, 'Bring a part of it.')

function characters(text: string, name: string): Symbols {
  const symbols = charactersOf(text)
  const { length } = symbols.names
  if (length <= MOST_CHARACTERS) return symbols
  const at = text.indexOf(symbols.names[length - 1]!)
  let line = 1
  for (let i = 0; i < at; i++) if (text[i] === '\n') line++
  throw bad(
    `${name} has ${count(length)} different characters; up to ${count(MOST_CHARACTERS)} can be told apart. One of them, "${symbols.names[length - 1]!}", is in line ${count(line)}.`,
    'Read it by words, or bring a text in one alphabet.',
  )
}

/** Runs of letters and digits, each other mark, and the end of a line. */
const WORD = /[\p{L}\p{N}_]+(?:['’][\p{L}]+)*|\n+|[^\s]/gu

function words(text: string, name: string, most: number): { symbols: Symbols; other: number } {
  // Numbered as they come; strings for all of them would need many times the room of the text.
  const numbers = new Map<string, number>()
  const counts: number[] = []
  const all = new Int32Array(Math.min(text.length, MOST_SYMBOLS))
  let length = 0
  for (const [found] of text.matchAll(WORD)) {
    if (length === MOST_SYMBOLS) throw tooMany(name, length, 'words')
    const word = found.startsWith('\n') ? '\n' : found
    let number = numbers.get(word)
    if (number === undefined) {
      numbers.set(word, (number = counts.length))
      counts.push(0)
    }
    counts[number]!++
    all[length++] = number
  }
  const byCount = [...numbers].sort(([a, n], [b, m]) => counts[m]! - counts[n]! || (a < b ? -1 : 1))
  const other = Math.max(0, byCount.length - most)
  const kept = other ? byCount.slice(0, most - 1) : byCount
  const names = [...(other ? [UNKNOWN] : []), ...kept.map(([word]) => word)]
  const index = new Int32Array(counts.length)
  kept.forEach(([, number], i) => (index[number] = i + (other ? 1 : 0)))
  const indices = all.slice(0, length)
  for (let i = 0; i < length; i++) indices[i] = index[indices[i]!]!
  return { symbols: { names, indices }, other: other && other + 1 }
}
