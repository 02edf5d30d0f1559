/** @file Where each walk ended, and what the map shows, in words. */
import type { Critical, Grid, GridWindow, Trail } from '../../../runtime/protocol'
import { formatNumber } from '../../format'
import type { Level } from './mapLevels'
import { inWindow } from './planeStore'

/** Share of the window within which an end belongs to a place. */
const NEAR = 0.06

export interface Places {
  readonly window: GridWindow | null
  readonly criticals: readonly Critical[]
}

/** In two or three words: for the list. */
export function endWords(trail: Trail | undefined, map: Places, t: number | null, coming = true): string {
  if (!trail) return coming ? '…' : 'stopped'
  const last = Math.min(trail.losses.length - 1, t ?? Infinity)
  const loss = trail.losses[last]!
  if (!Number.isFinite(trail.losses[0]!)) return 'no loss there'
  const over = last === trail.losses.length - 1
  if (over && trail.state === 'diverged') return 'diverges'
  const [a, b] = [trail.at[2 * last]!, trail.at[2 * last + 1]!]
  if (map.window && !inWindow(map.window, [a, b])) return `L = ${formatNumber(loss)}, off the map`
  const place = nearest(map, a, b)
  const where = place ? (place.kind === 'flat' ? ' in a flat valley' : ` at a ${place.kind}`) : ''
  return `L = ${formatNumber(loss)}${where}`
}

function nearest({ window, criticals }: Places, a: number, b: number): Critical | null {
  if (!window) return null
  const distance = ({ at }: Critical) =>
    Math.hypot((at[0]! - a) / (window.a[1] - window.a[0]), (at[1]! - b) / (window.b[1] - window.b[0]))
  const best = [...criticals].sort((x, y) => distance(x) - distance(y))[0]
  return best && distance(best) <= NEAR ? best : null
}

const COUNTED: readonly (readonly [Critical['kind'], string, string])[] = [
  ['minimum', 'minimum', 'minima'],
  ['saddle', 'saddle point', 'saddle points'],
  ['maximum', 'maximum', 'maxima'],
  ['flat', 'flat place', 'flat places'],
]

/** "2 minima and 1 saddle point are in sight, told by the signs of the Hessian's eigenvalues." */
export function mapWords(criticals: readonly Critical[], fine: Grid | null = null): string {
  if (fine && !fine.loss.some(Number.isFinite))
    return 'The loss is not finite anywhere here. Look on the canvas for what is red: give that a number, or undo.'
  const counts = COUNTED.flatMap(([kind, one, many]) => {
    const n = criticals.filter((critical) => critical.kind === kind).length
    return n ? [`${n} ${n === 1 ? one : many}`] : []
  })
  if (!counts.length) return 'No place with slope 0 is in sight.'
  const list = counts.length > 1 ? `${counts.slice(0, -1).join(', ')} and ${counts.at(-1)}` : counts[0]!
  return `In sight: ${list}, told by the signs of the Hessian’s eigenvalues.`
}

/** What is being drawn of the map. Without a dot: how far it is follows. */
export function drawingWords(level: Level | null, fine: Grid | null): string {
  if (!level || !fine) return 'Working out the map'
  if (level.points <= fine.columns) return 'Working out the arrows downhill'
  return `Drawing the map finer, ${level.points} × ${level.points} points`
}

/** What there is of a map whose drawing somebody stopped. */
export const stoppedWords = (fine: Grid | null): string =>
  fine
    ? `Stopped: the map has ${fine.columns} × ${fine.rows} points, and not all places with slope 0 are marked.`
    : 'Stopped before there was a map.'
