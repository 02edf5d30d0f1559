/** @file Paints the backward graph: what is computed is solid, what is read again wears its count, the rest is dashed. */
import type { Shown } from '../state/runStore'
import { amount } from '../canvas/edgeWords'
import type { BackwardGraph, Box, Line } from './graph'
import { curvesOf, onCurves, type Extent, type View } from './view'

export interface BackwardColours {
  readonly delta: string
  readonly deltaSoft: string
  readonly param: string
  readonly paramSoft: string
  readonly error: string
  readonly surface: string
  readonly paper: string
  readonly ink: string
  readonly quiet: string
  readonly wire: string
  readonly font: string
}

export interface BackwardPicture {
  readonly graph: BackwardGraph
  readonly view: View
  readonly extent: Extent
  readonly cursor: number
  readonly shown: (box: Box) => Shown
  readonly shownOn: (line: Line) => Shown
  /** "ŷ₁", "W". */
  readonly nameOf: (box: Box) => string
  readonly selectedNodes: ReadonlySet<string>
  readonly selectedEdges: ReadonlySet<string>
  /** Event of what is pointed at. */
  readonly pointed: number | null
}

/** Below this, text would be smudges. */
const READABLE = 0.4
/** Below this, also the names alone. */
const FAR = 0.2
/** And numbers on lines need more. */
const CLOSE = 0.75

export function paintBackward(context: CanvasRenderingContext2D, picture: BackwardPicture, colours: BackwardColours) {
  const { graph, view, extent } = picture
  context.save()
  context.translate(view.x, view.y)
  context.scale(view.scale, view.scale)
  const seen = visible(view, extent)
  for (const line of graph.lines) if (seen(bounds(line))) paintLine(context, line, picture, colours)
  for (const box of graph.boxes) if (seen(box)) paintBox(context, box, picture, colours)
  context.restore()
}

type Area = Pick<Box, 'x' | 'y' | 'width' | 'height'>

function visible({ scale, x, y }: View, { width, height }: Extent) {
  const [left, top] = [-x / scale - 20, -y / scale - 20]
  const [right, bottom] = [(width - x) / scale + 20, (height - y) / scale + 20]
  return (area: Area) => area.x < right && area.x + area.width > left && area.y < bottom && area.y + area.height > top
}

function bounds({ start, end }: Line): Area {
  const [x, y] = [Math.min(start.x, end.x), Math.min(start.y, end.y)]
  return { x: x - 60, y, width: Math.abs(end.x - start.x) + 120, height: Math.abs(end.y - start.y) + 1 }
}

function paintLine(
  context: CanvasRenderingContext2D,
  line: Line,
  { cursor, view, shownOn, selectedEdges, pointed }: BackwardPicture,
  colours: BackwardColours,
) {
  const done = line.event < cursor
  const now = line.event === cursor - 1
  const lit = now || line.event === pointed || (line.edge !== null && selectedEdges.has(line.edge))
  const shown = shownOn(line)
  const bad = shown.state === 'known' && shown.view.statistics.nonFinite > 0
  const accent = line.to.kind === 'gradient' ? colours.param : colours.delta
  context.strokeStyle = done ? (bad ? colours.error : accent) : colours.wire
  context.lineWidth = (lit ? 3 : 1.5) / Math.min(1, Math.max(0.4, view.scale))
  context.setLineDash(done ? [] : [5, 4])
  const curves = curvesOf(line)
  context.beginPath()
  context.moveTo(line.start.x, line.start.y)
  for (const [, b, c, d] of curves) context.bezierCurveTo(b.x, b.y, c.x, c.y, d.x, d.y)
  context.stroke()
  context.setLineDash([])
  paintHead(context, line, context.strokeStyle)
  if (!done || view.scale < CLOSE || line.to.kind === 'gradient' || shown.state === 'blocked') return
  const text = shown.state === 'known' ? amount(shown.view) : shown.state === 'hidden' ? '?' : ''
  if (!text) return
  const middle = onCurves(curves, 0.5)
  context.font = `11px ${colours.font}`
  context.textAlign = 'center'
  context.textBaseline = 'middle'
  const width = context.measureText(text).width + 4
  context.fillStyle = colours.paper
  context.fillRect(middle.x - width / 2, middle.y - 7, width, 14)
  context.fillStyle = bad ? colours.error : colours.delta
  context.fillText(text, middle.x, middle.y + 0.5)
}

