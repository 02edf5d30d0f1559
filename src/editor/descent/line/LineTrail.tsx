/** @file The iterates on the curve: each joined to the next, the older the paler. */
import { xOf, yOf, type LineFrame } from './lineGeometry'
import type { Iterate } from './lineStore'

/** More are not told apart: the newest are drawn. */
const MOST = 400

export function LineTrail({ frame, trail }: { readonly frame: LineFrame; readonly trail: readonly Iterate[] }) {
  const shown = trail.slice(-MOST).filter(({ loss }) => Number.isFinite(loss))
  const place = ({ x, loss }: Iterate) => {
    const far = (p: number) => Math.max(-4000, Math.min(4000, p))
    return [far(xOf(frame, x)), far(yOf(frame, loss))] as const
  }
  const points = shown.map(place)
  return (
    <g className="gw-line-trail" aria-hidden="true">
      <polyline points={points.map(([x, y]) => `${x.toFixed(1)},${y.toFixed(1)}`).join(' ')} />
      {points.slice(0, -1).map(([x, y], i) => (
        <circle key={i} cx={x} cy={y} r={3} opacity={0.35 + (0.65 * (i + 1)) / points.length} />
      ))}
    </g>
  )
}
