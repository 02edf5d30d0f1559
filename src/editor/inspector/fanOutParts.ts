/** @file A δ as the signed sum of its edge deltas: the parts, for one element or for the norms of all. Pure. */
import type { GraphDocument } from '../../graph'
import type { TensorView } from '../../runtime/protocol'
import { nodeName } from '../format'

/** ‖sum‖ / sum of sizes below which the parts cancel. */
const CANCELS = 0.1
/** Elements to choose from. */
const OFFERED = 8

interface Part {
  readonly edge: string
  /** Who sent it back: "L", "z₂ (b)" where one node reads the value at several ports. */
  readonly consumer: string
  readonly view: TensorView
}

export interface Sum {
  readonly parts: readonly Part[]
  readonly total: TensorView
}

export function sumOf(
  document: GraphDocument,
  terms: readonly string[],
  total: TensorView | undefined,
  viewOf: (edge: string) => TensorView | undefined,
): Sum | null {
  if (!total) return null
  const heads = terms.map((id) => document.edges[id]?.to)
  const parts = terms.flatMap((edge, i): Part[] => {
    const [view, to] = [viewOf(edge), heads[i]]
    if (!view || !to) return []
    const name = nodeName(document, to.node)
    const twice = heads.filter((other) => other?.node === to.node).length > 1
    return [{ edge, consumer: twice ? `${name} (${to.port})` : name, view }]
  })
  return parts.length === terms.length ? { parts, total } : null
}

/** Places among those that the page has, with the largest parts first: where there is most to see. */
export function offeredElements({ parts, total }: Sum): number[] {
  const size = Math.min(total.head.length, ...parts.map(({ view }) => view.head.length))
  const gross = Float64Array.from({ length: size }, (_, i) =>
    parts.reduce((sum, { view }) => sum + Math.abs(view.head[i]!), 0),
  )
  const places: number[] = []
  for (let i = 0; i < size; i++) {
    if (places.length === OFFERED && !(gross[i]! > gross[places.at(-1)!]!)) continue
    let at = places.length
    while (at > 0 && gross[i]! > gross[places[at - 1]!]!) at--
    places.splice(at, 0, i)
    if (places.length > OFFERED) places.pop()
  }
  return places
}

interface Bar {
  readonly edge: string
  readonly consumer: string
  readonly amount: number
  /** From where to where it lies on the axis of the sum: positive parts to the right of 0, negative ones to the left. */
  readonly start: number
  readonly end: number
}

export interface Bars {
  readonly bars: readonly Bar[]
  readonly sum: number
  /** Ends of the axis, 0 between them. */
  readonly low: number
  readonly high: number
}

/** The parts of one element laid end to end. Null when one of them is no finite number. */
export function barsOf({ parts, total }: Sum, element: number): Bars | null {
  let [low, high] = [0, 0]
  const bars: Bar[] = []
  for (const { edge, consumer, view } of parts) {
    const amount = view.head[element]!
    if (!Number.isFinite(amount)) return null
    const start = amount < 0 ? low : high
    const end = start + amount
    bars.push({ edge, consumer, amount, start, end })
    if (amount < 0) low = end
    else high = end
  }
  const sum = total.head[element]!
  return Number.isFinite(sum) ? { bars, sum, low, high } : null
}

/** How much is left of the parts, in [0, 1]: 1 when all pull the same way. Null without finite parts. */
export function leftOver({ parts, total }: Sum): number | null {
  const gross = parts.reduce((sum, { view }) => sum + view.statistics.norm, 0)
  const ratio = total.statistics.norm / gross
  return Number.isFinite(ratio) ? ratio : null
}

export const cancels = (left: number | null): left is number => left !== null && left < CANCELS
