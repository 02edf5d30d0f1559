import { nodeName } from '../naming'
import { missingNode, refuse, transact, type Command } from './transact'

/** Renames a node on the canvas; an empty name gives the id back. */
export function setLabel(node: string, label: string | undefined): Command {
  return (document) => {
    const missing = missingNode(document, node)
    if (missing) return missing
    const clean = label?.trim() ?? ''
    if (clean.length > 120) return refuse('bad-label', 'A name has at most 120 characters.', 'Shorten it.')
    return transact(document, `Rename ${nodeName(document, node)}${clean && ` to ${clean}`}`, (draft) => {
      if (clean) draft.nodes[node]!.label = clean
      else delete draft.nodes[node]!.label
    })
  }
}
