/** @file Results in words. */
import type { Judged, Seen } from '../../runtime/protocol'

const count = (x: number) => x.toLocaleString('en')

export const percent = (x: number): string => {
  const text = (100 * x).toFixed(1)
  // 99.97 % right is not all right.
  return `${text === '100.0' && x < 1 ? '99.9' : text.replace(/\.0$/, '')} %`
}

/** Symbols that leave no ink. */
const SHOWN: Readonly<Record<string, string>> = { ' ': '␣', '\n': '⏎', '\t': '⇥' }

export function className({ names }: Pick<Judged, 'names'>, index: number): string {
  const name = names?.[index]
  return name === undefined ? String(index) : (SHOWN[name] ?? name)
}

/** Longer names are written in so many of their letters. */
const LETTERS = 6

/** Names for the narrow columns of a matrix: their first letters, or their last ones where the first do not tell them apart. */
export function shortNames(names: readonly string[]): string[] {
  const letters = names.map((name) => Array.from(name))
  const first = letters.map((all) => all.slice(0, LETTERS).join(''))
  if (new Set(first).size === names.length) return first
  const last = letters.map((all) => (all.length > LETTERS ? `…${all.slice(1 - LETTERS).join('')}` : all.join('')))
  return new Set(last).size > new Set(first).size ? last : first
}

/** "50 held-out examples", "the first 8 of 50 examples that are trained on". */
export function examplesWords({ part, seen, size }: Seen): string {
  const one = size === 1
  const examples = one ? 'example' : 'examples'
  const which = part === 'heldOut' ? `held-out ${examples}` : `${examples} that ${one ? 'is' : 'are'} trained on`
  return seen < size ? `the first ${count(seen)} of ${count(size)} ${which}` : `${count(size)} ${which}`
}

export function judgedWords({ right, ...seen }: Judged): string {
  return `${count(right)} of ${examplesWords(seen)} ${seen.size === 1 ? 'is' : 'are'} right: ${percent(seen.seen ? right / seen.seen : 0)}.`
}
