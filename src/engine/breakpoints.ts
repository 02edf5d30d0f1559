/** @file Where a walk over events has to stop: at a node, a port, an edge, or where the numbers do something. */
import { eventTensor, numbersOf } from './recordedNumbers'
import type { RecordedEvent, StopNumbers } from './recordedTypes'
import type { Run } from './types'

/**
 * - `node`, `port`, `edge`: every event there. A port is an output or an input; an edge stops where its delta crosses it.
 * - `non-finite`: the first event of a step whose result holds NaN or infinity.
 * - `delta-above`: a δ or an edge delta with an element beyond the bound. `delta-below`: one with no element that reaches it.
 * - `sign`: an element of the parameter `key` ("node.port") changes its sign by the update.
 */
export type Stop =
  | { readonly kind: 'node'; readonly node: string }
  | { readonly kind: 'port'; readonly node: string; readonly port: string }
  | { readonly kind: 'edge'; readonly edge: string }
  | { readonly kind: 'non-finite' }
  | { readonly kind: 'delta-above' | 'delta-below'; readonly bound: number }
  | { readonly kind: 'sign'; readonly key: string }

/** Indices in `trace` of the events at which to stop, ascending. */
export function stopsIn(stop: Stop, trace: readonly RecordedEvent[], numbers: StopNumbers): number[] {
  const found: number[] = []
  for (const event of trace) {
    if (!matches(stop, event, numbers)) continue
    found.push(event.index)
    // What follows from one bad number is bad too: only where it appears is news.
    if (stop.kind === 'non-finite') break
  }
  return found
}

function matches(stop: Stop, event: RecordedEvent, numbers: StopNumbers): boolean {
  switch (stop.kind) {
    case 'node':
      return event.node === stop.node
    case 'port':
      return event.node === stop.node && event.port === stop.port
    case 'edge':
      return event.edge === stop.edge
    case 'non-finite':
      return !numbers.finite(event)
    case 'delta-above':
      return isDelta(event) && (numbers.largest(event) > stop.bound || !numbers.finite(event))
    case 'delta-below':
      return isDelta(event) && numbers.finite(event) && numbers.largest(event) < stop.bound
    case 'sign':
      return event.kind === 'update' && eventTensor(event).key === stop.key && numbers.changesSign(stop.key)
  }
}

const isDelta = (event: RecordedEvent) => event.kind === 'accumulate' || event.kind === 'edge-delta'

/** The numbers of a pass that is not recorded; it has no update, so no parameter changes sign. */
export function runNumbers(run: Run): StopNumbers {
  const find = (event: RecordedEvent) => {
    const { kind, key } = eventTensor(event)
    const tensor = run[kind].get(key)
    return tensor && numbersOf(tensor)
  }
  return {
    largest: (event) => find(event)?.largest ?? NaN,
    finite: (event) => find(event)?.finite ?? true,
    changesSign: () => false,
  }
}
