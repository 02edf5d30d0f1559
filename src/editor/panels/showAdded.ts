/** @file Bringing a new node into view, with the rest of a small graph. */
import type { GraphDocument } from '../../graph'
import { nodeGeometry } from '../canvas/geometry'
import { canvasHandle } from '../canvas/handle'

/** Smaller than this, names and numbers on the cards are hard to read: then the view moves instead of zooming out. */
const READABLE = 0.66
/** Room for legend, zoom buttons and margins around the graph, px. */
const MARGIN = 90

/** The whole graph where it can be read as a whole, so that what was built before does not leave the screen. */
export function showAdded(document: GraphDocument, id: string): void {
  const canvas = canvasHandle.current
  const frame = window.document.getElementById('canvas-area')?.getBoundingClientRect()
  if (!canvas || !frame) return
  const boxes = Object.keys(document.nodes).map((node) => {
    const { width, height } = nodeGeometry(document, node)
    const { x, y } = document.layout[node] ?? { x: 0, y: 0 }
    return { node, left: x, top: y, right: x + width, bottom: y + height }
  })
  const added = boxes.find((box) => box.node === id)
  if (!added) return
  const [start, end] = [
    canvas.screenToFlow({ x: frame.left, y: frame.top }),
    canvas.screenToFlow({ x: frame.right, y: frame.bottom }),
  ]
  const seen = added.left >= start.x && added.right <= end.x && added.top >= start.y && added.bottom <= end.y
  if (seen) return
  const width = Math.max(...boxes.map((box) => box.right)) - Math.min(...boxes.map((box) => box.left))
  const height = Math.max(...boxes.map((box) => box.bottom)) - Math.min(...boxes.map((box) => box.top))
  const whole = Math.min((frame.width - MARGIN) / width, (frame.height - MARGIN) / height)
  if (whole >= READABLE) canvas.fit()
  else canvas.reveal([id])
}
