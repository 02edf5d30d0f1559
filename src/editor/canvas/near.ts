/** @file Which part of the graph is near the view: React Flow is given that part alone. Pure. */
import type { GraphDocument } from '../../graph'
import { nodeGeometry, ORIGIN } from './geometry'
import type { Rect } from './overview'

/** How far beyond the view cards are ready before they come into it. Pixels of the screen. */
export const MARGIN = 192
/** While numbers change, which each card that is there has to follow. */
export const BUSY_MARGIN = 24
/** Stubs, names and marks outside a card's box. Flow pixels. */
const OVERHANG = 40
/** After zooming in, a part so many times wider than needed is given up. */
const WASTE = 2

/** What the view shows, in flow coordinates. @param grow pixels of the screen added on each side. */
export function seenRect(
  [x, y, zoom]: readonly [number, number, number],
  width: number,
  height: number,
  grow = 0,
): Rect {
  return {
    x: (-x - grow) / zoom,
    y: (-y - grow) / zoom,
    width: (width + 2 * grow) / zoom,
    height: (height + 2 * grow) / zoom,
  }
}

/** Whether `kept` still serves a view of `seen`, or has become much larger than the `wanted` one. */
export function serves(kept: Rect, seen: Rect, wanted: Rect): boolean {
  return (
    seen.x >= kept.x &&
    seen.y >= kept.y &&
    seen.x + seen.width <= kept.x + kept.width &&
    seen.y + seen.height <= kept.y + kept.height &&
    kept.width <= WASTE * wanted.width
  )
}

export function boxOf(document: GraphDocument, id: string): Rect {
  const { width, height } = nodeGeometry(document, id)
  const { x, y } = document.layout[id] ?? ORIGIN
  return { x: x - OVERHANG, y: y - OVERHANG, width: width + 2 * OVERHANG, height: height + 2 * OVERHANG }
}

export function meets(a: Rect, b: Rect): boolean {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height
}

/** Nodes in `rect`, and the ends of every wire that may cross it: a wire is drawn only between two nodes that are there. */
export function nodesNear(document: GraphDocument, rect: Rect): ReadonlySet<string> {
  const boxes = new Map<string, Rect>()
  const near = new Set<string>()
  for (const id of Object.keys(document.nodes)) {
    const box = boxOf(document, id)
    boxes.set(id, box)
    if (meets(box, rect)) near.add(id)
  }
  for (const { from, to } of Object.values(document.edges)) {
    const a = boxes.get(from.node)
    const b = boxes.get(to.node)
    if (!a || !b || !meets(around(a, b), rect)) continue
    near.add(from.node)
    near.add(to.node)
  }
  return near
}

function around(a: Rect, b: Rect): Rect {
  const x = Math.min(a.x, b.x)
  const y = Math.min(a.y, b.y)
  return {
    x,
    y,
    width: Math.max(a.x + a.width, b.x + b.width) - x,
    height: Math.max(a.y + a.height, b.y + b.height) - y,
  }
}
