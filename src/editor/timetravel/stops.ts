/** @file Breakpoints on the page: set and taken away, where they stop, and going on to the next one. */
import type { GraphDocument } from '../../graph'
import { ops } from '../../ops'
import type { Stop } from '../../runtime/protocol'
import { moveCursor } from '../actions/cursor'
import { formatNumber, nodeName } from '../format'
import { plainEdge, plainPort, splitKey } from '../math'
import type { EditorServices } from '../state/context'
import { notify } from '../state/notify'
import { travelStore, type Breakpoint } from '../state/travelStore'
import { placeOf, stepAt } from '../state/walk'
import { eventWords } from '../timeline/eventWords'

let count = 0

const sameStop = (a: Stop, b: Stop) => JSON.stringify(a) === JSON.stringify(b)

export function breakpointAt(breakpoints: readonly Breakpoint[], stop: Stop): Breakpoint | undefined {
  return breakpoints.find((breakpoint) => sameStop(breakpoint.stop, stop))
}

/** Sets the breakpoint, or takes it away. Returns whether it is there afterwards. */
export function toggleBreakpoint(stop: Stop): boolean {
  const { breakpoints } = travelStore.getState()
  const there = breakpointAt(breakpoints, stop)
  if (there) removeBreakpoint(there.id)
  else travelStore.setState({ breakpoints: [...breakpoints, { id: ++count, stop, on: true }] })
  return !there
}

export function removeBreakpoint(id: number): void {
  const { breakpoints } = travelStore.getState()
  travelStore.setState({ breakpoints: breakpoints.filter((breakpoint) => breakpoint.id !== id) })
}

export function switchBreakpoint(id: number, on: boolean): void {
  const { breakpoints } = travelStore.getState()
  travelStore.setState({
    breakpoints: breakpoints.map((breakpoint) => (breakpoint.id === id ? { ...breakpoint, on } : breakpoint)),
  })
}

/** On every node and edge that is selected. */
export function toggleOnSelection({ view, documents }: EditorServices): void {
  const { selectedNodes, selectedEdges } = view.getState()
  const stops: Stop[] = [
    ...[...selectedNodes].map((node) => ({ kind: 'node', node }) as const),
    ...[...selectedEdges].map((edge) => ({ kind: 'edge', edge }) as const),
  ]
  const { document } = documents.getState()
  const said = stops.map(
    (stop) => `Breakpoint ${toggleBreakpoint(stop) ? 'set' : 'taken away'}: ${stopWords(document, stop)}.`,
  )
  view.announce(said.join(' '))
}

/** "node z₁", "|δ| above 10". */
export function stopWords(document: GraphDocument, stop: Stop): string {
  switch (stop.kind) {
    case 'node':
      return `node ${nodeName(document, stop.node)}`
    case 'port':
      return `port ${stop.port} of ${nodeName(document, stop.node)}`
    case 'edge': {
      const edge = document.edges[stop.edge]
      return edge ? `edge ${plainEdge(document, ops, edge)}` : `edge ${stop.edge}`
    }
    case 'non-finite':
      return 'NaN or infinity appears'
    case 'delta-above':
      return `|δ| above ${formatNumber(stop.bound)}`
    case 'delta-below':
      return `|δ| below ${formatNumber(stop.bound)}`
    case 'sign':
      return `${plainPort(document, ops, splitKey(stop.key))} changes sign`
  }
}

/** Whether what it stands on is in the graph. */
export function isThere({ nodes, edges }: GraphDocument, stop: Stop): boolean {
  if (stop.kind === 'edge') return stop.edge in edges
  if (stop.kind === 'node' || stop.kind === 'port') return stop.node in nodes
  return stop.kind === 'sign' ? splitKey(stop.key).node in nodes : true
}

export interface StopPlaces {
  readonly breakpoint: Breakpoint
  /** Events done, ascending. */
  readonly positions: readonly number[]
}

/** Where the breakpoints that are on stop in what is shown: the recording, or the graph as it is now. */
export async function stopPlaces({ client, run }: EditorServices): Promise<StopPlaces[]> {
  const on = travelStore.getState().breakpoints.filter((breakpoint) => breakpoint.on)
  if (!on.length) return []
  const places = await client.findStops(
    run.summary().recorded?.id ?? null,
    on.map(({ stop }) => stop),
  )
  return on.map((breakpoint, i) => ({ breakpoint, positions: places[i] ?? [] }))
}

/** The first stop behind a position. */
export function nextStop(
  places: readonly StopPlaces[],
  position: number,
): { readonly position: number; readonly breakpoint: Breakpoint } | null {
  let next: { position: number; breakpoint: Breakpoint } | null = null
  for (const { breakpoint, positions } of places) {
    const found = positions.find((at) => at > position)
    if (found !== undefined && (!next || found < next.position)) next = { position: found, breakpoint }
  }
  return next
}

/** On to the next breakpoint, or to the end; says which it was. */
export async function goOn(services: EditorServices): Promise<void> {
  const { run, view, documents } = services
  const next = nextStop(await stopPlaces(services), placeOf(run.summary()).position)
  moveCursor(services, ({ length }) => next?.position ?? length)
  travelStore.setState({ hit: next && { breakpoint: next.breakpoint.id, position: next.position } })
  const { document } = documents.getState()
  if (!next) {
    view.announce('No breakpoint was met: this is the end.')
    return
  }
  const { trace, recorded } = run.summary()
  const { step, cursor } = stepAt(next.position, recorded?.eventsPerStep ?? trace.length)
  const event = trace[cursor - 1]
  const where = recorded ? ` in step ${step + 1}` : ''
  const what = event ? `, ${eventWords(document, ops, event)}` : ''
  const message = `Stopped by the breakpoint “${stopWords(document, next.breakpoint.stop)}”${where}${what}.`
  view.announce(message)
  notify({ tone: 'info', key: 'stopped', message })
}
