/** @file Walking along neurons, weights and inputs by keys, and what they are called. Pure. */
import type { Place } from './terms'

interface Counts {
  readonly units: number
  readonly inputs: number
  /** Inputs, and the bias. */
  readonly rows: number
}

/**
 * Up and down: the neuron, or the input when an input is chosen. Left and right: from a neuron to its weights, along
 * them, and out to the input. Null: the key means nothing here.
 */
export function moved(place: Place, key: string, { units, rows, inputs }: Counts): Place | null {
  const clamp = (i: number, count: number) => Math.max(0, Math.min(count - 1, i))
  const by = key === 'ArrowDown' ? 1 : key === 'ArrowUp' ? -1 : 0
  if (by) {
    if (place.kind === 'input') return { kind: 'input', input: clamp(place.input + by, inputs) }
    return { ...place, neuron: clamp(place.neuron + by, units) }
  }
  if (key === 'ArrowLeft') {
    if (place.kind === 'neuron') return { kind: 'weight', neuron: place.neuron, input: 0 }
    if (place.kind === 'weight')
      return place.input + 1 < rows ? { ...place, input: place.input + 1 } : { kind: 'input', input: inputs - 1 }
    return place
  }
  if (key === 'ArrowRight') {
    if (place.kind === 'input') return { kind: 'weight', neuron: 0, input: place.input }
    if (place.kind === 'weight')
      return place.input > 0 ? { ...place, input: place.input - 1 } : { kind: 'neuron', neuron: place.neuron }
    return place
  }
  if (key === 'Home') return place.kind === 'input' ? { kind: 'input', input: 0 } : { ...place, neuron: 0 }
  if (key === 'End')
    return place.kind === 'input' ? { kind: 'input', input: inputs - 1 } : { ...place, neuron: units - 1 }
  return null
}

/** "weight [1, 0] of z₁". Indices are those of the tensors. */
export function placeWords(place: Place, name: string, inputs: number): string {
  if (place.kind === 'input') return `input ${place.input} of ${name}`
  if (place.kind === 'neuron') return `neuron ${place.neuron} of ${name}`
  return place.input === inputs
    ? `bias ${place.neuron} of ${name}`
    : `weight [${place.neuron}, ${place.input}] of ${name}`
}
