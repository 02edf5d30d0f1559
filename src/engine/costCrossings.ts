/**
 * @file How often each op's input is crossed on the way back, counted and not run: by the cached pass once for each needed
 * scalar edge, by the naive way once for each path that runs over it. A crossing is one multiplication, so the sums over
 * all inputs are the cost model's `cached` and `paths`.
 */
import { numel } from '../tensor'
import type { Link } from './costBuilder'
import { exactAdd, exactFull, exactMap, exactTotal, type Exact } from './costExact'
import type { Links } from './costLinks'
import { arrivals, covers, pull, push } from './costPattern'

export interface Crossing {
  /** The consumer and its input port; inside a composite "node/inner". */
  readonly node: string
  readonly port: string
  /** Key of the tensor that is read there. */
  readonly from: string
  readonly cached: bigint
  readonly naive: bigint
}

/** Only inputs over which a gradient that somebody needs flows; links from one port to several outputs are one crossing. */
export function crossingsOf(graph: Links): Crossing[] {
  const before = pathsFromParameters(graph)
  const after = pathsToObjective(graph, before)
  const found = new Map<string, Crossing>()
  for (const link of graph.links) {
    const heads = after.get(link.to)
    const arriving = heads && arrivingPaths(link, before, graph)
    if (!arriving) continue
    const { work, port, from } = link
    const key = `${work.node}.${port}`
    const known = found.get(key)
    found.set(key, {
      node: work.node,
      port,
      from,
      cached: (known?.cached ?? 0n) + neededEdges(link, before, heads, graph),
      naive: (known?.naive ?? 0n) + product(heads, arriving),
    })
  }
  return [...found.values()].filter(({ cached }) => cached > 0n)
}

/** Tensor → how many paths lead from scalar parameters to each of its elements; null: one to each, a parameter. */
type Before = ReadonlyMap<string, Exact | null>

function pathsFromParameters(graph: Links): Before {
  const counts = new Map<string, Exact | null>(graph.parameters.map(({ key }) => [key, null]))
  for (const link of graph.links) {
    const arriving = arrivingPaths(link, counts, graph)
    if (!arriving) continue
    const known = counts.get(link.to)
    counts.set(link.to, known ? exactAdd(known, arriving) : arriving)
  }
  return counts
}

/** For each head of the link, the paths that come to it over the link. */
function arrivingPaths({ from, pattern }: Link, before: Before, { shapeOf }: Links): Exact | null {
  const counts = before.get(from)
  if (counts === undefined) return null
  // A parameter's many elements need no arrays, unless numbers choose among them.
  if (counts === null) return [covers(pattern, 'outputs') ? arrivals(pattern) : push(pattern, ones(shapeOf(from)))]
  return exactMap(counts, (limb) => push(pattern, limb))
}

function pathsToObjective({ links, objective, shapeOf }: Links, before: Before): Map<string, Exact> {
  const counts = new Map<string, Exact>([[objective, exactFull(numel(shapeOf(objective)), 1)]])
  for (const { from, to, pattern } of [...links].reverse()) {
    const heads = counts.get(to)
    // Nothing comes before a parameter, and what depends on none is not asked for.
    if (!heads || !before.get(from)) continue
    const arrived = exactMap(heads, (limb) => pull(pattern, limb))
    const known = counts.get(from)
    counts.set(from, known ? exactAdd(known, arrived) : arrived)
  }
  return counts
}

function neededEdges({ from, pattern }: Link, before: Before, heads: Exact, { shapeOf }: Links): bigint {
  const tails = before.get(from)
  const edges = tails === null ? push(pattern, ones(shapeOf(from))) : push(pattern, some(tails!))
  return exactTotal([some(heads)], edges)
}

const ones = (shape: readonly number[]) => new Float64Array(numel(shape)).fill(1)

/** 1 where the count is not 0. */
function some(counts: Exact): Float64Array {
  return counts[0]!.map((_, i) => (counts.some((limb) => limb[i]! > 0) ? 1 : 0))
}

/** Σ a[i] · b[i]. A limb is below 2^24, as the weights of `exactTotal` have to be. */
function product(a: Exact, b: Exact): bigint {
  return b.reduce((sum, limb, j) => sum + (exactTotal(a, limb) << BigInt(24 * j)), 0n)
}
