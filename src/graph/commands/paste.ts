import { copy, type Fragment } from '../clipboard'
import { LIMITS } from '../limits'
import { Namer } from '../naming'
import { own } from '../own'
import { idSchema, portKey, type GraphEdge } from '../schema'
import { cleanPosition, type Position } from './moveNodes'
import { refuse, subject, transact, type Command } from './transact'

export interface PasteOptions {
  /** How far from the copied places. */
  readonly offset?: Position
  /** Also wire the copies from the nodes outside that fed the originals, where these still exist. */
  readonly keepOutside?: boolean
  readonly label?: string
}

/** Adds a fragment under fresh ids and names, with its inner edges and tensors. `created` holds the new ids. */
export function paste(
  fragment: Fragment,
  { offset = { x: 40, y: 40 }, keepOutside = false, label }: PasteOptions = {},
): Command {
  return (document) => {
    const originals = Object.keys(fragment.nodes)
    if (!originals.length) return refuse('nothing-copied', 'There is nothing to paste.', 'Copy some nodes first.')
    const outside = keepOutside
      ? Object.values(fragment.outside).filter(({ from }) => own(document.nodes, from.node))
      : []
    const wires = [...Object.values(fragment.edges), ...outside]
    if (Object.keys(document.nodes).length + originals.length > LIMITS.nodes)
      return refuse('too-many-nodes', `A graph holds at most ${LIMITS.nodes} nodes.`, 'Paste fewer nodes.')
    if (Object.keys(document.edges).length + wires.length > LIMITS.edges)
      return refuse('too-many-edges', `A graph holds at most ${LIMITS.edges} edges.`, 'Paste fewer nodes.')
    const namer = new Namer(document)
    const fresh = new Map<string, { id: string; label?: string }>()
    for (const original of originals) {
      const before = fragment.nodes[original]!.label
      const name = before === undefined ? undefined : namer.relabel(before)
      fresh.set(original, { id: namer.id(name ?? original), ...(name !== undefined && { label: name }) })
    }
    const created = originals.map((original) => fresh.get(original)!.id)
    return transact(
      document,
      label ??
        `Paste ${originals.length === 1 ? (fresh.get(originals[0]!)!.label ?? created[0]!) : `${originals.length} nodes`}`,
      (draft) => {
        for (const original of originals) {
          const { id, label: name } = fresh.get(original)!
          const { op, attrs } = fragment.nodes[original]!
          draft.nodes[id] = { op, ...(name !== undefined && { label: name }), ...(attrs && { attrs }) }
          const at = own(fragment.layout, original) ?? { x: 0, y: 0 }
          draft.layout[id] = cleanPosition({ x: at.x + offset.x, y: at.y + offset.y }) ?? { x: 0, y: 0 }
        }
        for (const [key, tensor] of Object.entries(fragment.tensors)) {
          const [node = '', port = ''] = key.split('.')
          const copied = fresh.get(node)
          if (copied && idSchema.safeParse(port).success) draft.tensors[portKey(copied.id, port)] = tensor
        }
        for (const { from, to } of wires) {
          const edge: GraphEdge = {
            from: { node: fresh.get(from.node)?.id ?? from.node, port: from.port },
            to: { node: fresh.get(to.node)!.id, port: to.port },
          }
          draft.edges[namer.edgeId()] = edge
        }
      },
      { created },
    )
  }
}

/** Copies nodes beside themselves, fed by what feeds the originals. */
export function duplicate(nodes: Iterable<string>, offset: Position = { x: 40, y: 40 }): Command {
  return (document) => {
    const ids = [...nodes].filter((id) => own(document.nodes, id))
    if (!ids.length) return refuse('nothing-selected', 'Nothing is selected.', 'Select nodes, then duplicate them.')
    return paste(copy(document, ids), { offset, keepOutside: true, label: `Duplicate ${subject(document, ids)}` })(
      document,
    )
  }
}
