/** @file Numbers on the lines: a weight above its line, its gradient below; all where there is room, else the chosen. */
import { formatNumber } from '../format'
import { along, besideCircle, isTight, labelSpot, rowsOf, type NeuronFrame, type Spot } from './neuronGeometry'
import { isLit, type LineShows, type Wires } from './lineNumbers'
import type { Place } from './terms'
import { at, type Layer } from './useLayer'

interface WeightLabelsProps {
  readonly frame: NeuronFrame
  readonly layer: Layer
  /** What the lines are coloured by: the one number there is room for where they stand close. */
  readonly wires: Wires
  readonly shows: LineShows
  readonly all: boolean
  readonly lit: Place
}

export function WeightLabels({ frame, layer, wires, shows, all, lit }: WeightLabelsProps) {
  const { inputs, units } = frame
  const labels: { readonly neuron: number; readonly input: number; readonly spot: Spot; readonly lit: boolean }[] = []
  const tight = !all && isTight(frame, lit)
  const beside = besideCircle(frame)
  const add = (neuron: number, input: number, spot: Spot, chosen: boolean) =>
    labels.push({ neuron, input, spot, lit: chosen })
  for (let neuron = 0; neuron < units; neuron++)
    for (let input = 0; input < rowsOf(frame); input++) {
      const chosen = isLit(lit, neuron, input)
      if (all) add(neuron, input, labelSpot(frame, neuron, input), chosen)
      else if (chosen) {
        // Lines that meet lie apart at their other end.
        const part = lit.kind === 'weight' ? 0.5 : lit.kind === 'input' ? 1 - beside : beside
        add(neuron, input, along(frame, neuron, input, part), true)
      }
    }
  return (
    <g className="gw-weight-labels">
      {labels.map(({ neuron, input, spot, lit: chosen }) => {
        if (tight)
          return (
            <text
              key={`${neuron} ${input}`}
              x={spot.x}
              y={spot.y + 4}
              textAnchor="middle"
              data-tone={shows === 'weight' ? 'parameter' : 'delta'}
            >
              {numberText(wires.at(neuron, input))}
            </text>
          )
        const own = input === inputs
        const weight = own ? at(layer.bias, neuron) : at(layer.weight, neuron * inputs + input)
        const gradient = own ? at(layer.dBias, neuron) : at(layer.dWeight, neuron * inputs + input)
        return (
          <g key={`${neuron} ${input}`} data-lit={chosen || undefined}>
            <text x={spot.x} y={spot.y - 5} textAnchor="middle" data-tone="parameter">
              {numberText(weight)}
            </text>
            {gradient !== null && (
              <text x={spot.x} y={spot.y + 13} textAnchor="middle" data-tone="delta">
                {formatNumber(gradient)}
              </text>
            )}
          </g>
        )
      })}
    </g>
  )
}

const numberText = (x: number | null) => (x === null ? '…' : formatNumber(x))
