/** @file The line of events that buttons, keys and the timeline walk along: one pass, or all steps of a recording. */
import type { RunStore, RunSummary } from './runStore'

export interface Place {
  readonly position: number
  readonly length: number
  /** The position behind the forward pass, of the step at hand. */
  readonly forwardEnd: number
}

export function placeOf({ cursor, trace, forwardLength, recorded }: RunSummary): Place {
  if (!recorded) return { position: cursor, length: trace.length, forwardEnd: forwardLength }
  const { position, steps, step, eventsPerStep } = recorded
  return { position, length: steps * eventsPerStep, forwardEnd: step * eventsPerStep + forwardLength }
}

/** Where a position over all steps lies: the end of a step belongs to it, so that its update is still seen. */
export function stepAt(position: number, eventsPerStep: number): { readonly step: number; readonly cursor: number } {
  const step = Math.max(0, Math.ceil(position / eventsPerStep) - 1)
  return { step, cursor: position - step * eventsPerStep }
}

export function goTo(run: RunStore, position: number): void {
  const { recorded } = run.summary()
  if (recorded) recorded.go(position)
  else run.setCursor(position)
}

/** The button that makes the next event tells what that is. */
export const STEP_BUTTON = {
  forward: { label: 'Step forward', tone: 'value' },
  backward: { label: 'Step backward', tone: 'delta' },
  update: { label: 'Step to update', tone: 'param' },
} as const

/** Of the event that a step forward makes. */
export function nextPhase({ cursor, trace, forwardLength, recorded }: RunSummary): 'forward' | 'backward' | 'update' {
  const next = trace[cursor]
  if (next) return next.phase
  // The end of a pass belongs to it; the end of a recorded step is where the next one begins.
  return recorded || cursor < forwardLength || !trace.length ? 'forward' : 'backward'
}
