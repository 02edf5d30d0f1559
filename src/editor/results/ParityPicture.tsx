/** @file What should be said along, what the network says up: on the diagonal they agree. */
import { memo } from 'react'
import type { Agreement } from '../../runtime/protocol'
import { ticksBetween, tickText } from '../descent/ticks'
import { dotsPath, MARGIN, parityRange, xOf, yOf, type ParityFrame } from './parityGeometry'

/** CSS pixels of the square. */
const SIDE = 196
const TICKS = 4

export interface ParityPictureProps {
  readonly agreement: Agreement
  /** The number that is looked at, where it has a name. */
  readonly name: string | null
  /** What the data say of the targets. */
  readonly doc: string | null
}

export const ParityPicture = memo(function ParityPicture({ agreement, name, doc }: ParityPictureProps) {
  const { train, heldOut } = agreement
  const frame: ParityFrame = { range: parityRange(train, heldOut), side: SIDE }
  const [low, high] = frame.range
  const [left, right, top, floor] = [MARGIN.left, MARGIN.left + SIDE, MARGIN.top, MARGIN.top + SIDE]
  const ticks = ticksBetween(low, high, TICKS)
  const examples = (pairs: Float32Array) => (pairs.length / 2).toLocaleString('en')
  return (
    <div className="gw-parity">
      <svg
        width={right + MARGIN.right}
        height={floor + MARGIN.bottom}
        role="img"
        aria-label={`Answers over targets${name ? ` of ${name}` : ''}: ${examples(train)} points that are trained on, ${examples(heldOut)} held out, and the line where both are the same.`}
      >
        <rect className="gw-parity-room" x={left} y={top} width={SIDE} height={SIDE} />
        {ticks.map((at) => (
          <g key={at}>
            <line x1={left} x2={right} y1={yOf(frame, at)} y2={yOf(frame, at)} />
            <line x1={xOf(frame, at)} x2={xOf(frame, at)} y1={top} y2={floor} />
            <text x={left - 5} y={yOf(frame, at)} dy="0.35em" textAnchor="end">
              {tickText(at)}
            </text>
            <text x={xOf(frame, at)} y={floor + 14} textAnchor="middle">
              {tickText(at)}
            </text>
          </g>
        ))}
        <line className="gw-parity-same" x1={left} y1={floor} x2={right} y2={top} />
        <path className="gw-parity-train" d={dotsPath(frame, train)} />
        <path className="gw-parity-held" d={dotsPath(frame, heldOut)} />
        <text x={(left + right) / 2} y={floor + 29} textAnchor="middle">
          target
        </text>
        <text transform={`translate(9 ${(top + floor) / 2}) rotate(-90)`} textAnchor="middle">
          what the network says
        </text>
      </svg>
      <div>
        <ul className="gw-parity-legend" aria-hidden="true">
          {train.length > 0 && <li data-of="train">trained on</li>}
          {heldOut.length > 0 && <li data-of="held">held out</li>}
          <li data-of="same">both the same</li>
        </ul>
        {doc && <p className="gw-results-note">{doc}</p>}
      </div>
    </div>
  )
})
