/** @file The local derivative of every scalar edge, from few VJPs. */
import { numel, typescriptKernels, type Shape, type Tensor } from '../tensor'
import type { ScalarGraph } from './costScalars'
import { backwardPort } from './evaluate'

/**
 * ∂head/∂tail of each edge. Heads that share no tail are asked together, by one VJP of a δ that is 1 at all of them
 * (Curtis, Powell & Reid 1974): one VJP for an elementwise op, one for each output where all depend on all.
 */
export function localDerivatives(graph: ScalarGraph, shapeOf: (key: string) => Shape): Float64Array {
  const { tails, heads, links, linkOf, first } = graph
  const k = typescriptKernels('float64')
  const local = new Float64Array(tails.length)
  for (let start = 0, end = 0; start < tails.length; start = end) {
    while (linkOf[end] === linkOf[start]) end++
    const { work, port, output, from, to } = links[linkOf[start]!]!
    const [tail, head] = [first.get(from)!, first.get(to)!]
    const shape = shapeOf(to)
    for (const edges of apart(graph, start, end)) {
      const data = new Float64Array(numel(shape))
      for (const e of edges) data[heads[e]! - head] = 1
      const delta: Tensor = { dtype: 'float64', shape, data }
      const row = backwardPort(k, work, port, work.record(), { [output]: delta })
      for (const e of edges) local[e] = row.data[tails[e]! - tail]!
    }
  }
  return local
}

/** The edges of one link in groups; in a group, no tail has edges to two heads, and the edges of a head stay together. */
function apart({ tails, heads }: ScalarGraph, start: number, end: number): number[][] {
  const byHead = new Map<number, number[]>()
  for (let e = start; e < end; e++) {
    const edges = byHead.get(heads[e]!)
    if (edges) edges.push(e)
    else byHead.set(heads[e]!, [e])
  }
  const groups: number[][] = []
  const taken = new Map<number, Set<number>>()
  for (const edges of byHead.values()) {
    let group = 0
    while (edges.some((e) => taken.get(tails[e]!)?.has(group))) group++
    for (const e of edges) {
      const groupsOfTail = taken.get(tails[e]!)
      if (groupsOfTail) groupsOfTail.add(group)
      else taken.set(tails[e]!, new Set([group]))
    }
    const known = groups[group]
    if (known) known.push(...edges)
    else groups.push([...edges])
  }
  return groups
}
