/** @file Curves with their own x columns, put on one x axis for a chart. */

export interface Curve {
  readonly x: readonly number[]
  readonly y: readonly (number | null)[]
}

/** More points than this are thinned: a chart has no more pixels than that. */
const MOST_POINTS = 2000

/**
 * One sorted x column and a y column for each curve; null where a curve has no point. Long curves are thinned to every
 * n-th point, always with the last one.
 * @param curves each with ascending x
 */
export function align(curves: readonly Curve[]): { x: number[]; columns: (number | null)[][] } {
  const thinned = curves.map(thin)
  const x = [...new Set(thinned.flatMap((curve) => curve.x))].sort((a, b) => a - b)
  const place = new Map(x.map((value, i) => [value, i]))
  const columns = thinned.map((curve) => {
    const column = new Array<number | null>(x.length).fill(null)
    curve.x.forEach((value, i) => (column[place.get(value)!] = finite(curve.y[i])))
    return column
  })
  return { x, columns }
}

const finite = (y: number | null | undefined) => (y !== null && y !== undefined && Number.isFinite(y) ? y : null)

/** Costs as many steps as points are kept, so that a long training stays as quick to draw as a short one. */
function thin({ x, y }: Curve): Curve {
  const every = Math.ceil(x.length / MOST_POINTS)
  if (every <= 1) return { x, y }
  const kept: { x: number[]; y: (number | null)[] } = { x: [], y: [] }
  const last = x.length - 1
  for (let i = 0; i < last; i += every) {
    kept.x.push(x[i]!)
    kept.y.push(y[i]!)
  }
  kept.x.push(x[last]!)
  kept.y.push(y[last]!)
  return kept
}
