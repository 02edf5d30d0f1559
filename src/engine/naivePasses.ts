/** @file The reverse pass over the scalar graph, with the cache and without it: products alone, with nothing kept beside. */
import type { ScalarGraph } from './costScalars'

/** Multiplications between two chances to stop. */
const STRIDE = 200_000

export interface Pass {
  readonly multiplications: number
  readonly sums: Float64Array
}

/** Yields the multiplications done in this pass; returns the gradient of every scalar. */
export type Passing = Generator<number, Pass>

/** δ of each scalar is summed once; each edge is multiplied once. */
export function cachedPass({ size, tails, heads }: ScalarGraph, local: Float64Array, root: number): () => Passing {
  return function* () {
    const sums = new Float64Array(size)
    sums[root] = 1
    for (let e = tails.length - 1; e >= 0; e--) {
      sums[tails[e]!]! += sums[heads[e]!]! * local[e]!
      if (e > 0 && e % STRIDE === 0) yield 0
    }
    return { multiplications: tails.length, sums }
  }
}

/** Every path back from the objective, its product made from its first factor on. */
export function naivePass(
  { size, tails, heads, parameters }: ScalarGraph,
  local: Float64Array,
  root: number,
): () => Passing {
  const { start, edges } = edgesByHead(size, heads)
  const isParameter = new Uint8Array(size)
  for (const parameter of parameters) isParameter[parameter] = 1
  // The chain of edges under way, and for each the place of the next one that enters the same head. No chain is longer
  // than there are edges.
  const chain = new Int32Array(heads.length + 1)
  const place = new Int32Array(heads.length + 1)
  const end = new Int32Array(heads.length + 1)
  return function* () {
    const sums = new Float64Array(size)
    if (isParameter[root]) sums[root] = 1
    let multiplications = 0
    let pause = STRIDE
    let depth = 0
    place[0] = start[root]!
    end[0] = start[root + 1]!
    while (depth >= 0) {
      if (place[depth] === end[depth]) {
        depth--
        continue
      }
      const edge = edges[place[depth]!++]!
      const tail = tails[edge]!
      chain[depth] = edge
      if (!isParameter[tail]) {
        depth++
        place[depth] = start[tail]!
        end[depth] = start[tail + 1]!
        continue
      }
      let product = 1
      for (let i = 0; i <= depth; i++) product *= local[chain[i]!]!
      sums[tail]! += product
      multiplications += depth + 1
      if (multiplications < pause) continue
      pause += STRIDE
      yield multiplications
    }
    return { multiplications, sums }
  }
}

/** The edges that enter scalar s are edges[start[s]] … edges[start[s + 1] − 1]. */
function edgesByHead(size: number, heads: Int32Array) {
  const start = new Int32Array(size + 1)
  for (const head of heads) start[head + 1]!++
  for (let s = 0; s < size; s++) start[s + 1]! += start[s]!
  const next = start.slice()
  const edges = new Int32Array(heads.length)
  heads.forEach((head, e) => (edges[next[head]!++] = e))
  return { start, edges }
}
