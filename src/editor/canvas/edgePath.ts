/** @file The line of an edge: cubic curves end to end, and the places on it. Pure, so that other painters can draw the same line. */
import type { Point, PortSide } from './geometry'

/** A cubic Bézier: start, two control points, end. */
type Cubic = readonly [Point, Point, Point, Point]

/** One cubic for a wire that runs forward; three for one that turns back to another row. */
export type Curve = readonly [Cubic, ...Cubic[]]

export interface EdgeEnds {
  readonly source: Point
  readonly target: Point
  readonly targetSide: PortSide
  /** Pushes the middle of the line down (up when negative), to keep parallel wires apart. */
  readonly bow?: number
}

/** From this height on, a wire that runs back goes between the rows instead of straight across. */
const ROW = 110

/** Leaves the source to the right and enters the target from its side. */
export function edgeCurve({ source, target, targetSide, bow = 0 }: EdgeEnds): Curve {
  const run = target.x - source.x
  const drop = target.y - source.y
  if (run < 0 && Math.abs(drop) > ROW && targetSide === 'left')
    return rowReturn(source, target, source.y + drop / 2 + bow)
  // A wire that runs backwards needs a loop wide enough to be seen, growing slowly with the distance.
  const reach = run >= 0 ? Math.max(run / 2, Math.min(24, run + 12)) : 30 + Math.sqrt(-run) * 6
  // The middle of a cubic moves by 3/4 of what its control points move.
  const push = bow / 0.75
  const leave = { x: source.x + reach, y: source.y + push }
  if (targetSide === 'bottom')
    return [[source, leave, { x: target.x, y: target.y + Math.max(28, Math.abs(drop) / 3) + push }, target]]
  return [[source, leave, { x: target.x - reach, y: target.y + push }, target]]
}

/** Like a line break: round to the space between the rows, back along it, and round into the target. */
function rowReturn(source: Point, target: Point, y: number): Curve {
  const turn = Math.min(64, Math.abs(target.y - source.y) / 3)
  const right = { x: source.x, y }
  const left = { x: target.x, y }
  const third = (target.x - source.x) / 3
  return [
    [source, { x: source.x + turn, y: source.y }, { x: source.x + turn, y }, right],
    [right, { x: right.x + third, y }, { x: left.x - third, y }, left],
    [left, { x: left.x - turn, y }, { x: target.x - turn, y: target.y }, target],
  ]
}

const round = (x: number) => Math.round(x * 100) / 100

/** The curve as SVG path data. */
export function pathData(curve: Curve): string {
  const at = ({ x, y }: Point) => `${round(x)},${round(y)}`
  return `M${at(curve[0][0])} ${curve.map(([, b, c, d]) => `C${at(b)} ${at(c)} ${at(d)}`).join(' ')}`
}

/** The cubic that t in [0, 1] falls on, and the place on that. */
function segment(curve: Curve, t: number): { cubic: Cubic; u: number } {
  const index = Math.max(0, Math.min(curve.length - 1, Math.floor(t * curve.length)))
  return { cubic: curve[index]!, u: t * curve.length - index }
}

/** The point at t in [0, 1], 0 being the source. */
export function pointAt(curve: Curve, t: number): Point {
  const {
    cubic: [a, b, c, d],
    u,
  } = segment(curve, t)
  const s = 1 - u
  const w = [s * s * s, 3 * s * s * u, 3 * s * u * u, u * u * u] as const
  return { x: w[0] * a.x + w[1] * b.x + w[2] * c.x + w[3] * d.x, y: w[0] * a.y + w[1] * b.y + w[2] * c.y + w[3] * d.y }
}

/** The direction of the line at t, of length 1; to the right where the line stands still. */
export function directionAt(curve: Curve, t: number): Point {
  const {
    cubic: [a, b, c, d],
    u,
  } = segment(curve, t)
  const s = 1 - u
  const x = s * s * (b.x - a.x) + 2 * s * u * (c.x - b.x) + u * u * (d.x - c.x)
  const y = s * s * (b.y - a.y) + 2 * s * u * (c.y - b.y) + u * u * (d.y - c.y)
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
