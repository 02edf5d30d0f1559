/** @file The geometry of the overview: where cards and view lie on it. Pure. */
import type { GraphDocument } from '../../graph'
import { nodeGeometry, ORIGIN, type Point, type Size } from './geometry'

export interface Rect extends Point, Size {}

export interface OverviewBox extends Rect {
  readonly id: string
}

/** Flow point p lies at p · scale + (x, y) on the overview. */
export interface Overview extends Point {
  readonly scale: number
}

export function overviewBoxes(document: GraphDocument, moved: ReadonlyMap<string, Point>): readonly OverviewBox[] {
  return Object.keys(document.nodes).map((id) => {
    const { width, height } = nodeGeometry(document, id)
    const { x, y } = moved.get(id) ?? document.layout[id] ?? ORIGIN
    return { id, x, y, width, height }
  })
}

/** The smallest rectangle around all; null for none. */
export function boundsOf(boxes: readonly Rect[]): Rect | null {
  if (!boxes.length) return null
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity]
  for (const { x, y, width, height } of boxes) {
    left = Math.min(left, x)
    top = Math.min(top, y)
    right = Math.max(right, x + width)
    bottom = Math.max(bottom, y + height)
  }
  return { x: left, y: top, width: right - left, height: bottom - top }
}

const MARGIN = 8

/** Everything and the view fit on the overview, centred. */
export function fitOverview(boxes: readonly Rect[], seen: Rect, width: number, height: number): Overview {
  const all = boundsOf([...boxes, seen])!
  const scale = Math.min((width - 2 * MARGIN) / Math.max(all.width, 1), (height - 2 * MARGIN) / Math.max(all.height, 1))
  return {
    scale,
    x: (width - all.width * scale) / 2 - all.x * scale,
    y: (height - all.height * scale) / 2 - all.y * scale,
  }
}
