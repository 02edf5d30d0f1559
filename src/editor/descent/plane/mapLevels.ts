/**
 * @file How fine the map is drawn, and in what order: a rough one at once, then ever finer ones for as long as a point of it
 * does not take too long. Each level has all points of the one before, whose losses are taken over.
 */
import type { Grid, GridWindow } from '../../../runtime/protocol'

/** Points along each axis. */
const LEVELS = [4, 7, 13, 25, 49, 97]
/** The first picture; a rougher one where a point may take long. */
const FIRST = 13
const FIRST_WHEN_MANY = 4
/** From so many points on it is known what one takes. */
const TOLD = 7
/** Points of the grid with slopes, and in how many milliseconds they have to be had; fewer miss minima and saddle points. */
const SLOPED = [
  { points: 25, ms: 2500 },
  { points: 13, ms: 8000 },
  { points: 7, ms: Infinity },
]
/** A loss with its slopes, in losses alone. */
export const SLOPES_COST = 3
/** A level that would take longer than this is left out, ms; the finest, in which little more is seen, sooner. */
const LEVEL_MS = 8000
const FINEST_MS = 2500

export interface Level {
  /** Along each axis. */
  readonly points: number
  readonly sloped: boolean
}

interface Drawn {
  readonly window: GridWindow
  /** Losses, on as many points as there are by now. */
  readonly fine: Grid | null
  /** Losses with slopes, maybe of another window. */
  readonly coarse: Grid | null
  /** Milliseconds that a loss took; null: not known. */
  readonly pace: number | null
}

/** What is drawn next; null: the map is as fine as it gets. @param many whether θ has many numbers */
export function nextLevel({ window, fine, coarse, pace }: Drawn, many: boolean): Level | null {
  if (!fine) return { points: many ? FIRST_WHEN_MANY : FIRST, sloped: false }
  const takes = (count: number) => count * (pace ?? 0)
  const sloped = coarse !== null && sameWindow(coarse.window, window)
  if (fine.columns >= TOLD && !sloped) {
    const { points } = SLOPED.find(({ points: n, ms }) => takes(n * n * SLOPES_COST) <= ms)!
    return { points, sloped: true }
  }
  const points = LEVELS.find((n) => n > fine.columns)
  if (points === undefined) return null
  const most = points === LEVELS.at(-1) ? FINEST_MS : LEVEL_MS
  return sloped && takes(points ** 2 - fine.columns ** 2) > most ? null : { points, sloped: false }
}

/** Losses that are worked out for it. */
export const workOf = ({ points, sloped }: Level, known: Grid | null): number =>
  sloped ? points ** 2 * SLOPES_COST : points ** 2 - (known ? known.columns ** 2 : 0)

export const sameWindow = ({ a, b }: GridWindow, other: GridWindow): boolean =>
  a[0] === other.a[0] && a[1] === other.a[1] && b[0] === other.b[0] && b[1] === other.b[1]
