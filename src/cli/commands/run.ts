/** @file `gradwire run`: the forward pass. */
import { totalmem } from 'node:os'
import { memoryBudget, Session, type Run } from '../../engine'
import type { GraphDocument } from '../../graph'
import { ops } from '../../ops'
import type { Answer } from '../answer'
import { inPieces, never, type Interrupt } from '../interrupt'
import { assets, boundFeeds, loadFeeds, refuse, refuseErrors } from '../load'
import { jsonTensors, tensorTable } from '../output'

/** Running statistics after the pass, where a node keeps any. */
export function jsonState(stateAfter: Run['stateAfter']): { state?: ReturnType<typeof jsonTensors> } {
  return stateAfter.size ? { state: jsonTensors(stateAfter) } : {}
}

/** @throws CliProblem when the graph has an error; Interrupted after Ctrl-C. */
export async function runDocument(
  document: GraphDocument,
  feedPairs: readonly string[],
  interrupt: Interrupt,
): Promise<Run> {
  const feeds = { ...(await boundFeeds(document, assets)), ...(await loadFeeds(feedPairs, document)) }
  refuseErrors(document, feeds)
  const session = new Session(ops, { memoryBudget: memoryBudget(totalmem()) })
  const run = await inPieces(session.steps(document, feeds), interrupt)
  refuse(run.errors)
  return run
}

export async function runCommand(
  document: GraphDocument,
  { feed }: { feed: readonly string[] },
  interrupt: Interrupt = never,
): Promise<Answer> {
  const { values, stateAfter } = await runDocument(document, feed, interrupt)
  return { ok: true, json: { values: jsonTensors(values), ...jsonState(stateAfter) }, words: tensorTable(values) }
}
