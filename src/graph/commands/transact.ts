/** @file What all commands share: recipes become transactions, refusals speak. Commands are pure; they change nothing. */
import { produceWithPatches, type Draft } from 'immer'
import '../patches'
import { nodeName } from '../naming'
import { hiddenIsThere } from '../hidden'
import { own } from '../own'
import type { GraphDocument } from '../schema'
import type { CommandResult } from '../transaction'

export type Command = (document: GraphDocument) => CommandResult
export type Refusal = Extract<CommandResult, { ok: false }>

export interface TransactOptions {
  readonly mergeKey?: string
  readonly mergeMs?: number
  /** Ids of the nodes that this made, for the editor to select. */
  readonly created?: readonly string[]
}

/** Runs a recipe on a draft. A recipe that changes nothing gives a transaction without patches, which leaves no trace. */
export function transact(
  document: GraphDocument,
  label: string,
  recipe: (draft: Draft<GraphDocument>) => void,
  { mergeKey, mergeMs, created }: TransactOptions = {},
): CommandResult {
  const [next, patches, inverse] = produceWithPatches(document, (draft) => {
    recipe(draft)
    // An exercise hides nothing of what is gone, whichever command took it away.
    if (draft.exercise?.hidden.some((item) => !hiddenIsThere(draft, item)))
      draft.exercise.hidden = draft.exercise.hidden.filter((item) => hiddenIsThere(draft, item))
  })
  return {
    ok: true,
    document: next,
    transaction: {
      label,
      patches,
      inverse,
      ...(mergeKey !== undefined && { mergeKey }),
      ...(mergeMs !== undefined && { mergeMs }),
    },
    ...(created && { created }),
  }
}

export function refuse(code: string, message: string, hint?: string): Refusal {
  return { ok: false, code, message, ...(hint !== undefined && { hint }) }
}

/** The refusal for a node that is not there, or null. Also keeps keys from outside away from drafts. */
export function missingNode(document: GraphDocument, id: string): Refusal | null {
  if (own(document.nodes, id)) return null
  return refuse(
    'missing-node',
    `There is no node "${id.slice(0, 64)}" in this graph.`,
    'It may have been deleted; undo brings it back.',
  )
}

/** "z₁", "3 nodes": what a transaction's label says it touched. */
export function subject(document: GraphDocument, ids: readonly string[]): string {
  return ids.length === 1 ? nodeName(document, ids[0]!) : `${ids.length} nodes`
}
