/** @file What is in the graph at the moment, in words: examples of the data set, or a drawing. */
import type { RunUpdate } from '../runtime/protocol'

export function inViewWords({ first, count, total, part, drawn }: NonNullable<RunUpdate['examples']>): string {
  if (drawn) return `your drawing, meant to be ${drawn.name}`
  const number = (x: number) => x.toLocaleString('en')
  return `${part ? 'held-out examples' : 'examples'} ${number(first + 1)}–${number(first + count)} of ${number(total)}`
}
