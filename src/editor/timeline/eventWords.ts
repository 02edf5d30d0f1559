/** @file The events of a trace in plain words. */
import type { GraphDocument } from '../../graph'
import type { Op } from '../../ops'
import type { TraceEvent } from '../../runtime/protocol'
import { isParameter, plainEdge, plainPort } from '../math'

type Ops = ReadonlyMap<string, Op>

/** Colour of an event in the strip. */
export type EventTone = 'value' | 'delta' | 'parameter'

export function eventTone(event: TraceEvent): EventTone {
  if (event.kind === 'value') return 'value'
  return event.kind === 'parameter-gradient' || event.kind === 'update' ? 'parameter' : 'delta'
}

/** "edge delta z₁ → ŷ₁", "δ of z₁", "value of ŷ₁", "gradient of W of z₁". */
export function eventWords(document: GraphDocument, ops: Ops, event: TraceEvent): string {
  const name = plainPort(document, ops, event)
  switch (event.kind) {
    case 'value':
      return `value of ${name}`
    case 'accumulate':
      return `δ of ${name}`
    case 'edge-delta': {
      const edge = event.edge === undefined ? undefined : document.edges[event.edge]
      return edge ? `edge delta ${plainEdge(document, ops, edge)}` : `edge delta into ${name}`
    }
    case 'parameter-gradient':
      return `gradient of ${isParameter(document, ops, event) ? name : `parameter ${name}`}`
    case 'update':
      return `update of ${isParameter(document, ops, event) ? name : `parameter ${name}`}`
  }
}

/** "event 12 of 19: edge delta z₁ → ŷ₁"; before the first event and without a run, what that means. */
export function cursorSentence(
  document: GraphDocument,
  ops: Ops,
  trace: readonly TraceEvent[],
  cursor: number,
  /** Whether the engine has told anything about this document yet. */
  answered = true,
): string {
  if (!Object.keys(document.nodes).length) return 'The graph is empty.'
  if (!trace.length) return answered ? 'Nothing has run yet.' : 'The first pass is being computed…'
  const event = trace[cursor - 1]
  if (!event) return `Start: ${trace.length} ${trace.length === 1 ? 'event' : 'events'} ahead.`
  return `event ${cursor} of ${trace.length}: ${eventWords(document, ops, event)}`
}

/** Multiplications done before each cursor place: `sums[cursor]`. */
export function multiplicationsSoFar(trace: readonly TraceEvent[]): Float64Array {
  const sums = new Float64Array(trace.length + 1)
  for (let i = 0; i < trace.length; i++) sums[i + 1] = sums[i]! + trace[i]!.cost
  return sums
}
