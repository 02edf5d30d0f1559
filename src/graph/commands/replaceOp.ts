import { nodeName } from '../naming'
import { nodeSchema, type GraphNode } from '../schema'
import { missingNode, refuse, transact, type Command } from './transact'

/** Makes a node another operation with the same ports: its name, place, wires and tensors stay. @param attrs of the new operation. */
export function replaceOp(node: string, op: string, attrs: GraphNode['attrs'] = {}): Command {
  return (document) => {
    const missing = missingNode(document, node)
    if (missing) return missing
    const { label } = document.nodes[node]!
    const made = nodeSchema.safeParse({
      op,
      ...(label !== undefined && { label }),
      ...(Object.keys(attrs).length && { attrs }),
    })
    if (!made.success) return refuse('bad-node', `This node cannot be ${op}: ${made.error.issues[0]!.message}`)
    return transact(document, `Make ${nodeName(document, node)} ${op}`, (draft) => {
      draft.nodes[node] = made.data
    })
  }
}
