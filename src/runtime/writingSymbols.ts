/** @file A text as the symbols that a model knows. */

/** What own texts, read by words, have for a word that is not kept. */
const OTHER = '‹other›'

/** As own texts are read (data/own/text.ts): runs of letters and digits, each other mark, and the end of a line. */
const WORD = /[\p{L}\p{N}_]+(?:['’][\p{L}]+)*|\n|[^\s]/gu

type Split = { readonly ok: true; readonly indices: Int32Array } | { readonly ok: false; readonly reason: string }

/**
 * Characters where every symbol is one, else words and the marks between them. A capital letter that is not known is
 * read as its small one.
 */
export function splitSymbols(text: string, names: readonly string[]): Split {
  const index = new Map(names.map((name, i) => [name, i]))
  const known = (symbol: string) => index.get(symbol) ?? index.get(symbol.toLowerCase()) ?? index.get(OTHER)
  const characters = names.every((name) => Array.from(name).length === 1)
  const symbols = characters ? Array.from(text) : (text.match(WORD) ?? [])
  const strange = symbols.find((symbol) => known(symbol) === undefined)
  if (strange !== undefined)
    return {
      ok: false,
      reason: `The model has never seen "${strange}". It knows: ${shown(names)}. Change the beginning.`,
    }
  // It cannot go on from nothing: a new line is the beginning of a text.
  const indices = symbols.length ? symbols.map((symbol) => known(symbol)!) : [index.get('\n') ?? index.get(' ') ?? 0]
  return { ok: true, indices: Int32Array.from(indices) }
}

const MOST_SHOWN = 80

function shown(names: readonly string[]): string {
  const some = names.slice(0, MOST_SHOWN).map((name) => (name === '\n' ? 'new line' : name === ' ' ? 'space' : name))
  return some.join(' ') + (names.length > MOST_SHOWN ? ' …' : '')
}
