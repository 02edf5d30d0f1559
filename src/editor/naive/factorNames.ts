/** @file What the matrix writes into its cells: short names of factors, and full ones for hints. */
import type { GraphDocument } from '../../graph'
import type { Op } from '../../ops'
import type { ChainFactor, CostReport } from '../../runtime/protocol'
import { splitKey } from '../math'
import { factorName, tensorName } from './costWords'

type Ops = ReadonlyMap<string, Op>

export interface NamedFactor {
  readonly node: string
  readonly port: string
  /** "∂z₁/∂W": a parameter without its node, which stands before it. */
  readonly short: string
  readonly full: string
  /** ∂head/∂tail; null for whole tensors. */
  readonly value: number | null
}

export function tensorFactors(document: GraphDocument, ops: Ops, { chains }: CostReport): NamedFactor[] {
  return chains.factors.map((factor) => ({
    node: factor.node,
    port: factor.port,
    short: shortName(document, ops, factor),
    full: factorName(document, ops, factor),
    value: null,
  }))
}

/** @param tensors the names of the same factors by whole tensors */
export function scalarFactors({ scalar }: CostReport, tensors: readonly NamedFactor[]): NamedFactor[] {
  const byPort = new Map(tensors.map((factor) => [`${factor.node}.${factor.port}`, factor]))
  return (scalar?.edges ?? []).map(({ node, port, local, tail, head }) => {
    const { short, full } = byPort.get(`${node}.${port}`)!
    return { node, port, short, full: `${full}, element ${head.element} by element ${tail.element}`, value: local }
  })
}

function shortName(document: GraphDocument, ops: Ops, { node, port, from, to }: ChainFactor): string {
  const own = splitKey(from)
  if (own.node !== node || own.port !== port) return factorName(document, ops, { from, to })
  const letter = port === 'weight' ? 'W' : port === 'bias' ? 'b' : port
  return `∂${tensorName(document, ops, to)}/∂${letter}`
}
