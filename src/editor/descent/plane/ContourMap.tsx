/** @file The map of the loss over two coordinates, with the trails of the optimizers, and the start that can be dragged. */
import { useElementSize, useMergedRef } from '@mantine/hooks'
import { useEffect, useRef, type KeyboardEvent, type PointerEvent } from 'react'
import { formatNumber } from '../../format'
import { sharpContext } from '../../sharpContext'
import { useServices } from '../../state/context'
import { usePlacing } from '../usePlacing'
import { ticksBetween, tickText } from '../ticks'
import { useScheme } from '../../theme'
import { MARGIN, placeAt, xOf, yOf, type MapFrame } from './mapGeometry'
import { MapTrails } from './MapTrails'
import { paintMap } from './paintMap'
import { place } from './planeActions'
import { inWindow } from './planeStore'
import { usePlane } from './usePlane'

interface ContourMapProps {
  readonly names: readonly [string, string]
}

export function ContourMap({ names }: ContourMapProps) {
  const services = useServices()
  const { window, coarse, fine, criticals, start, trails, walkers, t } = usePlane(
    'window',
    'coarse',
    'fine',
    'criticals',
    'start',
    'trails',
    'walkers',
    't',
  )
  const scheme = useScheme()
  const { ref: sized, width, height } = useElementSize<HTMLDivElement>()
  const holder = useRef<HTMLDivElement>(null)
  const both = useMergedRef(sized, holder)
  const canvas = useRef<HTMLCanvasElement>(null)
  const frame: MapFrame | null = window && width > 0 && height > 0 ? { width, height, window } : null
  const grid = fine ?? coarse

  useEffect(() => {
    const element = canvas.current
    const context = sharpContext(element, width, height)
    if (!element || !context || !window || !grid) return
    const style = getComputedStyle(element)
    const token = (name: string) => style.getPropertyValue(`--gw-${name}`).trim()
    const colours = { paper: token('surface'), value: token('value'), delta: token('delta') }
    paintMap(context, { width, height, window }, grid, coarse, colours)
  }, [grid, coarse, width, height, window, scheme])

  const drag = (event: PointerEvent<HTMLDivElement>) => {
    const box = holder.current?.getBoundingClientRect()
    if (box && frame) place(services, placeAt(frame, event.clientX - box.left, event.clientY - box.top))
  }
  const placing = usePlacing(drag)
  const onKeyDown = (event: KeyboardEvent) => {
    const directions: Record<string, readonly [number, number]> = {
      ArrowLeft: [-1, 0],
      ArrowRight: [1, 0],
      ArrowUp: [0, 1],
      ArrowDown: [0, -1],
    }
    const direction = directions[event.key]
    if (!direction || !start || !window || event.ctrlKey || event.metaKey || event.altKey) return
    event.preventDefault()
    event.stopPropagation()
    const share = (event.shiftKey ? 10 : 1) / 100
    const moved = ([low, high]: readonly [number, number], x: number, by: number) =>
      Number((x + by * share * (high - low)).toPrecision(6))
    place(services, [moved(window.a, start[0], direction[0]), moved(window.b, start[1], direction[1])])
  }
  return (
    <div ref={both} className="gw-descent-picture gw-plane-map" {...placing}>
      <canvas ref={canvas} aria-hidden="true" />
      {frame && (
        <svg width={width} height={height}>
          <MapAxes frame={frame} names={names} />
          <MapTrails frame={frame} trails={trails} walkers={walkers} t={t} />
          {criticals?.map(({ at, kind, loss, eigenvalues }) => (
            <g
              key={at.join()}
              className="gw-plane-mark"
              data-kind={kind}
              transform={`translate(${xOf(frame, at[0]!)} ${yOf(frame, at[1]!)})`}
            >
              <title>{`${kind} at (${at.map((x) => formatNumber(x)).join(', ')}), L = ${formatNumber(loss)}; eigenvalues of the Hessian ${eigenvalues.map((x) => formatNumber(x)).join(' and ')}`}</title>
              <path
                d={
                  kind === 'saddle'
                    ? 'M-5 -5L5 5M-5 5L5 -5'
                    : kind === 'flat'
                      ? 'M-6 0H6'
                      : 'M5 0A5 5 0 1 1 -5 0A5 5 0 1 1 5 0z'
                }
              />
              <text x={8} y={4}>
                {kind === 'flat' ? 'flat' : kind}
              </text>
            </g>
          ))}
          {start && inWindow(frame.window, start) && (
            <circle
              className="gw-line-point"
              cx={xOf(frame, start[0])}
              cy={yOf(frame, start[1])}
              r={7}
              role="slider"
              tabIndex={0}
              aria-label="Start of the walks; arrow keys move it"
              aria-valuemin={frame.window.a[0]}
              aria-valuemax={frame.window.a[1]}
              aria-valuenow={start[0]}
              aria-valuetext={`${names[0]} = ${formatNumber(start[0])}, ${names[1]} = ${formatNumber(start[1])}`}
              onKeyDown={onKeyDown}
            />
          )}
        </svg>
      )}
    </div>
  )
}

function MapAxes({ frame, names }: { readonly frame: MapFrame; readonly names: readonly [string, string] }) {
  const { width, height, window } = frame
  return (
    <g className="gw-descent-axes" aria-hidden="true">
      {ticksBetween(...window.b, Math.max(2, height / 60)).map((b) => (
        <text key={b} x={MARGIN.left - 6} y={yOf(frame, b)} dy="0.35em" textAnchor="end">
          {tickText(b)}
        </text>
      ))}
      {ticksBetween(...window.a, Math.max(2, width / 80)).map((a) => (
        <text key={a} x={xOf(frame, a)} y={height - MARGIN.bottom + 14} textAnchor="middle">
          {tickText(a)}
        </text>
      ))}
      <text className="gw-descent-axis-name" data-kind="param" x={width - MARGIN.right} y={height - 3} textAnchor="end">
        {names[0]} →
      </text>
      <text className="gw-descent-axis-name" data-kind="param" x={4} y={height - 3}>
        ↑ {names[1]}
      </text>
    </g>
  )
}
