/** @file Keeping what was built on the screen: when a node comes, and when a panel takes room from the canvas. */
import type { GraphDocument } from '../../graph'
import { nodeGeometry } from '../canvas/geometry'
import { canvasHandle } from '../canvas/handle'
import type { EditorServices } from '../state/context'

/** Smaller than this, names and numbers on the cards are hard to read: then the view moves instead of zooming out. */
const READABLE = 0.66
/** Room for legend, zoom buttons and margins around the graph, px. */
const MARGIN = 90

interface Extent {
  readonly left: number
  readonly top: number
  readonly right: number
  readonly bottom: number
}

function extent(document: GraphDocument, ids: readonly string[]): Extent {
  const all = { left: Infinity, top: Infinity, right: -Infinity, bottom: -Infinity }
  for (const id of ids) {
    const { width, height } = nodeGeometry(document, id)
    const { x, y } = document.layout[id] ?? { x: 0, y: 0 }
    all.left = Math.min(all.left, x)
    all.top = Math.min(all.top, y)
    all.right = Math.max(all.right, x + width)
    all.bottom = Math.max(all.bottom, y + height)
  }
  return all
}

/** The canvas and its place on the screen; null while no canvas is shown. */
function shownCanvas() {
  const canvas = canvasHandle.current
  const frame = canvas && window.document.querySelector('#canvas-area .gw-canvas')?.getBoundingClientRect()
  return canvas && frame ? { canvas, frame } : null
}

/** Whether these nodes are seen whole. */
function isSeen(document: GraphDocument, ids: readonly string[]): boolean {
  const shown = shownCanvas()
  if (!shown) return false
  const { canvas, frame } = shown
  const start = canvas.screenToFlow({ x: frame.left, y: frame.top })
  const end = canvas.screenToFlow({ x: frame.right, y: frame.bottom })
  const { left, top, right, bottom } = extent(document, ids)
  return left >= start.x && top >= start.y && right <= end.x && bottom <= end.y
}

/** A new node: with the whole graph where it can be read as a whole, so that its beginning does not leave the screen. */
export function showAdded(document: GraphDocument, id: string): void {
  const shown = shownCanvas()
  if (!shown || isSeen(document, [id])) return
  const { canvas, frame } = shown
  const { left, top, right, bottom } = extent(document, Object.keys(document.nodes))
  const whole = Math.min((frame.width - MARGIN) / (right - left), (frame.height - MARGIN) / (bottom - top))
  if (whole >= READABLE) canvas.fit()
  else canvas.reveal([id])
}

/** Does what changes the size of the canvas; a graph that was seen whole is so afterwards. */
export function keepWhole(services: EditorServices, change: () => void): void {
  const keep = noteWhole(services)
  change()
  keep()
}

/** The same for a change that takes its time: what it returns is called when the canvas has its new size. */
export function noteWhole({ documents }: EditorServices): () => void {
  const { document } = documents.getState()
  const ids = Object.keys(document.nodes)
  const whole = ids.length > 0 && isSeen(document, ids)
  return () => {
    if (!whole) return
    // The panels have their new sizes after the next paint.
    requestAnimationFrame(() =>
      requestAnimationFrame(() => {
        if (!isSeen(document, ids)) canvasHandle.current?.fit()
      }),
    )
  }
}
