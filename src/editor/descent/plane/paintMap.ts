/** @file Paints the map: bands of colour by height, contour lines, arrows of −∇. */
import { contours } from 'd3-contour'
import type { Grid } from '../../../runtime/protocol'
import { levelsOf } from './levels'
import { arrowsOn, xOf, yOf, type MapFrame } from './mapGeometry'

export interface MapColours {
  readonly paper: string
  readonly value: string
  readonly delta: string
}

export function paintMap(
  context: CanvasRenderingContext2D,
  frame: MapFrame,
  grid: Grid,
  arrows: Grid | null,
  colours: MapColours,
): void {
  context.clearRect(0, 0, frame.width, frame.height)
  context.save()
  const [left, right] = [xOf(frame, frame.window.a[0]), xOf(frame, frame.window.a[1])]
  const [top, bottom] = [yOf(frame, frame.window.b[1]), yOf(frame, frame.window.b[0])]
  context.beginPath()
  context.rect(left, top, right - left, bottom - top)
  context.clip()
  context.fillStyle = colours.paper
  context.fillRect(left, top, right - left, bottom - top)
  paintBands(context, frame, grid, colours)
  if (arrows) paintArrows(context, frame, arrows, colours)
  context.restore()
}

function paintBands(context: CanvasRenderingContext2D, frame: MapFrame, grid: Grid, { value }: MapColours) {
  const { columns, rows, window, loss } = grid
  const levels = levelsOf(loss)
  const high = levels.at(-1) ?? 0
  // Contours know no holes: what is not finite counts as high ground.
  const heights = Array.from(loss, (x) => (Number.isFinite(x) ? x : high))
  const shapes = contours().size([columns, rows]).thresholds(levels)(heights)
  // A sample stands in the middle of its cell.
  const place = ([x, y]: readonly number[]) => {
    const a = window.a[0] + ((window.a[1] - window.a[0]) * (x! - 0.5)) / (columns - 1)
    const b = window.b[0] + ((window.b[1] - window.b[0]) * (y! - 0.5)) / (rows - 1)
    return [xOf(frame, a), yOf(frame, b)] as const
  }
  context.fillStyle = context.strokeStyle = value
  context.lineWidth = 1
  for (const { coordinates } of shapes) {
    context.beginPath()
    for (const ring of coordinates.flat()) {
      ring.forEach((point, i) => {
        const [x, y] = place(point)
        if (i) context.lineTo(x, y)
        else context.moveTo(x, y)
      })
      context.closePath()
    }
    // Each band lies on those below it: the colour deepens by adding up.
    context.globalAlpha = 0.075
    context.fill('evenodd')
    context.globalAlpha = 0.4
    context.stroke()
  }
  context.globalAlpha = 1
}

function paintArrows(context: CanvasRenderingContext2D, frame: MapFrame, grid: Grid, { delta }: MapColours) {
  context.strokeStyle = context.fillStyle = delta
  context.lineWidth = 1.2
  context.globalAlpha = 0.75
  for (const { x, y, dx, dy } of arrowsOn(frame, grid)) {
    const length = Math.hypot(dx, dy)
    const [ux, uy] = [dx / length, dy / length]
    const [tipX, tipY] = [x + dx / 2, y + dy / 2]
    context.beginPath()
    context.moveTo(x - dx / 2, y - dy / 2)
    context.lineTo(tipX, tipY)
    context.stroke()
    context.beginPath()
    context.moveTo(tipX + ux * 2, tipY + uy * 2)
    context.lineTo(tipX - ux * 3 - uy * 2.5, tipY - uy * 3 + ux * 2.5)
    context.lineTo(tipX - ux * 3 + uy * 2.5, tipY - uy * 3 - ux * 2.5)
    context.closePath()
    context.fill()
  }
  context.globalAlpha = 1
}
