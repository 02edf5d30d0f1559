/** @file The race gone through by hand: where both ways stand after the same number of multiplications. */
import type { CostReport } from '../../runtime/protocol'

type Scalar = NonNullable<CostReport['scalar']>

export interface RaceAt {
  /** Edges that the cached way has multiplied, and all of them. It goes through them from the last to the first. */
  readonly cached: { readonly done: number; readonly total: number }
  /** Products that the naive way has finished, and all of them. */
  readonly naive: { readonly products: number; readonly total: number }
  /** The product that the naive way is at, its factors multiplied so far, and what they give; null at its end. */
  readonly at: { readonly row: number; readonly factors: number; readonly product: number } | null
}

/** Multiplications of the naive way before each row, and at last all of them. */
export function startsOf({ rows }: Scalar): Float64Array {
  const starts = new Float64Array(rows.length + 1)
  rows.forEach(({ edges }, i) => (starts[i + 1] = starts[i]! + edges.length))
  return starts
}

/** @param step multiplications made by each way, from 0 on */
export function raceAt(scalar: Scalar, starts: Float64Array, step: number): RaceAt {
  const { edges, rows } = scalar
  let [low, high] = [0, rows.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if (starts[middle + 1]! <= step) low = middle + 1
    else high = middle
  }
  const row = rows[low]
  const factors = row ? step - starts[low]! : 0
  return {
    cached: { done: Math.min(step, edges.length), total: edges.length },
    naive: { products: low, total: rows.length },
    at: row
      ? { row: low, factors, product: row.edges.slice(0, factors).reduce((made, e) => made * edges[e]!.local, 1) }
      : null,
  }
}
