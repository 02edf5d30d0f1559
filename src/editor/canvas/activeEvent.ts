/** @file Which card and which wire the event under the cursor lights. */
import type { TraceEvent } from '../../runtime/protocol'
import { useRun } from '../state/context'
import type { RunSummary } from '../state/runStore'

export type EventTone = 'value' | 'delta' | 'parameter'

function eventUnderCursor({ trace, cursor }: RunSummary): TraceEvent | undefined {
  return cursor > 0 ? trace[cursor - 1] : undefined
}

/** The ring of a card: blue while its value is computed, orange while its δ or a gradient is, green while it is updated. */
export function nodeLight(summary: RunSummary, node: string): EventTone | null {
  const event = eventUnderCursor(summary)
  if (!event || event.node !== node || event.kind === 'edge-delta') return null
  return event.phase === 'forward' ? 'value' : event.phase === 'update' ? 'parameter' : 'delta'
}

/**
 * The light of a wire, as "tone:event" so that each event is a new light: an edge delta lights its own wire; a value
 * lights the wires that carried what it was computed from.
 */
export function edgeLight(
  summary: RunSummary,
  edge: string,
  to: string,
  fromKey: string,
): `${EventTone}:${number}` | null {
  const event = eventUnderCursor(summary)
  if (!event) return null
  if (event.kind === 'edge-delta') return event.edge === edge ? `delta:${event.index}` : null
  return event.kind === 'value' && event.node === to && event.reads.includes(fromKey) ? `value:${event.index}` : null
}

/** The trainable port whose gradient is being computed, or which is being updated, on this node. */
export function stubLight(summary: RunSummary, node: string): string | null {
  const event = eventUnderCursor(summary)
  const own = event?.kind === 'parameter-gradient' || event?.kind === 'update'
  return own && event.node === node ? event.port : null
}

export function useNodeLight(node: string): EventTone | null {
  return useRun((summary) => nodeLight(summary, node))
}

export function useEdgeLight(edge: string, to: string, fromKey: string): ReturnType<typeof edgeLight> {
  return useRun((summary) => edgeLight(summary, edge, to, fromKey))
}

export function useStubLight(node: string): string | null {
  return useRun((summary) => stubLight(summary, node))
}
