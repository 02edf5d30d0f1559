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

export function judgedWords({ part, seen, size, right }: Judged): string {
  const one = size === 1
  const examples = one ? 'example' : 'examples'
  const which = part === 'heldOut' ? `held-out ${examples}` : `${examples} that ${one ? 'is' : 'are'} trained on`
  const of = seen < size ? `the first ${count(seen)} of ${count(size)} ${which}` : `${count(size)} ${which}`
  return `${count(right)} of ${of} ${one ? 'is' : 'are'} right: ${percent(seen ? right / seen : 0)}.`
}
