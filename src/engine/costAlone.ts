/** @file Every parameter's product alone: the edges on its own paths to the objective, walked in the expanded graph. */
import type { Links } from './costLinks'
import type { Masks } from './costReach'
import { scalarGraph } from './costScalars'

export interface AloneProgress {
  /** Scalar parameters that are counted, of so many. */
  readonly parameters: number
  readonly of: number
  /** Multiplications of those. */
  readonly multiplications: bigint
}

/**
 * For each scalar parameter the edges on its paths to the objective, added up. Parameters go through the expanded graph
 * 32 at a time, as bits of one word for each scalar.
 */
export function* countAlone(graph: Links, depends: Masks, reaches: Masks): Generator<AloneProgress, bigint> {
  const { tails, heads, parameters, size } = scalarGraph(graph, depends, reaches)
  const bits = new Int32Array(size)
  let total = 0
  for (let first = 0; first < parameters.length; first += 32) {
    yield { parameters: first, of: parameters.length, multiplications: BigInt(total) }
    bits.fill(0)
    for (let i = first; i < Math.min(first + 32, parameters.length); i++) bits[parameters[i]!]! |= 1 << (i - first)
    for (let e = 0; e < tails.length; e++) {
      const passing = bits[tails[e]!]!
      if (passing === 0) continue
      bits[heads[e]!]! |= passing
      total += ones32(passing)
    }
  }
  return BigInt(total)
}

/** The number of ones in 32 bits (Hacker's Delight, 5-1). */
function ones32(word: number): number {
  let n = word - ((word >>> 1) & 0x55555555)
  n = (n & 0x33333333) + ((n >>> 2) & 0x33333333)
  n = (n + (n >>> 4)) & 0x0f0f0f0f
  return Math.imul(n, 0x01010101) >>> 24
}
