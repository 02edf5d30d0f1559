/** @file The iterates on the curve: each joined to the next, the older the paler. */
import { dotsOf, xOf, yOf, type LineFrame } from './lineGeometry'
import type { Iterate } from './lineStore'

export function LineTrail({ frame, trail }: { readonly frame: LineFrame; readonly trail: readonly Iterate[] }) {
  const place = ({ x, loss }: Iterate) => {
    const far = (p: number) => Math.max(-4000, Math.min(4000, p))
    return [far(xOf(frame, x)), far(yOf(frame, loss))] as const
  }
  const points = trail.filter(({ loss }) => Number.isFinite(loss)).map(place)
  const dots = dotsOf(points)
  return (
    <g className="gw-line-trail" aria-hidden="true">
      <polyline points={points.map(([x, y]) => `${x.toFixed(1)},${y.toFixed(1)}`).join(' ')} />
      {dots.map(([x, y], i) => (
        <circle key={i} cx={x} cy={y} r={3} opacity={0.35 + (0.65 * (i + 1)) / dots.length} />
      ))}
    </g>
  )
}
