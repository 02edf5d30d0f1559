/** @file The tensors of a layer with ports x, weight, bias → y, as the tensor view shows them. */
import type { CheckedNode } from '../../check'
import { portKey } from '../../graph'
import { useNumbers, type Numbers, type TensorAt } from './useNumbers'

export interface Layer {
  readonly x: Numbers
  readonly weight: Numbers
  /** Null: the layer has none. */
  readonly bias: Numbers | null
  readonly y: Numbers
  /** δ of y. */
  readonly dy: Numbers
  readonly dx: Numbers
  readonly dWeight: Numbers
  readonly dBias: Numbers
}

export function useLayer(node: CheckedNode): Layer {
  const value = (port: string): TensorAt => {
    const wire = node.wires[port]
    return { kind: 'values', key: wire ? portKey(wire.node, wire.port) : portKey(node.id, port) }
  }
  const gradient = (port: string): TensorAt => {
    const wire = node.wires[port]
    return wire ? { kind: 'edges', key: wire.edge } : { kind: 'gradients', key: portKey(node.id, port) }
  }
  const hasBias = node.wires.bias !== undefined || node.parameters.includes('bias')
  const bias = useNumbers(hasBias ? value('bias') : null)
  return {
    x: useNumbers(value('x')),
    weight: useNumbers(value('weight')),
    bias: hasBias ? bias : null,
    y: useNumbers({ kind: 'values', key: portKey(node.id, 'y') }),
    dy: useNumbers({ kind: 'deltas', key: portKey(node.id, 'y') }),
    dx: useNumbers(gradient('x')),
    dWeight: useNumbers(gradient('weight')),
    dBias: useNumbers(hasBias ? gradient('bias') : null),
  }
}

/** A number of a tensor; null while it is not known. */
export function at(numbers: Numbers | null, index: number): number | null {
  return numbers?.state === 'known' ? (numbers.data[index] ?? null) : null
}

/** The states that a sum is made of, worst first: what to say instead of it. */
export function missing(...all: readonly (Numbers | null)[]): string | null {
  for (const numbers of all) {
    if (!numbers || numbers.state === 'known') continue
    if (numbers.state === 'failed') return numbers.message
    return WORDS[numbers.state]
  }
  return null
}

const WORDS = {
  pending: 'Not computed yet. Step on, or run all.',
  none: 'There is none in this run: nothing here leads to the objective, or nothing here is trained.',
  blocked: 'No gradient flows here.',
  hidden: 'The exercise asks for this. It is shown once it is found.',
  loading: 'Fetching the numbers…',
} as const
