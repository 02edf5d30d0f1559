/** @file Paints the surface by the painter's algorithm: what is further away first. */
import type { Grid, Trail } from '../../../runtime/protocol'
import { patchesOf, projector, trailPoints, type SurfaceView, type TrailPoint } from './surfaceGeometry'

export interface SurfaceColours {
  /** Of low and of high ground, as [r, g, b]. */
  readonly low: readonly number[]
  readonly high: readonly number[]
  readonly line: string
  readonly ink: string
  readonly param: string
  readonly font: string
  readonly walkers: readonly string[]
}

export interface SurfacePicture {
  readonly grid: Grid
  readonly view: SurfaceView
  readonly names: readonly [string, string]
  /** By the walker's place in the list. */
  readonly trails: readonly { readonly index: number; readonly trail: Trail }[]
  readonly t: number | null
}

export function paintSurface(
  context: CanvasRenderingContext2D,
  { grid, view, names, trails, t }: SurfacePicture,
  colours: SurfaceColours,
): void {
  context.clearRect(0, 0, view.width, view.height)
  paintBase(context, view, names, colours)
  context.lineWidth = 0.6
  context.lineJoin = 'round'
  for (const { corners, height, light } of patchesOf(grid, view)) {
    const shade = 0.82 + 0.26 * light
    const [r, g, b] = colours.low.map((low, i) =>
      Math.min(255, Math.round((low + (colours.high[i]! - low) * Math.min(1, height)) * shade)),
    )
    context.fillStyle = context.strokeStyle = `rgb(${r} ${g} ${b})`
    context.beginPath()
    corners.forEach(([x, y], i) => (i ? context.lineTo(x, y) : context.moveTo(x, y)))
    context.closePath()
    context.fill()
    // The same colour around it closes the gaps between neighbours.
    context.stroke()
  }
  for (const { index, trail } of trails) {
    const colour = colours.walkers[index]!
    const end = Math.min(trail.losses.length - 1, t ?? Infinity)
    paintTrail(context, trailPoints(grid, view, trail, end), colour, colours.ink)
  }
}

function paintTrail(context: CanvasRenderingContext2D, points: readonly TrailPoint[], colour: string, halo: string) {
  for (const [width, style, alpha] of [
    [4, halo, 0.25],
    [2, colour, 1],
  ] as const) {
    context.strokeStyle = style
    context.globalAlpha = alpha
    context.lineWidth = width
    context.beginPath()
    points.forEach((point, i) => {
      if (!point) return
      if (points[i - 1]) context.lineTo(...point)
      else context.moveTo(...point)
    })
    context.stroke()
  }
  context.globalAlpha = 1
  const last = points.at(-1)
  if (!last) return
  context.fillStyle = colour
  context.beginPath()
  context.arc(last[0], last[1], 4, 0, 2 * Math.PI)
  context.fill()
}

function paintBase(
  context: CanvasRenderingContext2D,
  view: SurfaceView,
  names: readonly [string, string],
  { line, param, font }: SurfaceColours,
) {
  const project = projector(view)
  const corners = [project(0, 0, 0), project(1, 0, 0), project(1, 1, 0), project(0, 1, 0)] as const
  context.strokeStyle = line
  context.lineWidth = 1
  context.beginPath()
  corners.forEach(([x, y], i) => (i ? context.lineTo(x, y) : context.moveTo(x, y)))
  context.closePath()
  context.stroke()
  context.fillStyle = param
  context.font = `600 12px ${font}`
  context.textBaseline = 'middle'
  // Each name at the far end of its axis, on the edge that is nearer to the eye.
  const nearV = project(0.5, 0, 0)[2] > project(0.5, 1, 0)[2] ? 0 : 1
  const nearU = project(0, 0.5, 0)[2] > project(1, 0.5, 0)[2] ? 0 : 1
  const beyond = 0.07
  const label = (text: string, u: number, v: number) => {
    const [x, y] = project(u, v, 0)
    context.textAlign = x > view.width / 2 ? 'left' : 'right'
    context.fillText(text, Math.max(30, Math.min(view.width - 30, x)), Math.min(view.height - 8, y + 6))
  }
  label(`${names[0]} →`, 0.85, nearV === 0 ? -beyond : 1 + beyond)
  label(`${names[1]} →`, nearU === 0 ? -beyond : 1 + beyond, 0.85)
}
