/** @file The line of an edge: one cubic curve, and the places on it. Pure, so that other painters can draw the same line. */
import type { Point, PortSide } from './geometry'

/** A cubic Bézier: start, two control points, end. */
export type Curve = readonly [Point, Point, Point, Point]

export interface EdgeEnds {
  readonly source: Point
  readonly target: Point
  readonly targetSide: PortSide
  /** Pushes the middle of the line down (up when negative), to keep parallel wires apart. */
  readonly bow?: number
}

/** Leaves the source to the right and enters the target from its side. */
export function edgeCurve({ source, target, targetSide, bow = 0 }: EdgeEnds): Curve {
  const run = target.x - source.x
  // A wire that runs backwards needs a loop wide enough to be seen, growing slowly with the distance.
  const reach = run >= 0 ? Math.max(run / 2, Math.min(24, run + 12)) : 30 + Math.sqrt(-run) * 6
  // The middle of a cubic moves by 3/4 of what its control points move.
  const push = bow / 0.75
  const leave = { x: source.x + reach, y: source.y + push }
  if (targetSide === 'bottom')
    return [
      source,
      leave,
      { x: target.x, y: target.y + Math.max(28, Math.abs(target.y - source.y) / 3) + push },
      target,
    ]
  return [source, leave, { x: target.x - reach, y: target.y + push }, target]
}

const round = (x: number) => Math.round(x * 100) / 100

/** The curve as SVG path data. */
export function pathData([a, b, c, d]: Curve): string {
  return `M${round(a.x)},${round(a.y)} C${round(b.x)},${round(b.y)} ${round(c.x)},${round(c.y)} ${round(d.x)},${round(d.y)}`
}

/** The point at t in [0, 1], 0 being the source. */
export function pointAt([a, b, c, d]: Curve, t: number): Point {
  const s = 1 - t
  const w = [s * s * s, 3 * s * s * t, 3 * s * t * t, t * t * t] as const
  return { x: w[0] * a.x + w[1] * b.x + w[2] * c.x + w[3] * d.x, y: w[0] * a.y + w[1] * b.y + w[2] * c.y + w[3] * d.y }
}

/** The direction of the line at t, of length 1; to the right where the line stands still. */
export function directionAt([a, b, c, d]: Curve, t: number): Point {
  const s = 1 - t
  const x = s * s * (b.x - a.x) + 2 * s * t * (c.x - b.x) + t * t * (d.x - c.x)
  const y = s * s * (b.y - a.y) + 2 * s * t * (c.y - b.y) + t * t * (d.y - c.y)
  const length = Math.hypot(x, y)
  return length > 1e-9 ? { x: x / length, y: y / length } : { x: 1, y: 0 }
}

/** Mean width of a character of the 11-pixel labels, and the height of their box. */
const LETTER = 6
const LABEL_HEIGHT = 13
const LABEL_GAP = 4

/**
 * Centre of a label beside the line at t: above it, or below. A label is moved straight away from the line until its
 * box is clear of it, so steep lines have theirs to the side.
 */
export function labelPoint(curve: Curve, t: number, text: string, where: 'above' | 'below'): Point {
  const at = pointAt(curve, t)
  const direction = directionAt(curve, t)
  // The normal that points up on the page; for a vertical line, to the right.
  let normal = { x: direction.y, y: -direction.x }
  if (normal.y > 0 || (normal.y === 0 && normal.x < 0)) normal = { x: -normal.x, y: -normal.y }
  const side = where === 'above' ? 1 : -1
  const distance =
    ((text.length * LETTER) / 2) * Math.abs(normal.x) + (LABEL_HEIGHT / 2) * Math.abs(normal.y) + LABEL_GAP
  return { x: at.x + side * normal.x * distance, y: at.y + side * normal.y * distance }
}

/** Half the size of the box that both labels of an edge need around the line at t. */
export function labelExtent(letters = 9): { readonly x: number; readonly y: number } {
  return { x: (letters * LETTER) / 2, y: LABEL_HEIGHT + LABEL_GAP }
}