/** "cached ×2": how often it was read so far. */
function tagOf(reads: number, scale: number): string {
  const times = reads ? `×${reads}` : ''
  return scale < CLOSE ? times : `cached ${times}`.trim()
}

function paintHead(context: CanvasRenderingContext2D, { end, to }: Line, colour: string) {
  context.fillStyle = colour
  context.beginPath()
  context.moveTo(end.x, end.y)
  if (to.kind === 'gradient') {
    context.lineTo(end.x - 4, end.y - 6)
    context.lineTo(end.x + 4, end.y - 6)
  } else {
    context.lineTo(end.x - 7, end.y - 4)
    context.lineTo(end.x - 7, end.y + 4)
  }
  context.fill()
}

function paintBox(
  context: CanvasRenderingContext2D,
  box: Box,
  { cursor, view, shown, nameOf, selectedNodes, pointed }: BackwardPicture,
  colours: BackwardColours,
) {
  const done = box.event < cursor
  const gradient = box.kind === 'gradient'
  const accent = gradient ? colours.param : colours.delta
  const { x, y, width, height } = box
  context.beginPath()
  context.roundRect(x, y, width, height, 5)
  context.fillStyle = done ? (gradient ? colours.paramSoft : colours.deltaSoft) : colours.surface
  context.fill()
  context.strokeStyle = done ? accent : colours.wire
  context.lineWidth = box.event === cursor - 1 ? 3 : 1.25
  context.setLineDash(done ? [] : [5, 4])
  context.stroke()
  context.setLineDash([])
  if (selectedNodes.has(box.node) || box.event === pointed) {
    context.beginPath()
    const room = gradient ? 2 : 4
    context.roundRect(x - room, y - room, width + 2 * room, height + 2 * room, 7)
    context.strokeStyle = colours.ink
    context.lineWidth = selectedNodes.has(box.node) ? 2 : 1
    context.stroke()
  }
  context.textBaseline = 'middle'
  if (view.scale < READABLE) {
    // From afar a δ says less and writes it larger.
    if (gradient || view.scale < FAR) return
    context.font = `600 ${Math.min(30, 9 / view.scale)}px ${colours.font}`
    context.textAlign = 'center'
    context.fillStyle = done ? colours.delta : colours.quiet
    context.fillText(`δ ${nameOf(box)}`, x + width / 2, y + height / 2, width - 8)
    return
  }
  // Farther away, larger letters and fewer words.
  const font = Math.max(12, Math.min(17, 10 / view.scale))
  const write = (text: string, at: number, line: number, align: CanvasTextAlign, style: string, weight = '') => {
    context.font = `${weight} ${font}px ${colours.font}`
    context.textAlign = align
    context.fillStyle = style
    context.fillText(text, at, line, width - 12)
  }
  if (gradient) {
    write(`∂L/∂${nameOf(box)}`, x + width / 2, y + height / 2, 'center', done ? colours.param : colours.quiet)
    return
  }
  const reads = box.readBy.filter((event) => event < cursor).length
  write(`δ ${nameOf(box)}`, x + 8, y + 13, 'left', colours.ink, '600')
  if (done) write(tagOf(reads, view.scale), x + width - 8, y + 13, 'right', colours.quiet)
  const known = shown(box)
  const bad = known.state === 'known' && known.view.statistics.nonFinite > 0
  const words = known.state === 'known' ? amount(known.view) : known.state === 'hidden' ? '?' : 'not yet'
  write(words, x + 8, y + 30, 'left', known.state !== 'known' ? colours.quiet : bad ? colours.error : colours.delta)
}
