import { LIMITS } from '../limits'
import { Namer, nodeName } from '../naming'
import { edgeAt, wouldCreateCycle } from '../queries'
import { idSchema, type GraphDocument, type GraphEdge } from '../schema'
import { missingNode, refuse, transact, type Command, type Refusal } from './transact'

/** What the wiring alone says against an edge (ports, dtypes and shapes are judged by check/), or null. */
export function checkConnection(document: GraphDocument, { from, to }: GraphEdge): Refusal | null {
  const missing = missingNode(document, from.node) ?? missingNode(document, to.node)
  if (missing) return missing
  const badPort = [from.port, to.port].find((port) => !idSchema.safeParse(port).success)
  if (badPort !== undefined) return refuse('bad-port', `"${badPort.slice(0, 64)}" cannot be the name of a port.`)
  const name = (id: string) => nodeName(document, id)
  if (from.node === to.node)
    return refuse('self', `${name(from.node)} cannot feed itself.`, 'Wire its output to another node.')
  const path = wouldCreateCycle(document, { from, to })
  if (path) {
    const way = path.length > 6 ? [...path.slice(0, 3).map(name), '…', ...path.slice(-2).map(name)] : path.map(name)
    return refuse(
      'cycle',
      `${name(from.node)} → ${name(to.node)} would close a cycle: ${way.join(' → ')} → ${name(to.node)}.`,
      'A value cannot depend on itself. Remove an edge on this way first.',
    )
  }
  return null
}

/** Wires an output port to an input port. An edge that already feeds that input is replaced, in one transaction. */
export function connect({ from, to }: GraphEdge): Command {
  return (document) => {
    const problem = checkConnection(document, { from, to })
    if (problem) return problem
    const names = `${nodeName(document, from.node)} to ${nodeName(document, to.node)}`
    const before = edgeAt(document, to)
    if (before && before.from.node === from.node && before.from.port === from.port)
      return refuse('exists', `${names.replace(' to ', ' is already connected to ')}.`)
    if (!before && Object.keys(document.edges).length >= LIMITS.edges)
      return refuse(
        'too-many-edges',
        `A graph holds at most ${LIMITS.edges} edges.`,
        'Delete edges that are not needed.',
      )
    return transact(document, `Connect ${names}`, (draft) => {
      if (before) delete draft.edges[before.id]
      draft.edges[new Namer(document).edgeId()] = {
        from: { node: from.node, port: from.port },
        to: { node: to.node, port: to.port },
      }
    })
  }
}
