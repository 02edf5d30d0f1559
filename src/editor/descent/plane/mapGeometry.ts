/** @file Where coordinates lie on the map. CSS pixels. */
import type { GridWindow } from '../../../runtime/protocol'

export const MARGIN = { left: 46, right: 10, top: 8, bottom: 30 }

export interface MapFrame {
  readonly width: number
  readonly height: number
  readonly window: GridWindow
}

const along = ([low, high]: readonly [number, number], x: number) => (x - low) / (high - low)

/** Far outside nothing is seen, and some painters fail at very large numbers. */
const bounded = (px: number) => Math.max(-1e4, Math.min(1e4, px))

export const xOf = ({ width, window }: MapFrame, a: number): number =>
  bounded(MARGIN.left + along(window.a, a) * (width - MARGIN.left - MARGIN.right))

export const yOf = ({ height, window }: MapFrame, b: number): number =>
  bounded(height - MARGIN.bottom - along(window.b, b) * (height - MARGIN.top - MARGIN.bottom))

/** The coordinates under a pixel, held within the map. */
export function placeAt({ width, height, window }: MapFrame, x: number, y: number): [number, number] {
  const share = (px: number, from: number, to: number) => Math.max(0, Math.min(1, (px - from) / (to - from)))
  const across = share(x, MARGIN.left, width - MARGIN.right)
  const up = share(y, height - MARGIN.bottom, MARGIN.top)
  const at = ([low, high]: readonly [number, number], part: number) =>
    Number((low + part * (high - low)).toPrecision(4))
  return [at(window.a, across), at(window.b, up)]
}

/** Arrows along each axis. */
const ARROWS = 12

export interface Arrow {
  readonly x: number
  readonly y: number
  /** Along −∇ on the picture, px; length by log |∇|. */
  readonly dx: number
  readonly dy: number
}

interface Sloped {
  readonly columns: number
  readonly rows: number
  readonly window: GridWindow
  readonly slopes: { readonly a: Float64Array; readonly b: Float64Array } | null
}

/** Where descent would go, on a lattice of the grid's points. The direction is that of −(∂L/∂a, ∂L/∂b) in pixels. */
export function arrowsOn(frame: MapFrame, { columns, rows, window, slopes }: Sloped): Arrow[] {
  if (!slopes) return []
  const step = Math.max(1, Math.round((columns - 1) / ARROWS))
  const perA = (frame.width - MARGIN.left - MARGIN.right) / (frame.window.a[1] - frame.window.a[0])
  const perB = (frame.height - MARGIN.top - MARGIN.bottom) / (frame.window.b[1] - frame.window.b[0])
  const sizes = slopes.a.map((s, i) => Math.hypot(s, slopes.b[i]!))
  const largest = sizes.reduce((most, size) => (Number.isFinite(size) ? Math.max(most, size) : most), 0)
  const found: Arrow[] = []
  for (let row = step; row < rows - 1; row += step)
    for (let column = step; column < columns - 1; column += step) {
      const i = row * columns + column
      if (!(sizes[i]! > 0) || !Number.isFinite(sizes[i]!)) continue
      const [right, up] = [-slopes.a[i]! * perA, -slopes.b[i]! * perB]
      const decades = Math.log10(sizes[i]! / largest)
      const length = Math.max(5, 17 + 4 * decades) / (Math.hypot(right, up) || 1)
      const a = window.a[0] + ((window.a[1] - window.a[0]) * column) / (columns - 1)
      const b = window.b[0] + ((window.b[1] - window.b[0]) * row) / (rows - 1)
      found.push({ x: xOf(frame, a), y: yOf(frame, b), dx: right * length, dy: -up * length })
    }
  return found
}
