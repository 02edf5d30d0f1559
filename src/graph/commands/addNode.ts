import { LIMITS } from '../limits'
import { Namer } from '../naming'
import { idSchema, nodeSchema, portKey, type GraphNode, type PortRef, type StoredTensor } from '../schema'
import { checkConnection } from './connect'
import { cleanPosition, type Position } from './moveNodes'
import { refuse, transact, type Command } from './transact'

export interface AddNodeArgs {
  readonly op: string
  /** The op's letter: `z` names the node z₁, z₂ … */
  readonly letter: string
  /** Instead of an automatic name. */
  readonly label?: string
  readonly attrs?: GraphNode['attrs']
  readonly position: Position
  /** By port: data of an input, values of parameters. */
  readonly tensors?: Readonly<Record<string, StoredTensor>>
  /** Wire the new node from this output port, in the same transaction … */
  readonly connectFrom?: PortRef
  /** … into this input port of the new node. */
  readonly port?: string
}

/** Adds a node with a free name and id, wired at once if asked. `created` holds its id. */
export function addNode({ op, letter, label, attrs, position, tensors = {}, connectFrom, port }: AddNodeArgs): Command {
  return (document) => {
    if (Object.keys(document.nodes).length >= LIMITS.nodes)
      return refuse(
        'too-many-nodes',
        `A graph holds at most ${LIMITS.nodes} nodes.`,
        'Delete nodes that are not needed.',
      )
    const at = cleanPosition(position)
    if (!at) return refuse('bad-position', 'The new node has no place: its position must be two numbers.')
    const namer = new Namer(document)
    const name = label?.trim() || namer.label(letter)
    const node = nodeSchema.safeParse({ op, label: name, ...(attrs && Object.keys(attrs).length && { attrs }) })
    if (!node.success) return refuse('bad-node', `This node cannot be added: ${node.error.issues[0]!.message}`)
    const badPort = [...Object.keys(tensors), ...(port === undefined ? [] : [port])].find(
      (key) => !idSchema.safeParse(key).success,
    )
    if (badPort !== undefined) return refuse('bad-port', `"${badPort.slice(0, 64)}" cannot be the name of a port.`)
    const id = namer.id(name)
    const wire = connectFrom && port !== undefined ? { from: { ...connectFrom }, to: { node: id, port } } : null
    if (wire) {
      const problem = checkConnection({ ...document, nodes: { ...document.nodes, [id]: node.data } }, wire)
      if (problem) return problem
    }
    return transact(
      document,
      `Add ${name}`,
      (draft) => {
        draft.nodes[id] = node.data
        draft.layout[id] = at
        for (const [key, tensor] of Object.entries(tensors)) draft.tensors[portKey(id, key)] = tensor
        if (wire) draft.edges[namer.edgeId()] = wire
      },
      { created: [id] },
    )
  }
}
