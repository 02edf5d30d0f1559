/** @file From a factor in the matrix to its place on the canvas: the edge that carries it, or the node that owns it. */
import { canvasHandle } from '../canvas/handle'
import type { EditorServices } from '../state/context'

export function showFactor(
  { documents, view }: EditorServices,
  { node, port }: { readonly node: string; readonly port: string },
): void {
  const { edges, nodes } = documents.getState().document
  const outer = node.split('/')[0]!
  if (!nodes[outer]) return
  const edge = Object.keys(edges).find((id) => edges[id]!.to.node === node && edges[id]!.to.port === port)
  if (edge === undefined) view.select([outer])
  else view.select([], [edge])
  canvasHandle.current?.reveal(edge === undefined ? [outer] : [edges[edge]!.from.node, outer])
}
