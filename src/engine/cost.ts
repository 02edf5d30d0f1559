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
import { countAlone, type AloneProgress } from './costAlone'
import type { Link } from './costBuilder'
import { CostProblem, linksOf, type Links } from './costLinks'
import { dependingOnParameters, reachingObjective, type Masks } from './costReach'
import { arrivals, pull, push } from './costPattern'
import { exactAdd, exactFull, exactMap, exactTotal, type Exact } from './costExact'
import { Session } from './session'
import { saying, whole } from './steps'
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

/** What is known before the end. */
export interface CostSoFar {
  readonly scalars: Cost['scalars']
  /** null: not counted yet, or never. */
  readonly cached: bigint | null
  readonly paths: bigint | null
  /** Parameters that were taken alone, so far. */
  readonly alone: AloneProgress | null
}

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
  return whole(linksSteps(document, ops, feeds))
}

/** The same in pieces: the forward pass may take long. */
export function* linksSteps(
  document: GraphDocument,
  ops: ReadonlyMap<string, Op>,
  feeds: Readonly<Record<string, Tensor>> = {},
): Generator<void, Links> {
  const checked = check(document, ops, feeds)
  const session = new Session(ops)
  let ran: Run | null = null
  let refusing = true
  const links = () =>
    linksOf(document, checked, (node) => {
      if (!ran && refusing) throw new NumbersAsked()
      // Who multiplies, and not only counts, needs the numbers of every node.
      ran ??= session.run(document, feeds)
      return session.record(node) ?? refuse(ran.errors)
    })
  const found = withoutNumbers(links)
  if (!found || found.links.some(chooses)) ran = yield* session.steps(document, feeds)
  refusing = false
  return found ?? links()
}

class NumbersAsked extends Error {}

/** null when it takes numbers. */
function withoutNumbers<T>(make: () => T): T | null {
  try {
    return make()
  } catch (thrown) {
    if (thrown instanceof NumbersAsked) return null
    throw thrown
  }
}

/** Whether its edges will be chosen by numbers when they are counted. */
const chooses = ({ pattern }: Link) => pattern.factors.some(({ kind }) => kind === 'chosen')

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
  return whole(countSteps(graph))
}

/** Counts in pieces, the cheap counts first, and says in between what is known by then. */
export function* countSteps(graph: Links): Generator<CostSoFar, Cost> {
  const { links, parameters, shapeOf } = graph
  const scalars = {
    parameters: parameters.reduce((n, { shape }) => n + BigInt(numel(shape)), 0n),
    edges: links.reduce((n, { pattern }) => n + BigInt(edgesOf(pattern)), 0n),
  }
  let known: CostSoFar = { scalars, cached: null, paths: null, alone: null }
  yield known
  const depends = dependingOnParameters(graph)
  yield known
  const reaches = reachingObjective(graph)
  yield known
  let cached = 0n
  for (const link of links) {
    cached += neededEdges(link, depends, reaches, shapeOf)
    yield known
  }
  known = { ...known, cached }
  const paths = yield* saying(totalPathLength(graph, depends), known)
  known = { ...known, paths }
  yield known
  if (scalars.edges > PER_PARAMETER_LIMIT) return { scalars, multiplications: { cached, perParameter: null, paths } }
  const taking = countAlone(graph, depends, reaches)
  for (;;) {
    const alone = taking.next()
    if (alone.done) return { scalars, multiplications: { cached, perParameter: alone.value, paths } }
    yield { ...known, alone: alone.value }
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
function* totalPathLength({ links, parameters, shapeOf, objective }: Links, depends: Masks): Generator<void, bigint> {
  const trainable = new Set(parameters.map(({ key }) => key))
  const counts = new Map<string, Exact>([[objective, exactFull(numel(shapeOf(objective)), 1)]])
  const lengths = new Map<string, Exact>([[objective, exactFull(numel(shapeOf(objective)), 0)]])
  let total = 0n
  for (const { from, to, pattern } of [...links].reverse()) {
    yield
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
