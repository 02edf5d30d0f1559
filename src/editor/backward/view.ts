/** @file Moving and zooming the backward graph, and what a pointer hits in it. Pure. */
import type { BackwardGraph, Box, Line, Point } from './graph'

/** Screen = flow · scale + (x, y), CSS pixels. */
export interface View {
  readonly scale: number
  readonly x: number
  readonly y: number
}

export interface Extent {
  readonly width: number
  readonly height: number
}

export type Item = { readonly kind: 'box'; readonly box: Box } | { readonly kind: 'line'; readonly line: Line }

const LIMITS = { least: 0.03, most: 2.5, first: 1.15 }
const MARGIN = 18
/** How far from a line a pointer still means it, px. */
const REACH = 8
const SAMPLES = 20

export function fitView({ boxes, lines }: BackwardGraph, { width, height }: Extent): View {
  if (!boxes.length || !width || !height) return { scale: 1, x: 0, y: 0 }
  const back = lines.filter(runsBack)
  const left = Math.min(...boxes.map(({ x }) => x), ...back.map(({ end }) => end.x - SWING))
  const top = Math.min(...boxes.map(({ y }) => y))
  const right = Math.max(...boxes.map((box) => box.x + box.width), ...back.map(({ start }) => start.x + SWING))
  const bottom = Math.max(...boxes.map((box) => box.y + box.height))
  const scale = clampScale(
    Math.min(LIMITS.first, (width - 2 * MARGIN) / (right - left), (height - 2 * MARGIN) / (bottom - top)),
  )
  return {
    scale,
    x: width / 2 - (scale * (left + right)) / 2,
    y: height / 2 - (scale * (top + bottom)) / 2,
  }
}

/** The point of the screen stays where it is. */
export function zoomAt(view: View, factor: number, { x, y }: Point): View {
  const scale = clampScale(view.scale * factor)
  const grown = scale / view.scale
  return { scale, x: x - (x - view.x) * grown, y: y - (y - view.y) * grown }
}

/** Moves no more than needed for a box to be seen whole. */
export function reveal(view: View, box: Box, { width, height }: Extent): View {
  const shift = (from: number, size: number, room: number) =>
    from < MARGIN
      ? MARGIN - from
      : from + size > room - MARGIN
        ? Math.max(MARGIN - from, room - MARGIN - from - size)
        : 0
  const dx = shift(box.x * view.scale + view.x, box.width * view.scale, width)
  const dy = shift(box.y * view.scale + view.y, box.height * view.scale, height)
  return dx || dy ? { ...view, x: view.x + dx, y: view.y + dy } : view
}

export type Segment = readonly [Point, Point, Point, Point]

/** How far a line that runs back to another row swings out, flow pixels. */
const SWING = 34

const runsBack = ({ start, end, to }: Line) => to.kind === 'delta' && end.x < start.x

/** The cubic curves of a line. Down to a gradient it is straight; back to another row it runs between the rows. */
export function curvesOf(line: Line): readonly Segment[] {
  const { start, end, to } = line
  if (to.kind === 'gradient') return [[start, start, end, end]]
  if (runsBack(line)) {
    const middle = (start.y + end.y) / 2
    const [out, back] = [
      { x: start.x, y: middle },
      { x: end.x, y: middle },
    ]
    return [
      [start, { x: start.x + SWING, y: start.y }, { x: start.x + SWING, y: middle }, out],
      [out, out, back, back],
      [back, { x: end.x - SWING, y: middle }, { x: end.x - SWING, y: end.y }, end],
    ]
  }
  const bend = Math.max(24, (end.x - start.x) / 2)
  return [[start, { x: start.x + bend, y: start.y }, { x: end.x - bend, y: end.y }, end]]
}

/** @param t 0 … 1, along all of them. */
export function onCurves(curves: readonly Segment[], t: number): Point {
  const which = Math.min(curves.length - 1, Math.floor(t * curves.length))
  const [a, b, c, d] = curves[which]!
  const part = t * curves.length - which
  const rest = 1 - part
  const [p, q, r, u] = [rest ** 3, 3 * rest * rest * part, 3 * rest * part * part, part ** 3]
  return { x: p * a.x + q * b.x + r * c.x + u * d.x, y: p * a.y + q * b.y + r * c.y + u * d.y }
}

/** What lies under a point of the screen; null when nothing does. */
export function itemAt({ boxes, lines }: BackwardGraph, view: View, point: Point): Item | null {
  const x = (point.x - view.x) / view.scale
  const y = (point.y - view.y) / view.scale
  const box = boxes.find((at) => x >= at.x && x <= at.x + at.width && y >= at.y && y <= at.y + at.height)
  if (box) return { kind: 'box', box }
  let best: Line | null = null
  let nearest = REACH / view.scale
  for (const line of lines) {
    const curves = curvesOf(line)
    const samples = SAMPLES * curves.length
    for (let i = 0; i <= samples; i++) {
      const at = onCurves(curves, i / samples)
      const distance = Math.hypot(at.x - x, at.y - y)
      if (distance < nearest) {
        nearest = distance
        best = line
      }
    }
  }
  return best ? { kind: 'line', line: best } : null
}

/** Boxes and VJPs in the order in which the pass makes them: how the keyboard walks. */
export function inOrder({ boxes, lines }: BackwardGraph): Item[] {
  const items: Item[] = [
    ...boxes.map((box) => ({ kind: 'box', box }) as const),
    ...[...new Map(lines.map((line) => [line.event, line])).values()]
      .filter(({ to }) => to.kind === 'delta')
      .map((line) => ({ kind: 'line', line }) as const),
  ]
  return items.sort((a, b) => eventOf(a) - eventOf(b))
}

export const eventOf = (item: Item): number => (item.kind === 'box' ? item.box.event : item.line.event)

const clampScale = (scale: number) => Math.max(LIMITS.least, Math.min(LIMITS.most, scale))
