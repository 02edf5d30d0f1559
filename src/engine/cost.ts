/**
 * @file The cost model: how many multiplications a gradient takes with and without the cache, counted and not run.
 * Every tensor element is a scalar node, every dependence between two elements an edge, and an edge counts one
 * multiplication (δ of its head times its local derivative). Needed edges: the head reaches the objective, and the
 * tail is a scalar parameter or depends on one.
 */
import { check } from '../check'
import type { GraphDocument } from '../graph'
import { edgesOf, type Op } from '../ops'
import { numel, type Tensor } from '../tensor'
import type { Link } from './costBuilder'
import { CostProblem, linksOf, type Links } from './costLinks'
import { dependingOnParameters, reachingObjective, type Masks } from './costReach'
import { arrivals, pull, push } from './costPattern'
import { exactAdd, exactFull, exactMap, exactTotal, type Exact } from './costExact'
import { scalarGraph } from './costScalars'
import { Session } from './session'
import type { Run } from './types'

export interface Cost {
  readonly scalars: {
    /** Trainable numbers. */
    readonly parameters: bigint
    /** Edges of the graph expanded to scalars, whether needed or not. */
    readonly edges: bigint
  }
  readonly multiplications: {
    /** The number of needed edges: the reverse pass crosses each once. */
    readonly cached: bigint
    /** Every parameter's product from scratch, shared only within itself; null above `PER_PARAMETER_LIMIT` edges. */
    readonly perParameter: bigint | null
    /** Every product of the chain rule's sum multiplied out: the lengths of all paths from parameters to the objective. */
    readonly paths: bigint
  }
}

/** Scalar edges up to which `perParameter` walks the expanded graph. */
export const PER_PARAMETER_LIMIT = 100_000

/**
 * @param feeds data of inputs by "node.port"; sizes that they fix must be known.
 * @throws CostProblem when there is no objective, or a size is not known.
 */
export function costOf(
  document: GraphDocument,
  ops: ReadonlyMap<string, Op>,
  feeds: Readonly<Record<string, Tensor>> = {},
): Cost {
  return countCost(linksFor(document, ops, feeds))
}

/** The links of a document; the forward pass runs only if some op chooses by its numbers. */
export function linksFor(
  document: GraphDocument,
  ops: ReadonlyMap<string, Op>,
  feeds: Readonly<Record<string, Tensor>> = {},
): Links {
  let ran: { session: Session; errors: Run['errors'] } | null = null
  return linksOf(document, check(document, ops, feeds), (node) => {
    if (!ran) {
      const session = new Session(ops)
      ran = { session, errors: session.run(document, feeds).errors }
    }
    return ran.session.record(node) ?? refuse(ran.errors)
  })
}

/** @throws CostProblem with what kept the node from running: a node without a record has an error, or one before it. */
function refuse([first]: Run['errors']): never {
  throw new CostProblem(
    first!.code,
    `Some op chooses by its numbers, so the forward pass has to run, but: ${first!.message}`,
    first!.hint ?? 'Mend it and count again.',
    first!.node,
    first!.port,
  )
}

export function countCost(graph: Links): Cost {
  const { links, parameters, shapeOf } = graph
  const depends = dependingOnParameters(graph)
  const reaches = reachingObjective(graph)
  const edges = links.reduce((n, { pattern }) => n + BigInt(edgesOf(pattern)), 0n)
  const cached = links.reduce((n, link) => n + neededEdges(link, depends, reaches, shapeOf), 0n)
  return {
    scalars: { parameters: parameters.reduce((n, { shape }) => n + BigInt(numel(shape)), 0n), edges },
    multiplications: {
      cached,
      perParameter: edges > PER_PARAMETER_LIMIT ? null : BigInt(perParameter(graph, depends, reaches)),
      paths: totalPathLength(graph, depends),
    },
  }
}

function neededEdges({ from, to, pattern }: Link, depends: Masks, reaches: Masks, shapeOf: Links['shapeOf']): bigint {
  const tails = depends.get(from)
  const heads = reaches.get(to)
  if (tails === undefined || heads === undefined) return 0n
  if (tails === null && heads === null) return BigInt(edgesOf(pattern))
  const arriving = tails === null ? arrivals(pattern) : push(pattern, tails)
  return exactTotal([heads ?? new Float64Array(numel(shapeOf(to))).fill(1)], arriving)
}

/**
 * A backward pass of (number of paths, their total length) from each scalar to the objective, with every local
 * derivative replaced by 1: an edge makes each path one longer.
 */
function totalPathLength({ links, parameters, shapeOf, objective }: Links, depends: Masks): bigint {
  const trainable = new Set(parameters.map(({ key }) => key))
  const counts = new Map<string, Exact>([[objective, exactFull(numel(shapeOf(objective)), 1)]])
  const lengths = new Map<string, Exact>([[objective, exactFull(numel(shapeOf(objective)), 0)]])
  let total = 0n
  for (const { from, to, pattern } of [...links].reverse()) {
    const count = counts.get(to)
    if (!count || !depends.has(from)) continue
    const longer = exactAdd(lengths.get(to)!, count)
    if (trainable.has(from)) {
      // Nothing comes before a parameter: its many elements need no arrays.
      total += exactTotal(longer, arrivals(pattern))
      continue
    }
    const add = (sums: Map<string, Exact>, arrived: Exact) => {
      const known = sums.get(from)
      const sum = exactMap(arrived, (limb) => pull(pattern, limb))
      sums.set(from, known ? exactAdd(known, sum) : sum)
    }
    add(counts, count)
    add(lengths, longer)
  }
  return total
}

/**
 * For each scalar parameter the edges on its paths to the objective, added up. Parameters go through the expanded graph
 * 32 at a time, as bits of one word for each scalar.
 */
function perParameter(graph: Links, depends: Masks, reaches: Masks): number {
  const { tails, heads, parameters, size } = scalarGraph(graph, depends, reaches)
  const bits = new Int32Array(size)
  let total = 0
  for (let first = 0; first < parameters.length; first += 32) {
    bits.fill(0)
    for (let i = first; i < Math.min(first + 32, parameters.length); i++) bits[parameters[i]!]! |= 1 << (i - first)
    for (let e = 0; e < tails.length; e++) {
      const passing = bits[tails[e]!]!
      if (passing === 0) continue
      bits[heads[e]!]! |= passing
      total += ones32(passing)
    }
  }
  return total
}

/** The number of ones in 32 bits (Hacker's Delight, 5-1). */
function ones32(word: number): number {
  let n = word - ((word >>> 1) & 0x55555555)
  n = (n & 0x33333333) + ((n >>> 2) & 0x33333333)
  n = (n + (n >>> 4)) & 0x0f0f0f0f
  return Math.imul(n, 0x01010101) >>> 24
}
