import { nodeName } from '../naming'
import { own } from '../own'
import { refuse, transact, type Command } from './transact'

/** Removes one edge. */
export function disconnect(edge: string): Command {
  return (document) => {
    const found = own(document.edges, edge)
    if (!found) return refuse('missing-edge', `There is no edge "${edge.slice(0, 64)}" in this graph.`)
    return transact(
      document,
      `Disconnect ${nodeName(document, found.from.node)} from ${nodeName(document, found.to.node)}`,
      (draft) => {
        delete draft.edges[edge]
      },
    )
  }
}
