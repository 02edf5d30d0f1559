/** @file One event of the trace explained: a sentence, the formula, the formula with numbers, what was reused. */
import { opOfNode } from '../../check'
import type { GraphDocument } from '../../graph'
import type { TraceEvent } from '../../runtime/protocol'
import { nodeName } from '../format'
import { plainEdge, plainPort } from '../math'
import type { RunReader } from './bindings'
import type { Body, Context, ExplainOptions, Ops } from './explainContext'
import { explainEdge, explainGradient } from './explainEdge'
import type { Explanation } from './explanation'
import { explainSum } from './explainSum'
import { explainUpdate } from './explainUpdate'
import { explainValue } from './explainValue'
import { nextSentence, reusedSentence } from './uses'

export function explain(
  event: TraceEvent,
  run: RunReader,
  document: GraphDocument,
  ops: Ops,
  options: ExplainOptions,
): Explanation {
  const { trace, recorded } = run.summary()
  const op = opOfNode(document, ops, event.node)
  const context: Context = { event, run, document, ops, options, op, name: plainPort(document, ops, event) }
  const edge = event.edge === undefined ? undefined : document.edges[event.edge]
  const where = edge ? `edge ${plainEdge(document, ops, edge)}` : `node ${nodeName(document, event.node)}`
  const body = BODIES[event.kind](context)
  const reused = reusedSentence(document, ops, trace, event)
  const next = nextSentence(document, ops, trace, event, options.objective)
  return {
    heading: `${recorded ? `step ${recorded.step + 1} · ` : ''}${event.phase} · event ${event.index + 1} of ${trace.length} · ${where}`,
    ...body,
    ...(reused === undefined ? {} : { reused }),
    ...(next === undefined ? {} : { next }),
  }
}

const BODIES: Readonly<Record<TraceEvent['kind'], (context: Context) => Body>> = {
  value: explainValue,
  accumulate: explainSum,
  'edge-delta': explainEdge,
  'parameter-gradient': explainGradient,
  update: explainUpdate,
}
