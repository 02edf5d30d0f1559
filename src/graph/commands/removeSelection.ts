import { own } from '../own'
import { edgesInto, edgesOutOf } from '../queries'
import { refuse, subject, transact, type Command } from './transact'

export interface SelectionArgs {
  readonly nodes?: Iterable<string>
  readonly edges?: Iterable<string>
}

/**
 * Deletes nodes and edges with all that hangs on them: attached edges, tensors, places, group membership, data
 * bindings, the objective. What is not there is passed over.
 */
export function removeSelection({ nodes = [], edges = [] }: SelectionArgs): Command {
  return (document) => {
    const gone = new Set([...nodes].filter((id) => own(document.nodes, id)))
    const cut = new Set([...edges].filter((id) => own(document.edges, id)))
    if (!gone.size && !cut.size)
      return refuse('nothing-selected', 'Nothing is selected.', 'Select nodes or edges, then delete them.')
    const label = gone.size
      ? `Delete ${subject(document, [...gone])}`
      : `Delete ${cut.size === 1 ? 'edge' : `${cut.size} edges`}`
    for (const id of gone)
      for (const edge of [...edgesInto(document, id), ...edgesOutOf(document, id)]) cut.add(edge.id)
    return transact(document, label, (draft) => {
      for (const id of cut) delete draft.edges[id]
      if (!gone.size) return
      for (const id of gone) {
        delete draft.nodes[id]
        delete draft.layout[id]
      }
      for (const key of Object.keys(document.tensors))
        if (gone.has(key.slice(0, key.indexOf('.')))) delete draft.tensors[key]
      if (document.objective && gone.has(document.objective.node)) delete draft.objective
      if (document.data && Object.keys(document.data.inputs).some((id) => gone.has(id))) {
        for (const id of gone) delete draft.data!.inputs[id]
        if (!Object.keys(draft.data!.inputs).length) delete draft.data
      }
      for (const [id, group] of Object.entries(document.groups ?? {})) {
        if (!group.nodes.some((member) => gone.has(member))) continue
        const left = group.nodes.filter((member) => !gone.has(member))
        if (left.length) draft.groups![id]!.nodes = left
        else delete draft.groups![id]
      }
      if (draft.groups && !Object.keys(draft.groups).length) delete draft.groups
    })
  }
}
