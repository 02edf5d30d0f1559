/** @file Asks blame about a tensor of a document that is run for it. */
import { check } from '../../src/check'
import { blame, makePlan, Session, type Blame, type BlameTarget } from '../../src/engine'
import type { GraphDocument } from '../../src/graph'
import { ops } from '../../src/ops'

export function askBlame(document: GraphDocument, target: BlameTarget): Blame {
  const session = new Session(ops)
  const run = session.run(document)
  const plan = makePlan(check(document, ops))
  return blame({ document, plan, run, recordOf: (node) => session.record(node) }, target)
}
