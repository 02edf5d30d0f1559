/** @file Several commands as one entry of history. */
import type { CommandResult, GraphDocument } from '../../graph'

type Command = (document: GraphDocument) => CommandResult

/**
 * Runs commands one after the other, each made from the answer of the one before it. The first refusal is the answer,
 * and nothing has changed.
 */
export function inSequence(
  label: string,
  first: Command,
  ...rest: ((before: Extract<CommandResult, { ok: true }>) => Command)[]
): Command {
  return (document) => {
    let result = first(document)
    if (!result.ok) return result
    const created = result.created
    let patches = [...result.transaction.patches]
    let inverse = [...result.transaction.inverse]
    for (const make of rest) {
      const next = make(result)(result.document)
      if (!next.ok) return next
      patches = [...patches, ...next.transaction.patches]
      // Undone last first.
      inverse = [...next.transaction.inverse, ...inverse]
      result = next
    }
    return {
      ok: true,
      document: result.document,
      transaction: { label, patches, inverse },
      ...(created && { created }),
    }
  }
}
