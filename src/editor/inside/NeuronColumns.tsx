/** @file Inputs and neurons of an unrolled affine with their numbers: painted, because a hundred of them are slow as elements. */
import { memo, useEffect, useRef } from 'react'
import { formatNumber } from '../format'
import { sharpContext } from '../sharpContext'
import { useScheme } from '../theme'
import { inputSpot, neuronSpot, RADIUS, rowsOf, type NeuronFrame } from './neuronGeometry'
import type { Place } from './terms'
import { at, type Layer } from './useLayer'

interface NeuronColumnsProps {
  readonly frame: NeuronFrame
  readonly layer: Layer
  /** The one that is looked at. */
  readonly example: number
  readonly lit: Place
}

export const NeuronColumns = memo(function NeuronColumns(props: NeuronColumnsProps) {
  const canvas = useRef<HTMLCanvasElement>(null)
  const scheme = useScheme()
  const { width, height } = props.frame
  useEffect(() => {
    const context = sharpContext(canvas.current, width, height)
    if (!context) return
    const style = getComputedStyle(context.canvas)
    paintColumns(context, props, style.fontFamily, (name) => style.getPropertyValue(`--gw-${name}`).trim())
  }, [props, scheme, width, height])
  return <canvas ref={canvas} className="gw-neuron-columns" style={{ width, height }} aria-hidden="true" />
})

type Token = (name: string) => string

function paintColumns(context: CanvasRenderingContext2D, props: NeuronColumnsProps, font: string, token: Token): void {
  const { frame, layer, example, lit } = props
  const { units, inputs } = frame
  const paper = token('paper')
  const [value, delta, parameter] = [token('value'), token('delta'), token('param')]
  context.lineJoin = 'round'
  const circle = (x: number, y: number, colour: string, isLit: boolean, name: string) => {
    context.beginPath()
    context.arc(x, y, RADIUS, 0, 2 * Math.PI)
    context.fillStyle = token(isLit ? 'value-soft' : 'surface')
    context.fill()
    context.strokeStyle = colour
    context.lineWidth = isLit ? 2.5 : 1.5
    context.stroke()
    context.font = `10px ${font}`
    context.textAlign = 'center'
    context.fillStyle = token('ink-2')
    context.fillText(name, x, y + 3.5)
  }
  /** On a rim of paper, so that lines behind it do not run through the digits. */
  const number = (text: string, x: number, y: number, colour: string, align: CanvasTextAlign) => {
    context.font = `11px ${font}`
    context.textAlign = align
    context.strokeStyle = paper
    context.lineWidth = 4
    context.strokeText(text, x, y)
    context.fillStyle = colour
    context.fillText(text, x, y)
  }
  for (let input = 0; input < rowsOf(frame); input++) {
    const { x, y } = inputSpot(frame, input)
    const own = input === inputs
    const left = x - RADIUS - 6
    number(shown(own ? 1 : at(layer.x, example * inputs + input)), left, y - 2, value, 'right')
    if (!own) number(back(at(layer.dx, example * inputs + input)), left, y + 10, delta, 'right')
    circle(x, y, own ? parameter : value, lit.kind === 'input' && lit.input === input, own ? 'b' : String(input))
  }
  for (let neuron = 0; neuron < units; neuron++) {
    const { x, y } = neuronSpot(frame, neuron)
    const right = x + RADIUS + 6
    const own = at(layer.y, example * units + neuron)
    number(own === null ? '…' : `${formatNumber(own)} ▸`, right, y - 2, value, 'left')
    number(back(at(layer.dy, example * units + neuron)), right, y + 10, delta, 'left')
    circle(x, y, value, lit.kind !== 'input' && lit.neuron === neuron, String(neuron))
  }
}

const shown = (x: number | null): string => (x === null ? '…' : formatNumber(x))
const back = (x: number | null): string => (x === null ? '' : `◂ ${formatNumber(x)}`)
