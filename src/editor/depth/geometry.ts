/** @file Where things lie on the depth chart. CSS pixels. */
import type { Amount, DepthPoint, Series } from './points'

export interface DepthFrame {
  readonly width: number
  readonly height: number
  readonly count: number
  /** Decades at the bottom and at the top of the plot. */
  readonly low: number
  readonly high: number
}

export const MARGIN = { left: 58, right: 14, top: 22, bottom: 22 }
/** The lines for 0 and for "not computed yet" lie below the plot, that for NaN and ∞ above it. */
const LINE = { bad: 10, zero: 16, pending: 32 }
export const BELOW = 42

export const floorOf = ({ height }: DepthFrame): number => height - MARGIN.bottom - BELOW

export function xOf({ width, count }: DepthFrame, place: number): number {
  const room = width - MARGIN.left - MARGIN.right
  return MARGIN.left + (count > 1 ? ((place + 0.5) / count) * room : room / 2)
}

export function yOfDecade(frame: DepthFrame, decade: number): number {
  const floor = floorOf(frame)
  return floor - ((decade - frame.low) / (frame.high - frame.low)) * (floor - MARGIN.top)
}

/** Null where there is nothing to show. */
export function yOf(frame: DepthFrame, { state, rms }: Amount): number | null {
  if (state === 'none') return null
  if (state === 'known') return yOfDecade(frame, Math.log10(rms))
  return state === 'bad' ? LINE.bad : floorOf(frame) + LINE[state]
}

/** At most so many labels on the axis, at whole decades. */
export function ticks({ low, high, height }: DepthFrame): number[] {
  const most = Math.max(2, Math.floor((height - MARGIN.top - MARGIN.bottom - BELOW) / 22))
  const step = Math.max(1, Math.ceil((high - low) / most))
  const found: number[] = []
  for (let decade = Math.ceil(low / step) * step; decade <= high; decade += step) found.push(decade)
  return found
}

export interface Hit {
  readonly point: DepthPoint
  readonly series: Series
}

/** How far a pointer may be from a point, px. */
const REACH = 18

/** The nearest point under the pointer; null when none is near. */
export function pointAt(frame: DepthFrame, points: readonly DepthPoint[], x: number, y: number): Hit | null {
  let best: Hit | null = null
  let nearest = REACH ** 2
  for (const point of points) {
    const dx = xOf(frame, point.place) - x
    if (Math.abs(dx) > REACH) continue
    for (const series of ['delta', 'value'] as const) {
      const at = yOf(frame, point[series])
      if (at === null) continue
      const distance = dx ** 2 + (at - y) ** 2
      if (distance < nearest) {
        nearest = distance
        best = { point, series }
      }
    }
  }
  return best
}
