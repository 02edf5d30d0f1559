/** @file Results in words. */
import type { Judged } from '../../runtime/protocol'

const count = (x: number) => x.toLocaleString('en')

export const percent = (x: number): string => {
  const text = (100 * x).toFixed(1)
  // 99.97 % right is not all right.
  return `${text === '100.0' && x < 1 ? '99.9' : text.replace(/\.0$/, '')} %`
}

export function className({ names }: Pick<Judged, 'names'>, index: number): string {
  return names?.[index] ?? String(index)
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

export function judgedWords({ part, seen, size, right }: Judged): string {
  const one = size === 1
  const examples = one ? 'example' : 'examples'
  const which = part === 'heldOut' ? `held-out ${examples}` : `${examples} that ${one ? 'is' : 'are'} trained on`
  const of = seen < size ? `the first ${count(seen)} of ${count(size)} ${which}` : `${count(size)} ${which}`
  return `${count(right)} of ${of} ${one ? 'is' : 'are'} right: ${percent(seen ? right / seen : 0)}.`
}
