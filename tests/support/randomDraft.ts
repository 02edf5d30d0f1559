/** @file A document in the making, for `randomBuilder.ts`. */
import { portKey, type GraphDocument, type GraphNode } from '../../src/graph'
import type { DType, Shape } from '../../src/tensor'

/** An output that may be wired on. */
export interface Output {
  readonly node: string
  readonly port: string
  readonly shape: Shape
  readonly dtype: DType
}

export interface Draft {
  readonly document: GraphDocument
  readonly outputs: readonly Output[]
}

/** The node that adds everything up. */
export const FINAL = 'objective'

export const EMPTY: GraphDocument = {
  format: 'gradwire',
  version: 1,
  name: 'random',
  nodes: {},
  edges: {},
  tensors: {},
  layout: {},
}

export function withNode(
  document: GraphDocument,
  id: string,
  op: string,
  attrs: Record<string, unknown>,
  wires: readonly { from: Pick<Output, 'node' | 'port'>; port: string }[],
): GraphDocument {
  const edges = { ...document.edges }
  for (const { from, port } of wires)
    edges[`${id}_${port}`] = { from: { node: from.node, port: from.port }, to: { node: id, port } }
  return { ...document, nodes: { ...document.nodes, [id]: { op, attrs: attrs as GraphNode['attrs'] } }, edges }
}

/** The objective: the means of all outputs that nothing reads, added up, so that every node matters. */
export function close({ document, outputs }: Draft): GraphDocument {
  const read = new Set(Object.values(document.edges).map(({ from }) => portKey(from.node, from.port)))
  const ends = outputs.filter(({ node, port, dtype }) => dtype === 'float64' && !read.has(portKey(node, port)))
  let closed = document
  let total: { node: string; port: string } | null = null
  ends.forEach((end, i) => {
    const mean = { node: `${FINAL}_mean_${i}`, port: 'y' }
    closed = withNode(closed, mean.node, 'mean', {}, [{ from: end, port: 'x' }])
    if (total) {
      const sum = { node: i === ends.length - 1 ? FINAL : `${FINAL}_sum_${i}`, port: 'y' }
      closed = withNode(closed, sum.node, 'add', {}, [
        { from: total, port: 'a' },
        { from: mean, port: 'b' },
      ])
      total = sum
    } else total = mean
  })
  return total ? { ...closed, objective: total } : closed
}
