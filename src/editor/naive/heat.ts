/** @file The canvas mode: each edge as wide and warm as the naive way crosses it often. */
import type { GraphDocument } from '../../graph'
import { portKey } from '../../graph'
import type { Crossing } from '../../runtime/protocol'
import { decade } from '../canvas/edgeWords'
import { overlays, type EdgePaint } from '../state/overlays'
import type { EditorServices } from '../state/context'
import { naive, watchCost } from './naiveStore'
import { countText, timesText } from './costWords'

const WIDTH = { once: 1.5, most: 7 }

/** For each edge over which gradient is needed: how often it is crossed in all, by both ways. */
export function crossingsByEdge(
  { edges }: Pick<GraphDocument, 'edges'>,
  crossings: readonly Crossing[],
): Map<string, { readonly cached: bigint; readonly naive: bigint }> {
  const byPort = new Map<string, Crossing>()
  const inside = new Map<string, Crossing[]>()
  for (const crossing of crossings) {
    byPort.set(`${crossing.node}.${crossing.port}`, crossing)
    const [outer, ...inner] = crossing.node.split('/')
    if (inner.length) inside.set(outer!, [...(inside.get(outer!) ?? []), crossing])
  }
  const found = new Map<string, { cached: bigint; naive: bigint }>()
  for (const [id, { from, to }] of Object.entries(edges)) {
    const own = byPort.get(portKey(to.node, to.port))
    // What enters a composite is read by the ops inside.
    const read = own
      ? [own]
      : (inside.get(to.node) ?? []).filter(
          (crossing) => crossing.from === portKey(from.node, from.port) || crossing.from.startsWith(`${from.node}/`),
        )
    if (!read.length) continue
    found.set(id, {
      cached: read.reduce((sum, { cached }) => sum + cached, 0n),
      naive: read.reduce((sum, crossing) => sum + crossing.naive, 0n),
    })
  }
  return found
}

/** The logarithm of a ratio of whole numbers of any size; 0 for once. */
function logRatio(a: bigint, b: bigint): number {
  const digits = Math.max(0, String(a).length - 15)
  return Math.max(0, Math.log10(Number(a / 10n ** BigInt(digits))) + digits - Math.log10(Number(b)))
}

export function heatPaint(
  document: Pick<GraphDocument, 'edges'>,
  crossings: readonly Crossing[],
): { readonly paint: Map<string, EdgePaint>; readonly legend: string } {
  const byEdge = [...crossingsByEdge(document, crossings)]
  const heats = byEdge.map(([, { naive: n, cached }]) => logRatio(n, cached))
  const most = Math.max(0, ...heats)
  const paint = new Map<string, EdgePaint>()
  byEdge.forEach(([id, { cached, naive: n }], i) => {
    const heat = most === 0 ? 0 : heats[i]! / most
    const times = timesText(n, cached)
    const each = cached === 1n ? '' : ` for each of its ${countText(cached)} numbers on average`
    paint.set(id, {
      width: WIDTH.once + (WIDTH.most - WIDTH.once) * heat,
      colour: `color-mix(in oklab, var(--gw-delta) ${Math.round(100 * heat)}%, var(--gw-wire))`,
      label: heats[i]! < 5 ? `×${times}` : `×${decade(Math.round(heats[i]!))}`,
      words: `crossed ${times === '1' ? 'once' : `${times} times`} by the naive way${each}, once by backprop`,
    })
  })
  const top = heats.indexOf(most)
  const highest = byEdge[top] ? timesText(byEdge[top][1].naive, byEdge[top][1].cached) : '1'
  return { paint, legend: `heat: the naive way crosses an edge ×1 to ×${highest}, backprop once` }
}

let end: (() => void) | null = null

export const heatIsOn = () => end !== null

/** On: paints now and after each change of the graph. */
export function setHeat(services: EditorServices, on: boolean): void {
  if (on === heatIsOn()) return
  if (!on) {
    end!()
    return
  }
  const stopCost = watchCost(services)
  let shown: object | null = null
  const draw = () => {
    const { report } = naive.getState()
    if (report === shown) return
    shown = report
    if (report) overlays.setState(heatPaint(services.documents.getState().document, report.crossings))
    else overlays.setState({ paint: null, legend: null })
  }
  naive.setState({ heat: true })
  const stopDrawing = naive.subscribe(draw)
  end = () => {
    end = null
    naive.setState({ heat: false })
    stopDrawing()
    stopCost()
    overlays.setState({ paint: null, legend: null })
  }
  draw()
}
