/** @file Where things lie on the picture of the curve. CSS pixels. */
import type { Curve } from '../../../runtime/protocol'
import type { Iterate } from './lineStore'

export const MARGIN = { left: 54, right: 16, top: 14, bottom: 30 }

export interface LineFrame {
  readonly width: number
  readonly height: number
  readonly window: readonly [number, number]
  /** Losses at the bottom and at the top. */
  readonly low: number
  readonly high: number
}

export const xOf = ({ width, window }: LineFrame, x: number): number =>
  MARGIN.left + ((x - window[0]) / (window[1] - window[0])) * (width - MARGIN.left - MARGIN.right)

export const yOf = ({ height, low, high }: LineFrame, loss: number): number =>
  height - MARGIN.bottom - ((loss - low) / (high - low)) * (height - MARGIN.top - MARGIN.bottom)

/** The number of θ under a pixel. */
export const valueAt = ({ width, window }: LineFrame, px: number): number =>
  window[0] + ((px - MARGIN.left) / (width - MARGIN.left - MARGIN.right)) * (window[1] - window[0])

/** A steep curve may leave the picture at its ends: this share of it is always in sight. */
const SHARE = 0.6

/** Room for the curve, its critical points and what is in sight of the trail. */
export function lossRange(
  curve: Curve | null,
  trail: readonly Iterate[],
  window: readonly [number, number],
): readonly [number, number] {
  const all = [...(curve?.loss ?? [])].filter(Number.isFinite).sort((a, b) => a - b)
  const seen = trail
    .filter(({ x, loss }) => x >= window[0] && x <= window[1] && Number.isFinite(loss))
    .map(({ loss }) => loss)
  const places = (curve?.criticals ?? []).map(({ loss }) => loss)
  const top = [all[Math.floor(SHARE * (all.length - 1))] ?? 1, ...seen, ...places]
  const low = Math.min(all[0] ?? 0, ...seen, ...places)
  const high = Math.max(...top)
  const room = high > low ? 0.08 * (high - low) : Math.max(1e-6, Math.abs(high) * 0.1)
  return [low - room, high + 2 * room]
}

/** The curve as an SVG path; broken where the loss is not finite. */
export function curvePath(frame: LineFrame, { x, loss }: Curve): string {
  let path = ''
  let pen = 'M'
  for (let i = 0; i < x.length; i++) {
    if (!Number.isFinite(loss[i]!)) {
      pen = 'M'
      continue
    }
    // Far outside nothing is seen, and some painters fail at very large numbers.
    const y = Math.max(-4000, Math.min(4000, yOf(frame, loss[i]!)))
    path += `${pen}${xOf(frame, x[i]!).toFixed(1)} ${y.toFixed(1)}`
    pen = 'L'
  }
  return path
}

/** Ends of the tangent, `reach` px to each side along the line. */
export function tangent(
  frame: LineFrame,
  { x, loss, slope }: Iterate,
  reach: number,
): readonly [number, number, number, number] {
  const [px, py] = [xOf(frame, x), yOf(frame, loss)]
  const [right, up] = [xOf(frame, x + 1) - px, yOf(frame, loss + slope) - py]
  const scale = reach / (Math.hypot(right, up) || 1)
  return [px - right * scale, py - up * scale, px + right * scale, py + up * scale]
}

/** Iterates nearer to each other than this cannot be told apart, px. */
const APART = 2
/** Where it jumps to and fro without an end: so many of the newest, beside the first. */
const MOST = 1000

/** All but the last, which is the point itself, as far as they lie apart. */
export function dotsOf(points: readonly (readonly [number, number])[]): readonly (readonly [number, number])[] {
  const dots: (readonly [number, number])[] = []
  for (const [x, y] of points.slice(0, -1)) {
    const last = dots.at(-1)
    if (!last || Math.hypot(x - last[0], y - last[1]) >= APART) dots.push([x, y])
  }
  return dots.length > MOST ? [dots[0]!, ...dots.slice(1 - MOST)] : dots
}
