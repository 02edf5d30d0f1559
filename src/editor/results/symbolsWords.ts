/** @file How often the right symbol is said, and what is said for what, in words. */
import type { Mixup, SymbolRow, SymbolsResults } from '../../runtime/protocol'
import { className, examplesWords, percent } from './words'

const count = (x: number) => x.toLocaleString('en')

export const timesWords = (times: number): string => (times === 1 ? 'once' : `${count(times)} times`)

/** In a sentence, words of a text are told from the words around them. */
function quoted(results: Pick<SymbolsResults, 'names'>, symbol: number): string {
  const words = results.names?.some((name) => Array.from(name).length > 1)
  const name = className(results, symbol)
  return words ? `“${name}”` : name
}

/** The symbol that is right most often when always said. */
function commonest(total: Uint32Array): number {
  let best = 0
  for (let i = 1; i < total.length; i++) if (total[i]! > total[best]!) best = i
  return best
}

export function symbolsWords(results: SymbolsResults): string {
  const { places, right, total } = results
  if (places === 0) return `On ${examplesWords(results)}, there is nothing to say: no target names a class.`
  const noun = results.names ? 'symbol' : 'place'
  const what = places === 1 ? `${noun} is` : `${noun}s are`
  const most = commonest(total)
  return (
    `${count(right)} of ${count(places)} ${what} right on ${examplesWords(results)}: ${percent(right / places)}. ` +
    `Always saying ${quoted(results, most)} would be right for ${percent(total[most]! / places)}.`
  )
}

export function mixupWords(results: Pick<SymbolsResults, 'names'>, { label, answer, count: times }: Mixup): string {
  return `says ${quoted(results, answer)} where ${quoted(results, label)} belongs: ${timesWords(times)}`
}

export function rowWords({ example, wrong, labels }: SymbolRow): string {
  const judged = labels.reduce((many, label) => many + (label >= 0 ? 1 : 0), 0)
  return `Example ${count(example + 1)}: ${count(wrong)} of ${count(judged)} are wrong. Step through it.`
}
