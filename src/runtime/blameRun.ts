/** @file Why a gradient of the run in view is as it is. */
import { check } from '../check'
import { blame, makePlan, type Blame, type BlameTarget, type NodeRecord, type Run } from '../engine'
import type { GraphDocument } from '../graph'
import type { Op } from '../ops'
import type { Tensor } from '../tensor'

/** @param recordOf what a node left behind in this run. */
export function blameRun(
  document: GraphDocument,
  ops: ReadonlyMap<string, Op>,
  feeds: Readonly<Record<string, Tensor>>,
  run: Run,
  target: BlameTarget,
  recordOf: (node: string) => NodeRecord | undefined,
): Blame {
  return blame({ document, plan: makePlan(check(document, ops, feeds)), run, recordOf }, target)
}
