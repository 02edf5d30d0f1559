/** @file The loss as a curve over one number: the point, the tangent whose slope is the gradient, the step, the trail. */
import { useElementSize } from '@mantine/hooks'
import { useId, useMemo, useRef, type KeyboardEvent, type PointerEvent } from 'react'
import { useStore } from 'zustand'
import { formatNumber } from '../../format'
import { useServices } from '../../state/context'
import { usePlacing } from '../usePlacing'
import { ticksBetween, tickText } from '../ticks'
import { place } from './lineActions'
import { hasSlope } from './lineWords'
import { curvePath, lossRange, MARGIN, tangent, valueAt, xOf, yOf, type LineFrame } from './lineGeometry'
import { LineMarks } from './LineMarks'
import { LineTrail } from './LineTrail'
import { lineStore } from './lineStore'

/** Half the length of the tangent, px. */
const TANGENT = 90

export function LinePicture({ name }: { readonly name: string }) {
  const services = useServices()
  const { curve, trail, window, eta, ended } = useStore(lineStore)
  const { ref, width, height } = useElementSize<HTMLDivElement>()
  const svg = useRef<SVGSVGElement>(null)
  const clip = useId()
  const [low, high] = useMemo(() => lossRange(curve, trail, window), [curve, trail, window])
  const frame: LineFrame = { width, height, window, low, high }
  const last = trail.at(-1)
  const shown = width > 0 && height > 0

  const drag = (event: PointerEvent<SVGSVGElement>) => {
    const box = svg.current?.getBoundingClientRect()
    if (!box) return
    const x = valueAt(frame, Math.max(MARGIN.left, Math.min(width - MARGIN.right, event.clientX - box.left)))
    void place(services, Number(x.toPrecision(4)))
  }
  const placing = usePlacing(drag)
  const onKeyDown = (event: KeyboardEvent) => {
    const directions: Record<string, number> = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1 }
    const direction = directions[event.key]
    if (direction === undefined || !last || event.ctrlKey || event.metaKey || event.altKey) return
    event.preventDefault()
    event.stopPropagation()
    const by = ((window[1] - window[0]) / 200) * (event.shiftKey ? 10 : 1)
    void place(services, Number((last.x + direction * by).toPrecision(6)))
  }
  return (
    <div ref={ref} className="gw-descent-picture">
      {shown && (
        <svg ref={svg} width={width} height={height} {...placing}>
          <clipPath id={clip}>
            <rect
              x={MARGIN.left}
              y={2}
              width={width - MARGIN.left - MARGIN.right}
              height={height - MARGIN.bottom - 2}
            />
          </clipPath>
          <Axes frame={frame} name={name} />
          <g clipPath={`url(#${clip})`}>
            {curve && <path className="gw-line-curve" d={curvePath(frame, curve)} />}
            {curve && <LineMarks frame={frame} criticals={curve.criticals} />}
            <LineTrail frame={frame} trail={trail} />
            {last && hasSlope(last) && <Step frame={frame} last={last} eta={ended === 'converged' ? 0 : eta} />}
          </g>
          {last && (
            <circle
              className="gw-line-point"
              cx={Math.max(MARGIN.left, Math.min(width - MARGIN.right, xOf(frame, last.x)))}
              cy={Math.max(
                MARGIN.top,
                Math.min(height - MARGIN.bottom, Number.isFinite(last.loss) ? yOf(frame, last.loss) : Infinity),
              )}
              r={7}
              role="slider"
              tabIndex={0}
              aria-label={`Start of ${name}; arrow keys move it`}
              aria-valuemin={window[0]}
              aria-valuemax={window[1]}
              aria-valuenow={last.x}
              aria-valuetext={`${name} = ${formatNumber(last.x)}, L = ${formatNumber(last.loss)}, slope ${formatNumber(last.slope)}`}
              onKeyDown={onKeyDown}
            />
          )}
        </svg>
      )}
    </div>
  )
}

function Axes({ frame, name }: { readonly frame: LineFrame; readonly name: string }) {
  const { width, height, window, low, high } = frame
  const floor = height - MARGIN.bottom
  return (
    <g className="gw-descent-axes" aria-hidden="true">
      {ticksBetween(low, high, Math.max(2, height / 60)).map((loss) => (
        <g key={loss}>
          <line x1={MARGIN.left} x2={width - MARGIN.right} y1={yOf(frame, loss)} y2={yOf(frame, loss)} />
          <text x={MARGIN.left - 7} y={yOf(frame, loss)} dy="0.35em" textAnchor="end">
            {tickText(loss)}
          </text>
        </g>
      ))}
      {ticksBetween(window[0], window[1], Math.max(2, width / 90)).map((x) => (
        <text key={x} x={xOf(frame, x)} y={floor + 15} textAnchor="middle">
          {tickText(x)}
        </text>
      ))}
      <line className="gw-descent-floor" x1={MARGIN.left} x2={width - MARGIN.right} y1={floor} y2={floor} />
      <text className="gw-descent-axis-name" x={4} y={height - 3} data-kind="param">
        {name} →
      </text>
      <text className="gw-descent-axis-name" x={MARGIN.left + 6} y={MARGIN.top} dy="0.35em" data-kind="value">
        ↑ L
      </text>
    </g>
  )
}

interface StepProps {
  readonly frame: LineFrame
  readonly last: { readonly x: number; readonly loss: number; readonly slope: number }
  readonly eta: number
}

/** The tangent, and the step −η·slope as an arrow along the axis of the number. */
function Step({ frame, last, eta }: StepProps) {
  const [x1, y1, x2, y2] = tangent(frame, last, TANGENT)
  const [from, y] = [xOf(frame, last.x), yOf(frame, last.loss)]
  const length = xOf(frame, last.x - eta * last.slope) - from
  const side = Math.sign(length)
  // An arrow shorter than its head is drawn as the head alone.
  const head = Math.min(7, Math.abs(length))
  const to = Math.max(-20, Math.min(frame.width + 20, from + length))
  return (
    <g aria-hidden="true">
      <line className="gw-line-tangent" x1={x1} y1={y1} x2={x2} y2={y2} />
      {Math.abs(length) > 1 && (
        <>
          <line className="gw-line-step" x1={from} y1={y} x2={to - side * head} y2={y} />
          <path className="gw-line-head" d={`M${to} ${y}l${-side * head} -4v8z`} />
          <line className="gw-line-drop" x1={to} y1={y} x2={to} y2={frame.height - MARGIN.bottom} />
        </>
      )}
    </g>
  )
}
