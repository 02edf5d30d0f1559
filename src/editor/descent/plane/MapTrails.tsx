/** @file The ways of the optimizers over the map: a line each, a form at its end. */
import { useId } from 'react'
import type { Trail } from '../../../runtime/protocol'
import { MARGIN, xOf, yOf, type MapFrame } from './mapGeometry'
import { inWindow } from './planeStore'
import { formPath, type Walker } from './walkers'

interface MapTrailsProps {
  readonly frame: MapFrame
  readonly trails: Readonly<Record<string, Trail>>
  readonly walkers: readonly Walker[]
  /** The last iterate that is drawn; null: all. */
  readonly t: number | null
}

/** Single iterates are dotted where there are few enough to tell apart. */
const DOTTED = 60

export function MapTrails({ frame, trails, walkers, t }: MapTrailsProps) {
  const clip = useId()
  return (
    <g className="gw-plane-trails" aria-hidden="true" clipPath={`url(#${clip})`}>
      <clipPath id={clip}>
        <rect
          x={MARGIN.left}
          y={MARGIN.top}
          width={Math.max(0, frame.width - MARGIN.left - MARGIN.right)}
          height={Math.max(0, frame.height - MARGIN.top - MARGIN.bottom)}
        />
      </clipPath>
      {walkers.map((walker, index) => {
        const trail = trails[walker.id]
        if (!trail || !walker.shown) return null
        const points = Array.from(
          { length: Math.min(drawnOf(trail, frame), (t ?? Infinity) + 1) },
          (_, i) => [xOf(frame, trail.at[2 * i]!), yOf(frame, trail.at[2 * i + 1]!)] as const,
        )
        const last = points.at(-1)
        return (
          <g key={walker.id} data-walker={index}>
            <polyline
              className="gw-walker-halo"
              points={points.map((point) => point.map((p) => p.toFixed(1)).join()).join(' ')}
            />
            <polyline
              className="gw-walker-line"
              points={points.map((point) => point.map((p) => p.toFixed(1)).join()).join(' ')}
            />
            {points.length <= DOTTED &&
              points
                .slice(1, -1)
                .map(([x, y], i) => <circle key={i} className="gw-walker-dot" cx={x} cy={y} r={1.8} />)}
            {last && points.length > 1 && (
              <path className="gw-walker-end" d={formPath(index, 5)} transform={`translate(${last[0]} ${last[1]})`} />
            )}
          </g>
        )
      })}
    </g>
  )
}

/** A walk that diverges is drawn until it leaves the map: what comes then would only fill it. */
function drawnOf({ at, losses, state }: Trail, { window }: MapFrame): number {
  if (state !== 'diverged') return losses.length
  for (let i = 0; i < losses.length; i++) if (!inWindow(window, [at[2 * i]!, at[2 * i + 1]!])) return i + 1
  return losses.length
}
