/** @file The places that an exercise hides. */
import { own } from './own'
import type { GraphDocument, Hidden } from './schema'

/** Whether the node or the edge of a hidden number is in the graph; whether it is computed there, only a run can tell. */
export function hiddenIsThere(
  { nodes, edges }: Pick<GraphDocument, 'nodes' | 'edges'>,
  { kind, key }: Hidden,
): boolean {
  if (kind === 'edge') return own(edges, key) !== undefined
  const dot = key.indexOf('.')
  return dot > 0 && own(nodes, key.slice(0, dot)) !== undefined
}
