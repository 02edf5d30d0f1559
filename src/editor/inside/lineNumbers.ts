/** @file The number that the line of a weight is coloured by. Pure. */
import type { Place } from './terms'
import { at, type Layer } from './useLayer'

export interface LayerSizes {
  readonly units: number
  readonly inputs: number
  readonly examples: number
  /** The one that is looked at. */
  readonly example: number
}

/** The weight itself, ∂L/∂w over the batch, or what one example's δ sends back along it: δ_j w_ji. */
export type LineShows = 'weight' | 'gradient' | 'sent'

export interface Wires {
  /** Null while it is not known. @param input the number of inputs: the bias. */
  readonly at: (neuron: number, input: number) => number | null
  /** The largest magnitude. */
  readonly limit: number
}

export function lineNumbers(
  layer: Layer,
  { units, inputs, example }: Omit<LayerSizes, 'examples'>,
  shows: LineShows,
): Wires {
  const numberAt = (neuron: number, input: number): number | null => {
    const own = input === inputs
    if (shows === 'gradient') return own ? at(layer.dBias, neuron) : at(layer.dWeight, neuron * inputs + input)
    const weight = own ? at(layer.bias, neuron) : at(layer.weight, neuron * inputs + input)
    if (shows === 'weight' || weight === null) return weight
    // The bias is no value of the graph behind it: nothing is sent on from there.
    const delta = own ? null : at(layer.dy, example * units + neuron)
    return delta === null ? null : delta * weight
  }
  let limit = 0
  for (let neuron = 0; neuron < units; neuron++)
    for (let input = 0; input < inputs + (layer.bias ? 1 : 0); input++) {
      const size = Math.abs(numberAt(neuron, input) ?? 0)
      if (Number.isFinite(size) && size > limit) limit = size
    }
  return { at: numberAt, limit }
}

/** Whether a weight belongs to what is chosen. */
export function isLit(place: Place, neuron: number, input: number): boolean {
  if (place.kind === 'input') return place.input === input
  return place.neuron === neuron && (place.kind === 'neuron' || place.input === input)
}
