/**
 * @file The matrix of the chain rule by whole tensors: for each parameter, the chains of local derivatives (Jacobians)
 * whose products add up to its gradient. Structure alone, so it is there at any size.
 */
import type { Links } from './costLinks'
import { dependingOnParameters, reachingObjective } from './costReach'

/** ∂(output)/∂(input) of one op: one factor of a chain. */
export interface ChainFactor {
  /** The op at work; inside a composite "node/inner". */
  readonly node: string
  readonly port: string
  /** Keys of the tensors at its input and its output. */
  readonly from: string
  readonly to: string
}

export interface ParameterChains {
  /** "node.port" of the parameter. */
  readonly key: string
  readonly shape: readonly number[]
  /** Factors by their number, from the objective back to the parameter; as many chains as were asked for. */
  readonly chains: readonly (readonly number[])[]
  /** How many chains there are; grows exponentially with depth where values are used twice. */
  readonly total: bigint
}

export interface Chains {
  readonly factors: readonly ChainFactor[]
  /** Those that reach the objective, the nearest to it first: the order in which the reverse pass comes to them. */
  readonly parameters: readonly ParameterChains[]
}

/** @param most chains to list for one parameter. */
export function chainsOf(graph: Links, most: number): Chains {
  const depends = dependingOnParameters(graph)
  const reaches = reachingObjective(graph)
  const factors: ChainFactor[] = []
  const leaving = new Map<string, { factor: number; to: string }[]>()
  const totals = new Map<string, bigint>([[graph.objective, 1n]])
  for (const { work, port, from, to } of [...graph.links].reverse()) {
    if (!depends.has(from) || !reaches.has(to)) continue
    const factor = factors.push({ node: work.node, port, from, to }) - 1
    const links = leaving.get(from)
    if (links) links.push({ factor, to })
    else leaving.set(from, [{ factor, to }])
    totals.set(from, (totals.get(from) ?? 0n) + totals.get(to)!)
  }

  /** Every way on leads to the objective, so the walk ends after `most` of them. */
  const chainsFrom = (key: string): number[][] => {
    const found: number[][] = []
    const walk = (at: string, chain: readonly number[]) => {
      if (at === graph.objective) found.push([...chain].reverse())
      else for (const { factor, to } of leaving.get(at) ?? []) if (found.length < most) walk(to, [...chain, factor])
    }
    walk(key, [])
    return found
  }
  const parameters = graph.parameters
    .filter(({ key }) => totals.has(key))
    .map(({ key, shape }) => ({ key, shape, chains: chainsFrom(key), total: totals.get(key)! }))
  return { factors, parameters: parameters.reverse() }
}
