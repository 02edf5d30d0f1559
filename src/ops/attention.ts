/** @file What the attention ops share: the order of time, and who sees whom. */
import type { Shape } from '../tensor'
import { all, pairs, type Factor } from './dependence'

/**
 * What is added to the score of a position that may not be seen. e^x of it is 0 beside any score that occurs, in float32
 * too; unlike −∞ it is a number, so that a search for the first infinity does not stop here.
 */
export const UNSEEN = -1e30

/** [L, S] in row-major order: position i sees position j up to its own, both counted from the first. */
export function causalMask(length: number, sources: number): number[] {
  return Array.from({ length: length * sources }, (_, at) => (at % sources <= Math.floor(at / sources) ? 0 : UNSEEN))
}

/** Which results a source position reaches: all, or with a causal mask those at its own place and later. */
export function seenBy(sources: number, length: number, causal: boolean): Factor {
  if (!causal) return all(sources, length)
  const from: number[] = []
  const to: number[] = []
  for (let i = 0; i < length; i++)
    for (let j = 0; j <= i && j < sources; j++) {
      from.push(j)
      to.push(i)
    }
  return pairs(sources, length, from, to)
}

export const lastTwo = (shape: Shape): [number, number] => [shape.at(-2)!, shape.at(-1)!]
