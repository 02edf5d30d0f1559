/**
 * @file Naive mode: the same gradient without the cache, really computed. Once parameter by parameter, each product of
 * the chain rule from scratch and shared only within itself; once path by path, every product multiplied out. It counts
 * its multiplications (the cost model has the same numbers in closed form) and says which products it made again and again.
 */
import type { GraphDocument } from '../graph'
import type { Op } from '../ops'
import { numel, type Tensor } from '../tensor'
import { countCost, linksFor } from './cost'
import { CostProblem } from './costLinks'
import { dependingOnParameters, reachingObjective } from './costReach'
import { scalarGraph, type ScalarGraph } from './costScalars'
import { localDerivatives } from './naiveLocal'

/** Multiplications up to which every path is walked. */
export const NAIVE_LIMIT = 1_000_000

/** One number of a tensor. */
export interface Scalar {
  /** "node.port"; inside a composite "node/inner.port". */
  readonly tensor: string
  readonly element: number
}

/** From `tail` to `head`; `local` is ∂head/∂tail. */
export interface ScalarEdge {
  /** The op whose derivative it is, and its input port; inside a composite "node/inner". */
  readonly node: string
  readonly port: string
  readonly tail: Scalar
  readonly head: Scalar
  readonly local: number
}

/** A product that starts at the objective: the local derivatives along a chain of edges. */
export interface Prefix {
  /** The last edge of the chain. */
  readonly edge: number
  /** The chain without it; −1 when it is the only one. */
  readonly parent: number
  readonly product: number
  /** How many paths begin with this chain: so often is the product made. */
  readonly times: number
}

/** One term of the chain rule: a row of the matrix of factors. */
export interface Path {
  readonly parameter: Scalar
  /** The prefix that is this whole path. */
  readonly prefix: number
  readonly product: number
}

export interface NaiveRun {
  readonly edges: readonly ScalarEdge[]
  readonly perParameter: {
    readonly multiplications: number
    readonly gradients: ReadonlyMap<string, Tensor>
    /** By edge: by how many parameters it was multiplied. The cached pass does so once. */
    readonly times: readonly number[]
  }
  readonly paths: {
    readonly multiplications: number
    readonly gradients: ReadonlyMap<string, Tensor>
    /** By edge: how often it was multiplied. */
    readonly times: readonly number[]
    readonly rows: readonly Path[]
    /** A parent comes before its children. */
    readonly prefixes: readonly Prefix[]
  }
}

/** @throws CostProblem when the graph is too large to be differentiated naively, or cannot be differentiated. */
export function runNaive(
  document: GraphDocument,
  ops: ReadonlyMap<string, Op>,
  feeds: Readonly<Record<string, Tensor>> = {},
): NaiveRun {
  const links = linksFor(document, ops, feeds)
  const { paths, perParameter } = countCost(links).multiplications
  if (perParameter === null || paths > NAIVE_LIMIT)
    throw new CostProblem(
      'naive-limit',
      `Multiplying out every path takes ${paths.toLocaleString('en')} multiplications; naive mode walks ${NAIVE_LIMIT.toLocaleString('en')} at most.`,
      'The counts are exact at any size; to see each product, use a smaller network or one example.',
    )
  const graph = scalarGraph(links, dependingOnParameters(links), reachingObjective(links))
  const local = localDerivatives(graph, links.shapeOf)
  const scalars = nameScalars(graph, (key) => numel(links.shapeOf(key)))
  const root = graph.first.get(links.objective)!
  const collect = (sums: Float64Array) =>
    new Map(
      links.parameters.map(({ key, shape }): [string, Tensor] => {
        const start = graph.first.get(key)!
        return [key, { dtype: 'float64', shape, data: sums.slice(start, start + numel(shape)) }]
      }),
    )
  const eachAlone = productsPerParameter(graph, local, root)
  const eachPath = productsOfPaths(graph, local, root, scalars)
  return {
    edges: Array.from(local, (value, e) => ({
      node: graph.links[graph.linkOf[e]!]!.work.node,
      port: graph.links[graph.linkOf[e]!]!.port,
      tail: scalars[graph.tails[e]!]!,
      head: scalars[graph.heads[e]!]!,
      local: value,
    })),
    perParameter: { ...eachAlone, gradients: collect(eachAlone.gradients) },
    paths: { ...eachPath, gradients: collect(eachPath.gradients) },
  }
}

function nameScalars({ first, size }: ScalarGraph, count: (key: string) => number): Scalar[] {
  const scalars = new Array<Scalar>(size)
  for (const [tensor, start] of first)
    for (let element = 0; element < count(tensor); element++) scalars[start + element] = { tensor, element }
  return scalars
}

/** For every parameter a backward pass of its own, over the edges that lie on its paths. */
function productsPerParameter({ size, tails, heads, parameters }: ScalarGraph, local: Float64Array, root: number) {
  const gradients = new Float64Array(size)
  const times = new Array<number>(tails.length).fill(0)
  let multiplications = 0
  for (const parameter of parameters) {
    const follows = new Uint8Array(size)
    follows[parameter] = 1
    for (let e = 0; e < tails.length; e++) if (follows[tails[e]!]) follows[heads[e]!] = 1
    const delta = new Float64Array(size)
    delta[root] = 1
    for (let e = tails.length - 1; e >= 0; e--) {
      if (!follows[tails[e]!]) continue
      delta[tails[e]!]! += delta[heads[e]!]! * local[e]!
      multiplications++
      times[e]!++
    }
    gradients[parameter] = delta[parameter]!
  }
  return { multiplications, gradients, times }
}

/** Every path from the objective back to a parameter, its product made from 1 on. */
function productsOfPaths(
  { size, tails, heads, parameters }: ScalarGraph,
  local: Float64Array,
  root: number,
  scalars: readonly Scalar[],
) {
  const entering: number[][] = Array.from({ length: size }, () => [])
  for (let e = 0; e < tails.length; e++) entering[heads[e]!]!.push(e)
  const isParameter = new Uint8Array(size)
  for (const parameter of parameters) isParameter[parameter] = 1

  const gradients = new Float64Array(size)
  const times = new Array<number>(tails.length).fill(0)
  const prefixes: { edge: number; parent: number; product: number; times: number }[] = []
  const rows: Path[] = []
  let multiplications = 0
  // Read only where the objective is a parameter itself.
  gradients[root] = 1
  const todo = entering[root]!.map((edge) => ({ edge, parent: -1 })).reverse()
  for (let next = todo.pop(); next; next = todo.pop()) {
    const { edge, parent } = next
    const here = prefixes.push({ ...next, product: local[edge]! * (prefixes[parent]?.product ?? 1), times: 0 }) - 1
    const tail = tails[edge]!
    if (!isParameter[tail]) {
      for (const before of [...entering[tail]!].reverse()) todo.push({ edge: before, parent: here })
      continue
    }
    const chain: number[] = []
    for (let at = here; at >= 0; at = prefixes[at]!.parent) {
      prefixes[at]!.times++
      chain.push(prefixes[at]!.edge)
    }
    let product = 1
    for (const step of chain.reverse()) {
      product *= local[step]!
      multiplications++
      times[step]!++
    }
    gradients[tail]! += product
    rows.push({ parameter: scalars[tail]!, prefix: here, product })
  }
  return { multiplications, gradients, times, rows, prefixes }
}
