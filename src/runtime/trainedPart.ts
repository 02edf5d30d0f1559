/**
 * @file Whether a change of the graph leaves what is being trained as it was. While a run goes on, people add nodes beside the
 * network, rename some, and wire a view: none of that need stop it.
 */
import { onlyLoss } from '../check'
import { ancestors, edgesInto, type GraphDocument } from '../graph'
import type { Op } from '../ops'

/** The loss, all that leads to it, the numbers in there, and the data are the same; names do not count. */
export function trainsTheSame(before: GraphDocument, after: GraphDocument, ops: ReadonlyMap<string, Op>): boolean {
  const [was, is] = [before.objective ?? onlyLoss(before, ops), after.objective ?? onlyLoss(after, ops)]
  if (!was || !is || was.node !== is.node || was.port !== is.port || before.data !== after.data) return false
  const [old, now] = [part(before, was.node), part(after, is.node)]
  return old.size === now.size && [...old].every((id) => now.has(id) && sameNode(before, after, id))
}

const part = (document: GraphDocument, objective: string) => new Set([...ancestors(document, objective), objective])

function sameNode(before: GraphDocument, after: GraphDocument, id: string): boolean {
  const [old, now] = [before.nodes[id], after.nodes[id]]
  return (
    !!old &&
    !!now &&
    old.op === now.op &&
    old.attrs === now.attrs &&
    wiring(before, id) === wiring(after, id) &&
    tensorsOf(before, id).every(([key, tensor]) => after.tensors[key] === tensor) &&
    tensorsOf(before, id).length === tensorsOf(after, id).length
  )
}

const wiring = (document: GraphDocument, id: string) =>
  edgesInto(document, id)
    .map(({ from, to }) => `${to.port}<${from.node}.${from.port}`)
    .sort()
    .join()

const tensorsOf = ({ tensors }: GraphDocument, id: string) =>
  Object.entries(tensors).filter(([key]) => key.startsWith(`${id}.`))
