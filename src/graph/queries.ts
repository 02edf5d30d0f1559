/**
 * @file Questions about the wiring. Answers come from an index that is built once per set of edges (documents
 * are immutable, and moving a node or changing an attribute keeps the same `edges` record). Orders are by id,
 * so that the same document gives the same answer however it was put together.
 */
import { compareIds, own } from './own'
import type { GraphDocument, GraphEdge, PortRef } from './schema'

export interface WiredEdge extends GraphEdge {
  readonly id: string
}

interface WiringIndex {
  readonly into: ReadonlyMap<string, readonly WiredEdge[]>
  readonly outOf: ReadonlyMap<string, readonly WiredEdge[]>
}

const NO_EDGES: readonly WiredEdge[] = []
const indexes = new WeakMap<GraphDocument['edges'], WiringIndex>()
const orders = new WeakMap<GraphDocument['edges'], { nodes: GraphDocument['nodes']; answer: Order }>()

function indexOf(document: GraphDocument): WiringIndex {
  let index = indexes.get(document.edges)
  if (!index) {
    const into = new Map<string, WiredEdge[]>()
    const outOf = new Map<string, WiredEdge[]>()
    for (const id of Object.keys(document.edges).sort(compareIds)) {
      const edge = { id, ...document.edges[id]! }
      append(into, edge.to.node, edge)
      append(outOf, edge.from.node, edge)
    }
    indexes.set(document.edges, (index = { into, outOf }))
  }
  return index
}

function append<T>(map: Map<string, T[]>, key: string, value: T) {
  const list = map.get(key)
  if (list) list.push(value)
  else map.set(key, [value])
}

/** The edges that end at a node, by edge id. */
export function edgesInto(document: GraphDocument, node: string): readonly WiredEdge[] {
  return indexOf(document).into.get(node) ?? NO_EDGES
}

/** The edges that start at a node, by edge id. */
export function edgesOutOf(document: GraphDocument, node: string): readonly WiredEdge[] {
  return indexOf(document).outOf.get(node) ?? NO_EDGES
}

/** The edge that feeds an input port: at most one. */
export function edgeAt(document: GraphDocument, { node, port }: PortRef): WiredEdge | undefined {
  return edgesInto(document, node).find((edge) => edge.to.port === port)
}

export interface Order {
  /** Every node after all that feed it; nodes on or behind a cycle are left out. */
  readonly order: readonly string[]
  /** One cycle, in the direction of its edges, or null. */
  readonly cycle: readonly string[] | null
}

/** Topological order in O(V + E). Edges from or to missing nodes are passed over. */
export function topologicalOrder(document: GraphDocument): Order {
  const known = orders.get(document.edges)
  if (known?.nodes === document.nodes) return known.answer
  const { outOf } = indexOf(document)
  const waiting = new Map<string, number>()
  const ids = Object.keys(document.nodes).sort(compareIds)
  for (const id of ids) waiting.set(id, 0)
  for (const id of ids)
    for (const { to } of outOf.get(id) ?? NO_EDGES) {
      const count = waiting.get(to.node)
      if (count !== undefined) waiting.set(to.node, count + 1)
    }
  const order = ids.filter((id) => waiting.get(id) === 0)
  for (let at = 0; at < order.length; at++)
    for (const { to } of outOf.get(order[at]!) ?? NO_EDGES) {
      const count = waiting.get(to.node)
      if (count === undefined) continue
      waiting.set(to.node, count - 1)
      if (count === 1) order.push(to.node)
    }
  const cycle =
    order.length === ids.length
      ? null
      : findCycle(
          document,
          ids.filter((id) => waiting.get(id)! > 0),
        )
  const answer = { order, cycle }
  orders.set(document.edges, { nodes: document.nodes, answer })
  return answer
}

/** Every node left has a predecessor that is left too, so walking backwards must come round. */
function findCycle(document: GraphDocument, left: readonly string[]): string[] {
  const among = new Set(left)
  const seenAt = new Map<string, number>()
  const walk: string[] = []
  let node = left[0]!
  while (!seenAt.has(node)) {
    seenAt.set(node, walk.length)
    walk.push(node)
    node = edgesInto(document, node).find((edge) => among.has(edge.from.node))!.from.node
  }
  return walk.slice(seenAt.get(node)!).reverse()
}

/** All nodes that feed this one, directly or not; without itself. */
export function ancestors(document: GraphDocument, node: string): ReadonlySet<string> {
  return reach(node, (id) => edgesInto(document, id).map((edge) => edge.from.node))
}

/** All nodes that this one feeds, directly or not; without itself. */
export function descendants(document: GraphDocument, node: string): ReadonlySet<string> {
  return reach(node, (id) => edgesOutOf(document, id).map((edge) => edge.to.node))
}

function reach(start: string, next: (id: string) => readonly string[]): Set<string> {
  const seen = new Set<string>()
  const stack = [start]
  for (let id = stack.pop(); id !== undefined; id = stack.pop())
    for (const neighbour of next(id))
      if (!seen.has(neighbour)) {
        seen.add(neighbour)
        stack.push(neighbour)
      }
  seen.delete(start)
  return seen
}

/**
 * Would this edge close a cycle? Answers with the shortest way that leads from its end back to its start
 * (`[node]` for a node wired to itself), or null.
 */
export function wouldCreateCycle(document: GraphDocument, { from, to }: GraphEdge): readonly string[] | null {
  if (from.node === to.node) return [from.node]
  if (!own(document.nodes, from.node) || !own(document.nodes, to.node)) return null
  const cameFrom = new Map<string, string | null>([[to.node, null]])
  const queue = [to.node]
  for (let at = 0; at < queue.length; at++)
    for (const edge of edgesOutOf(document, queue[at]!)) {
      const next = edge.to.node
      if (cameFrom.has(next)) continue
      cameFrom.set(next, queue[at]!)
      if (next === from.node) {
        const path: string[] = []
        for (let step: string | null = next; step !== null; step = cameFrom.get(step) ?? null) path.push(step)
        return path.reverse()
      }
      queue.push(next)
    }
  return null
}
