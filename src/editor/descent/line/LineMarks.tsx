/** @file Where the slope is zero: a ring on the curve and a word, as far as words have room. */
import type { Critical } from '../../../runtime/protocol'
import { MARGIN, xOf, yOf, type LineFrame } from './lineGeometry'

interface LineMarksProps {
  readonly frame: LineFrame
  readonly criticals: readonly Critical[]
}

/** Two words that are nearer to each other than this overlap, px. */
const APART = 62

/** Minima first, the lowest of them before all: they keep their words. */
const rank = ({ kind, loss }: Critical): readonly [number, number] => [kind === 'minimum' ? 0 : 1, loss]

export function LineMarks({ frame, criticals }: LineMarksProps) {
  const named: number[] = []
  const sorted = [...criticals].sort((a, b) => rank(a)[0] - rank(b)[0] || rank(a)[1] - rank(b)[1])
  return sorted.map(({ at, loss, kind }) => {
    const [x, y] = [xOf(frame, at[0]!), yOf(frame, loss)]
    const room = named.every((other) => Math.abs(other - x) >= APART)
    if (room) named.push(x)
    // Below a minimum there is nothing else, as long as the floor is not there.
    const below = kind === 'minimum' && y + 20 < frame.height - MARGIN.bottom
    return (
      <g key={at[0]} className="gw-line-mark" data-kind={kind}>
        <circle cx={x} cy={y} r={3.5} />
        {room && (
          <text x={x} y={y + (below ? 17 : -10)} textAnchor="middle">
            {kind === 'saddle' ? 'plateau' : kind}
          </text>
        )}
      </g>
    )
  })
}
