/** @file The surface as patches on the screen: turned, projected (orthographic), and sorted from back to front. */
import type { Grid, Trail } from '../../../runtime/protocol'
import { heightScale } from './levels'
import { inWindow } from './planeStore'

export interface SurfaceView {
  readonly width: number
  readonly height: number
  /** Degrees: around the vertical axis, and up from the horizon. */
  readonly azimuth: number
  readonly elevation: number
}

/** x to the right, y down on the screen in px, and how near it is. */
export type Projected = readonly [x: number, y: number, near: number]

/** How high the surface stands, for a base of 2 by 2. */
const RISE = 1.15

/** @param u,v position on the base, in [0, 1]. @param z height in [0, 1] */
export function projector({
  width,
  height,
  azimuth,
  elevation,
}: SurfaceView): (u: number, v: number, z: number) => Projected {
  const [turn, tilt] = [(azimuth * Math.PI) / 180, (elevation * Math.PI) / 180]
  const [cos, sin, up, down] = [Math.cos(turn), Math.sin(turn), Math.sin(tilt), Math.cos(tilt)]
  const size = Math.min(width / 3, height / (2 * Math.SQRT2 * up + RISE * down + 0.15))
  return (u, v, z) => {
    const [x, y] = [2 * u - 1, 2 * v - 1]
    const [across, deep] = [x * cos - y * sin, x * sin + y * cos]
    return [
      width / 2 + size * across,
      height / 2 - size * (deep * up + (z - 0.5) * RISE * down),
      -deep * down + z * RISE * up,
    ]
  }
}

export interface Patch {
  readonly corners: readonly Projected[]
  /** Mean height in [0, 1]. */
  readonly height: number
  /** How much light falls on it, in [0, 1]. */
  readonly light: number
  readonly near: number
}

/** At most so many patches along each axis. */
const MOST = 48

/** Patches that touch a loss which is not finite are left out. Back to front. */
export function patchesOf(grid: Grid, view: SurfaceView): Patch[] {
  const { columns, rows, loss } = grid
  const project = projector(view)
  const scale = heightScale(loss)
  const step = Math.max(1, Math.ceil((Math.max(columns, rows) - 1) / MOST))
  const patches: Patch[] = []
  const at = (column: number, row: number) => {
    const [c, r] = [Math.min(columns - 1, column), Math.min(rows - 1, row)]
    return { u: c / (columns - 1), v: r / (rows - 1), loss: loss[r * columns + c]! }
  }
  for (let row = 0; row < rows - 1; row += step)
    for (let column = 0; column < columns - 1; column += step) {
      const cell = [at(column, row), at(column + step, row), at(column + step, row + step), at(column, row + step)]
      if (!cell.every((corner) => Number.isFinite(corner.loss))) continue
      const heights = cell.map((corner) => scale(corner.loss))
      const corners = cell.map(({ u, v }, i) => project(u, v, heights[i]!))
      const [alongU, alongV] = [heights[1]! - heights[0]!, heights[3]! - heights[0]!]
      // Light comes from the left front, above.
      const light = 0.5 + 0.5 * Math.tanh((6 * (alongU + 0.6 * alongV) * MOST) / 60)
      patches.push({
        corners,
        height: heights.reduce((sum, z) => sum + z, 0) / 4,
        light,
        near: corners.reduce((sum, [, , near]) => sum + near, 0) / 4,
      })
    }
  return patches.sort((a, b) => a.near - b.near)
}

/** A trail or a place on the surface, a little above it. */
function lift(grid: Grid, view: SurfaceView): (a: number, b: number, loss: number) => Projected {
  const { window } = grid
  const project = projector(view)
  const scale = heightScale(grid.loss)
  return (a, b, loss) =>
    project(
      (a - window.a[0]) / (window.a[1] - window.a[0]),
      (b - window.b[0]) / (window.b[1] - window.b[0]),
      scale(loss) + 0.012,
    )
}

/** On the screen; null where the walk is beside the surface, from where it may come back. */
export type TrailPoint = readonly [number, number] | null

/** @param end the last iterate that is drawn, from 0 */
export function trailPoints(grid: Grid, view: SurfaceView, trail: Trail, end: number): TrailPoint[] {
  const above = lift(grid, view)
  return Array.from({ length: end + 1 }, (_, i) => {
    const [a, b] = [trail.at[2 * i]!, trail.at[2 * i + 1]!]
    if (!inWindow(grid.window, [a, b])) return null
    const [x, y] = above(a, b, trail.losses[i]!)
    return [x, y]
  })
}
