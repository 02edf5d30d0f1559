/** @file The loss over two coordinates: a grid of it, with gradients where they are asked for, and its critical points. */
import type { Landscape } from './landscape'
import { criticalFrom, type Critical } from './landscapeCritical'
import { paced, type Progress } from './landscapeCurve'

/** [first, last] of each axis. */
export interface GridWindow {
  readonly a: readonly [number, number]
  readonly b: readonly [number, number]
}

export interface Grid {
  readonly window: GridWindow
  readonly columns: number
  readonly rows: number
  /** Row-major: element row · columns + column is at (a, b) of that column and row. */
  readonly loss: Float64Array
  /** ∂L/∂a and ∂L/∂b in the same order; null where only the loss was asked for. */
  readonly slopes: { readonly a: Float64Array; readonly b: Float64Array } | null
}

/** Newton's method is tried from so many places at most, those with the smallest slopes. */
const SEEDS = 48
/** A valley floor is flat everywhere: so many such places say enough. */
const MOST_FLAT = 3

/**
 * @param sloped slopes too, at about three times the work.
 * @param known a grid over the same window: what it has of the losses is not worked out again, where its points are
 * points of this one too.
 */
export function* gridSteps(
  land: Landscape,
  window: GridWindow,
  columns: number,
  rows: number,
  sloped: boolean,
  known: Grid | null = null,
): Generator<Progress, Grid> {
  const size = columns * rows
  const loss = new Float64Array(size)
  const slopes = sloped ? { a: new Float64Array(size), b: new Float64Array(size) } : null
  const before = sloped ? NOTHING : lossesOf(known, { window, columns, rows })
  const total = size - before.size
  let done = 0
  for (let i = 0; i < size; i++) {
    const at = placeOf({ window, columns, rows }, i)
    if (before.has(i)) loss[i] = before.get(i)!
    else if (!slopes) loss[i] = yield* paced(land.lossAt(at), done++, total)
    else {
      const sample = yield* paced(land.at(at), done++, total)
      loss[i] = sample.loss
      slopes.a[i] = sample.slopes[0]!
      slopes.b[i] = sample.slopes[1]!
    }
  }
  return { window, columns, rows, loss, slopes }
}

type Frame = Pick<Grid, 'window' | 'columns' | 'rows'>
type Losses = ReadonlyMap<number, number>

const NOTHING: Losses = new Map()

/** Losses by their place in the new grid; none where the points of the two do not fall together. */
function lossesOf(known: Grid | null, { window, columns, rows }: Frame): Losses {
  if (!known || !sameWindow(known.window, window)) return NOTHING
  const [across, up] = [(columns - 1) / (known.columns - 1), (rows - 1) / (known.rows - 1)]
  if (!Number.isInteger(across) || !Number.isInteger(up)) return NOTHING
  return new Map(
    Array.from(known.loss, (loss, i) => {
      const [column, row] = [i % known.columns, Math.floor(i / known.columns)]
      return [row * up * columns + column * across, loss] as const
    }),
  )
}

const sameWindow = (one: GridWindow, other: GridWindow): boolean =>
  one.a[0] === other.a[0] && one.a[1] === other.a[1] && one.b[0] === other.b[0] && one.b[1] === other.b[1]

function placeOf({ window: { a, b }, columns, rows }: Frame, i: number): [number, number] {
  const [column, row] = [i % columns, Math.floor(i / columns)]
  return [a[0] + ((a[1] - a[0]) * column) / (columns - 1), b[0] + ((b[1] - b[0]) * row) / (rows - 1)]
}

/** Where the slope is zero, by loss; none for a grid without slopes. */
export function* criticalsOf(land: Landscape, grid: Grid): Generator<Progress, Critical[]> {
  const { window, columns, rows, slopes } = grid
  if (!slopes) return []
  const span = [window.a[1] - window.a[0], window.b[1] - window.b[0]]
  const size = slopes.a.map((s, i) => Math.hypot(s * span[0]!, slopes.b[i]! * span[1]!))
  const slope = [...size].sort((x, y) => x - y)[Math.floor(size.length / 2)]!
  const seeds = [...size.keys()].filter((i) => isLow(size, columns, rows, i)).sort((i, j) => size[i]! - size[j]!)
  const tried = seeds.slice(0, SEEDS)
  const found: Critical[] = []
  for (const [done, seed] of tried.entries()) {
    const place = yield* paced(criticalFrom(land, placeOf(grid, seed), { span, slope }), done, tried.length)
    if (!place || !inside(window, place.at)) continue
    const near = 0.5 / Math.min(columns, rows)
    if (found.some(({ at }) => at.every((x, axis) => Math.abs(x - place.at[axis]!) < near * span[axis]!))) continue
    if (place.kind === 'flat' && found.filter(({ kind }) => kind === 'flat').length >= MOST_FLAT) continue
    found.push(place)
  }
  return found.sort((x, y) => x.loss - y.loss)
}

/** No neighbour has a smaller slope, and one has a larger; on flat ground, where all are 0, there is nothing to find. */
function isLow(size: Float64Array, columns: number, rows: number, i: number): boolean {
  const [column, row] = [i % columns, Math.floor(i / columns)]
  let larger = false
  for (let y = Math.max(0, row - 1); y <= Math.min(rows - 1, row + 1); y++)
    for (let x = Math.max(0, column - 1); x <= Math.min(columns - 1, column + 1); x++) {
      const other = size[y * columns + x]!
      if (!(other >= size[i]!)) return false
      if (other > size[i]!) larger = true
    }
  return larger
}

const inside = ({ a, b }: GridWindow, [x, y]: readonly number[]) => x! >= a[0] && x! <= a[1] && y! >= b[0] && y! <= b[1]
