/** @file The depth chart's numbers: |value| and |δ| of every node (RMS) by where it stands on the way to the loss. Pure. */
import { edgesInto, edgesOutOf, topologicalOrder, type GraphDocument } from '../../graph'
import type { TensorView } from '../../runtime/protocol'
import { numel } from '../../tensor'
import type { Shown } from '../state/runStore'

/** Up to so many nodes stand one behind the other, in the order of computation; more stand by their depth. */
const ONE_BY_ONE = 48

export interface Amount {
  /** `zero` and `bad` (NaN or ∞) have no place on a logarithm: they stand on lines of their own. */
  readonly state: 'known' | 'zero' | 'bad' | 'pending' | 'none'
  /** √(mean of squares); 0 unless known. */
  readonly rms: number
}

export interface DepthPoint {
  readonly node: string
  /** From 0, left to right. */
  readonly place: number
  readonly value: Amount
  readonly delta: Amount
}

export interface DepthPlaces {
  readonly mode: 'order' | 'depth'
  readonly places: ReadonlyMap<string, number>
  /** How many there are: 0 … count − 1. */
  readonly count: number
}

/**
 * The longest path from an input, in edges; of short graphs the place in the order of computation. A source stands just
 * before its first consumer: a target or a weight that comes in late is no part of the beginning.
 */
export function depthPlaces(document: GraphDocument): DepthPlaces {
  const { order } = topologicalOrder(document)
  if (order.length <= ONE_BY_ONE) {
    const line = new Set<string>()
    for (const id of order) {
      const into = edgesInto(document, id)
      for (const { from } of into) if (!edgesInto(document, from.node).length) line.add(from.node)
      if (into.length || !edgesOutOf(document, id).length) line.add(id)
    }
    return { mode: 'order', places: new Map([...line].map((id, i) => [id, i])), count: line.size }
  }
  const places = new Map<string, number>()
  for (const id of order) {
    let depth = 0
    for (const { from } of edgesInto(document, id)) depth = Math.max(depth, (places.get(from.node) ?? -1) + 1)
    places.set(id, depth)
  }
  for (const id of order) {
    if (edgesInto(document, id).length) continue
    const readers = edgesOutOf(document, id).map(({ to }) => places.get(to.node) ?? 1)
    places.set(id, readers.length ? Math.min(...readers) - 1 : 0)
  }
  return { mode: 'depth', places, count: Math.max(-1, ...places.values()) + 1 }
}

export function amountOf(shown: { readonly state: Shown['state']; readonly view?: TensorView | undefined }): Amount {
  if (shown.state !== 'known' || !shown.view)
    return { state: shown.state === 'pending' || shown.state === 'hidden' ? 'pending' : 'none', rms: 0 }
  const { statistics, shape } = shown.view
  if (statistics.nonFinite > 0) return { state: 'bad', rms: 0 }
  const rms = statistics.norm / Math.sqrt(Math.max(1, numel(shape)))
  return rms > 0 ? { state: 'known', rms } : { state: 'zero', rms: 0 }
}

export function depthPoints(
  { places }: DepthPlaces,
  read: (kind: 'values' | 'deltas', node: string) => Parameters<typeof amountOf>[0],
): DepthPoint[] {
  return [...places].map(([node, place]) => ({
    node,
    place,
    value: amountOf(read('values', node)),
    delta: amountOf(read('deltas', node)),
  }))
}

export type Series = 'value' | 'delta'

/** One number a place: the geometric mean of what is known there; null where nothing is. */
export function profile(points: readonly DepthPoint[], series: Series, count: number): (number | null)[] {
  const sums = new Float64Array(count)
  const known = new Uint32Array(count)
  for (const point of points) {
    const { state, rms } = point[series]
    if (state !== 'known') continue
    sums[point.place]! += Math.log10(rms)
    known[point.place]!++
  }
  return Array.from(sums, (sum, place) => (known[place] ? 10 ** (sum / known[place]!) : null))
}

/** Decades around everything known, at least three; 0 … −3 when nothing is. */
export function decades(points: readonly DepthPoint[]): { low: number; high: number } {
  let [low, high] = [Infinity, -Infinity]
  for (const { value, delta } of points)
    for (const { state, rms } of [value, delta]) {
      if (state !== 'known') continue
      low = Math.min(low, Math.log10(rms))
      high = Math.max(high, Math.log10(rms))
    }
  if (low === Infinity) return { low: -3, high: 0 }
  low = Math.floor(low)
  high = Math.max(Math.ceil(high), low + 1)
  const missing = Math.max(0, 3 - (high - low))
  return { low: low - Math.ceil(missing / 2), high: high + Math.floor(missing / 2) }
}
