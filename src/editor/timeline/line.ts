/** @file The events that the strip shows, of one pass or of all steps of a recording, by their positions. */
import type { RunSummary } from '../state/runStore'
import { placeOf } from '../state/walk'
import { eventTone, type EventTone } from './eventWords'

export interface LineLabel {
  readonly text: string
  /** Index of the event that it stands over. */
  readonly at: number
}

export interface EventLine {
  readonly length: number
  /** Events done. */
  readonly position: number
  /** @param index of an event, counted over all steps. */
  toneAt(index: number): EventTone
  /** Where a phase or a step begins: indices of events, without the first. */
  readonly borders: readonly number[]
  readonly labels: readonly LineLabel[]
}

type Summary = Pick<RunSummary, 'trace' | 'forwardLength' | 'recorded'>

/** All of the line but the position, which changes with every step. */
export function eventLine(summary: Summary): Omit<EventLine, 'position'> {
  const { trace, forwardLength, recorded } = summary
  const toneAt = (index: number) => eventTone(trace[index % trace.length]!)
  if (recorded) {
    const { steps, eventsPerStep } = recorded
    const starts = Array.from({ length: steps }, (_, step) => step * eventsPerStep)
    return {
      length: steps * eventsPerStep,
      toneAt,
      borders: starts.slice(1),
      labels: starts.map((at, step) => ({ text: `step ${step + 1}`, at })),
    }
  }
  const backward = forwardLength < trace.length
  return {
    length: trace.length,
    toneAt,
    borders: backward && forwardLength > 0 ? [forwardLength] : [],
    labels: [
      ...(forwardLength > 0 ? [{ text: 'forward', at: 0 }] : []),
      ...(backward ? [{ text: 'backward', at: forwardLength }] : []),
    ],
  }
}

export const positionOf = (summary: RunSummary): number => placeOf(summary).position

/** Labels that do not touch each other, from the left. @param width of one, px. */
export function labelsThatFit(
  labels: readonly LineLabel[],
  xOf: (at: number) => number,
  width = 52,
): readonly (LineLabel & { readonly x: number })[] {
  const shown: (LineLabel & { x: number })[] = []
  for (const [i, label] of labels.entries()) {
    const last = shown.at(-1)
    const x = xOf(label.at)
    // The two phases of a pass are both named, however short the first is.
    if (!last || x >= last.x + width) shown.push({ ...label, x })
    else if (labels.length === 2 && i === 1) shown.push({ ...label, x: last.x + width })
  }
  return shown
}
