/**
 * @file The reverse pass as a graph of its own: each δ is a node, each VJP an edge from the δ that it reads to the δ that
 * it adds to, each parameter's gradient an end. Read off the trace, so that it is what really runs. Pure.
 */
import type { GraphDocument } from '../../graph'
import type { TensorKind, TraceEvent } from '../../runtime/protocol'
import { nodeGeometry } from '../canvas/geometry'

export interface Box {
  readonly kind: 'delta' | 'gradient'
  readonly node: string
  readonly port: string
  /** Where its number is kept: in `deltas` or in `gradients`. */
  readonly key: string
  /** Index of the event that makes it. */
  readonly event: number
  /** Indices of the events that read it from the cache. */
  readonly readBy: readonly number[]
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

/** One VJP, once for each δ that it reads. */
export interface Line {
  /** Of the forward graph; null: to a parameter's gradient. */
  readonly edge: string | null
  /** The node whose rule is applied, and its input. */
  readonly node: string
  readonly port: string
  readonly event: number
  readonly from: Box
  readonly to: Box
  /** Flow pixels: out of the right side of `from`, into the left side of `to`, each line at its own height. */
  readonly start: Point
  readonly end: Point
}

export interface Point {
  readonly x: number
  readonly y: number
}

export interface BackwardGraph {
  /** In the order in which they are computed. */
  readonly boxes: readonly Box[]
  readonly lines: readonly Line[]
}

const BOX_HEIGHT = 42
const GAP = 6
const CHIP_HEIGHT = 22
const CHIP_DROP = 12

export const kindOf = ({ kind }: Box): TensorKind => (kind === 'delta' ? 'deltas' : 'gradients')

/** The forward layout seen in a mirror: the objective is at the left, and errors flow to the right. */
export function backwardGraph(trace: readonly TraceEvent[], document: GraphDocument): BackwardGraph {
  const events = trace.filter(({ phase, node }) => phase === 'backward' && node in document.nodes)
  const readBy = new Map<string, number[]>()
  for (const { index, fromCache } of events)
    for (const key of fromCache) readBy.set(key, [...(readBy.get(key) ?? []), index])
  const ofNode = new Map<string, { deltas: TraceEvent[]; gradients: TraceEvent[] }>()
  for (const event of events) {
    if (event.kind === 'edge-delta') continue
    let own = ofNode.get(event.node)
    if (!own) ofNode.set(event.node, (own = { deltas: [], gradients: [] }))
    own[event.kind === 'accumulate' ? 'deltas' : 'gradients'].push(event)
  }
  const deltas = new Map<string, Box>()
  const gradients = new Map<string, Box>()
  for (const [node, own] of ofNode) {
    const { width } = nodeGeometry(document, node)
    const place = document.layout[node] ?? { x: 0, y: 0 }
    const x = -(place.x + width)
    own.deltas.forEach((event, i) => {
      const y = place.y + i * (BOX_HEIGHT + GAP)
      const key = keyOf(event)
      const cached = readBy.get(key) ?? []
      deltas.set(key, { ...placeOf(event, 'delta'), readBy: cached, x, y, width, height: BOX_HEIGHT })
    })
    const chip = (width - GAP * (own.gradients.length - 1)) / Math.max(1, own.gradients.length)
    const y = place.y + own.deltas.length * (BOX_HEIGHT + GAP) - GAP + CHIP_DROP
    own.gradients.forEach((event, i) =>
      gradients.set(keyOf(event), {
        ...placeOf(event, 'gradient'),
        readBy: [],
        x: x + i * (chip + GAP),
        y,
        width: chip,
        height: CHIP_HEIGHT,
      }),
    )
  }
  const bare = events.flatMap((event) => {
    if (event.kind === 'accumulate') return []
    const wire = event.edge === undefined ? undefined : document.edges[event.edge]
    const to =
      event.kind === 'parameter-gradient'
        ? gradients.get(keyOf(event))
        : wire && deltas.get(`${wire.from.node}.${wire.from.port}`)
    if (!to) return []
    return event.fromCache.flatMap((key) => {
      const from = deltas.get(key)
      return from
        ? [{ edge: event.edge ?? null, node: event.node, port: event.port, event: event.index, from, to }]
        : []
    })
  })
  const boxes = [...deltas.values(), ...gradients.values()].sort((a, b) => a.event - b.event)
  return { boxes, lines: spread(bare) }
}

const keyOf = ({ node, port }: TraceEvent) => `${node}.${port}`

const placeOf = (event: TraceEvent, kind: Box['kind']) => ({
  kind,
  node: event.node,
  port: event.port,
  key: keyOf(event),
  event: event.index,
})

/** Lines that share a side of a box leave and enter it one below the other, by where they go to or come from. */
function spread(lines: readonly Omit<Line, 'start' | 'end'>[]): Line[] {
  const heights = (side: 'from' | 'to', other: 'from' | 'to') => {
    const at = new Map<object, number>()
    const byBox = new Map<Box, Omit<Line, 'start' | 'end'>[]>()
    for (const line of lines) {
      if (line.to.kind === 'gradient') continue
      const list = byBox.get(line[side])
      if (list) list.push(line)
      else byBox.set(line[side], [line])
    }
    for (const [box, list] of byBox)
      list
        .sort((a, b) => a[other].y - b[other].y || a.event - b.event)
        .forEach((line, i) => at.set(line, box.y + (box.height * (i + 1)) / (list.length + 1)))
    return at
  }
  const [starts, ends] = [heights('from', 'to'), heights('to', 'from')]
  return lines.map((line) => {
    const { from, to } = line
    // A gradient hangs below its δ.
    if (to.kind === 'gradient') {
      const x = to.x + to.width / 2
      return { ...line, start: { x, y: from.y + from.height }, end: { x, y: to.y } }
    }
    return {
      ...line,
      start: { x: from.x + from.width, y: starts.get(line)! },
      end: { x: to.x, y: ends.get(line)! },
    }
  })
}

export interface Progress {
  readonly deltas: readonly [done: number, all: number]
  readonly vjps: readonly [done: number, all: number]
  /** Reads of a cached δ. */
  readonly reads: number
}

export function progressOf({ boxes, lines }: BackwardGraph, cursor: number): Progress {
  const done = (list: readonly { readonly event: number }[]) => list.filter(({ event }) => event < cursor).length
  const deltas = boxes.filter(({ kind }) => kind === 'delta')
  const vjps = [...new Map(lines.map((line) => [line.event, line])).values()]
  return { deltas: [done(deltas), deltas.length], vjps: [done(vjps), vjps.length], reads: done(lines) }
}
