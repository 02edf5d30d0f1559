/** @file The graph expanded to scalars, needed edges only: one node a tensor element, one edge a dependence. */
import { numel } from '../tensor'
import type { Link } from './costBuilder'
import type { Links } from './costLinks'
import { eachEdge } from './costPattern'
import type { Masks } from './costReach'

export interface ScalarGraph {
  /** Scalars are numbered from 0 to size − 1. */
  readonly size: number
  /** Edge e runs from scalar tails[e] to scalar heads[e]; edges that leave a scalar come after all that enter it. */
  readonly tails: Int32Array
  readonly heads: Int32Array
  /** The link that edge e belongs to: links[e]. */
  readonly links: readonly Link[]
  readonly linkOf: Int32Array
  /** Scalar parameters, in the order of the parameter tensors. */
  readonly parameters: Int32Array
  /** Scalar number of element 0 of a tensor. */
  readonly first: ReadonlyMap<string, number>
}

export function scalarGraph(graph: Links, depends: Masks, reaches: Masks): ScalarGraph {
  const { links, parameters, shapeOf, objective } = graph
  const first = new Map<string, number>()
  let size = 0
  const number = (key: string): number => {
    const known = first.get(key)
    if (known !== undefined) return known
    first.set(key, size)
    size += numel(shapeOf(key))
    return first.get(key)!
  }
  const numbered: number[] = []
  for (const { key, shape } of parameters) {
    const start = number(key)
    for (let i = 0; i < numel(shape); i++) numbered.push(start + i)
  }
  number(objective)
  const tails: number[] = []
  const heads: number[] = []
  const linkOf: number[] = []
  links.forEach(({ from, to, pattern }, link) => {
    const tailMask = depends.get(from)
    const headMask = reaches.get(to)
    if (tailMask === undefined || headMask === undefined) return
    const [tail, head] = [number(from), number(to)]
    eachEdge(pattern, (input, output) => {
      if ((tailMask && !tailMask[input]) || (headMask && !headMask[output])) return
      tails.push(tail + input)
      heads.push(head + output)
      linkOf.push(link)
    })
  })
  return {
    size,
    tails: Int32Array.from(tails),
    heads: Int32Array.from(heads),
    links,
    linkOf: Int32Array.from(linkOf),
    parameters: Int32Array.from(numbered),
    first,
  }
}
