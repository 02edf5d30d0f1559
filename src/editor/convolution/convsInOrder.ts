/** @file The convolutions of a graph, in the order of the forward pass; those that cannot run come last. */
import type { GraphDocument } from '../../graph'
import { checked } from '../state/useCheck'

/** A file that is read again may have its nodes in another order: what is shown first stays the same. */
export function convsInOrder(document: GraphDocument): string[] {
  const isConv = (id: string) => document.nodes[id]!.op === 'conv2d'
  const running = checked(document)
    .order.map(({ id }) => id)
    .filter(isConv)
  const seen = new Set(running)
  return [...running, ...Object.keys(document.nodes).filter((id) => isConv(id) && !seen.has(id))]
}
