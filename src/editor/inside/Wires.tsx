/** @file The lines of the weights: all of them painted once, the chosen ones drawn over them. */
import { memo, useEffect, useRef } from 'react'
import { sharpContext } from '../sharpContext'
import { useScheme } from '../theme'
import { colourOf, css, scaleOf, type Scale } from '../thumbnails'
import { isLit, type LineShows, type Wires } from './lineNumbers'
import { inputSpot, neuronSpot, rowsOf, type NeuronFrame } from './neuronGeometry'
import type { Place } from './terms'

interface WiresProps {
  readonly frame: NeuronFrame
  readonly wires: Wires
  readonly shows: LineShows
}

/** Lines that are not chosen are dimmed; thousands of them more, or they would run into one dark sheet. */
const dimmed = (count: number) => Math.max(0.08, Math.min(0.45, 0.45 * Math.sqrt(60 / count)))
const PENDING = 'var(--gw-wire)'

/** Thousands of lines: on a canvas, which is painted again only for other numbers. */
export const AllWires = memo(function AllWires({ frame, wires, shows }: WiresProps) {
  const canvas = useRef<HTMLCanvasElement>(null)
  const scheme = useScheme()
  const { width, height } = frame
  useEffect(() => {
    const context = sharpContext(canvas.current, width, height)
    if (!context) return
    context.globalAlpha = dimmed(frame.units * rowsOf(frame))
    const scale = scaleOf(toneOf(shows), scheme)
    const grey = getComputedStyle(context.canvas).getPropertyValue('--gw-wire').trim()
    for (let neuron = 0; neuron < frame.units; neuron++) {
      const to = neuronSpot(frame, neuron)
      for (let input = 0; input < rowsOf(frame); input++) {
        const from = inputSpot(frame, input)
        const number = wires.at(neuron, input)
        context.strokeStyle = number === null ? grey : colour(number, wires.limit, scale)
        context.lineWidth = 0.75 + strength(number, wires.limit)
        context.setLineDash(number === null ? [4, 4] : [])
        context.beginPath()
        context.moveTo(from.x, from.y)
        context.lineTo(to.x, to.y)
        context.stroke()
      }
    }
  }, [frame, wires, shows, scheme, width, height])
  return <canvas ref={canvas} className="gw-neuron-wires" style={{ width, height }} aria-hidden="true" />
})

export function LitWires({ frame, wires, shows, lit }: WiresProps & { readonly lit: Place }) {
  const scheme = useScheme()
  const scale = scaleOf(toneOf(shows), scheme)
  const lines = []
  for (let neuron = 0; neuron < frame.units; neuron++)
    for (let input = 0; input < rowsOf(frame); input++) {
      if (!isLit(lit, neuron, input)) continue
      const [from, to] = [inputSpot(frame, input), neuronSpot(frame, neuron)]
      const number = wires.at(neuron, input)
      lines.push(
        <line
          key={`${neuron} ${input}`}
          x1={from.x}
          y1={from.y}
          x2={to.x}
          y2={to.y}
          stroke={number === null ? PENDING : colour(number, wires.limit, scale)}
          strokeWidth={1.5 + strength(number, wires.limit)}
          strokeDasharray={number === null ? '4 4' : undefined}
          strokeLinecap="round"
        />,
      )
    }
  return <g>{lines}</g>
}

const toneOf = (shows: LineShows) => (shows === 'weight' ? 'parameter' : 'delta')

const strength = (x: number | null, limit: number) =>
  x === null || !limit ? 0 : 2.5 * Math.min(1, Math.abs(x) / limit)

/** A line that is nearly 0 must still be seen: its colour keeps a sixth of the scale. */
function colour(x: number, limit: number, scale: Scale): string {
  const lifted = Number.isFinite(x) && x !== 0 ? Math.sign(x) * Math.max(Math.abs(x), limit / 6) : x
  return css(colourOf(lifted, limit, scale))
}
