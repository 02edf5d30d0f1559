/** @file The few numbers of each tensor that a recording keeps of each step: for histories, and for breakpoints. */
import { statistics, type Tensor } from '../tensor'
import type { RecordedEvent, RecordedStep, RunTensors, StopNumbers } from './recordedTypes'
import type { Run } from './types'

const KINDS: readonly RunTensors[] = ['values', 'deltas', 'edges', 'gradients']

/** The tensor that an event makes; of an update, the parameter that it moves. */
export function eventTensor(event: RecordedEvent): { readonly kind: RunTensors; readonly key: string } {
  const key = `${event.node}.${event.port}`
  switch (event.kind) {
    case 'value':
    case 'update':
      return { kind: 'values', key }
    case 'accumulate':
      return { kind: 'deltas', key }
    case 'edge-delta':
      return { kind: 'edges', key: event.edge! }
    case 'parameter-gradient':
      return { kind: 'gradients', key }
  }
}

/** What a tensor is to a breakpoint. */
export interface TensorNumbers {
  /** The element of a tensor with one, else the Euclidean norm. */
  readonly shown: number
  /** max |x| over the finite elements. */
  readonly largest: number
  readonly finite: boolean
}

export function numbersOf(tensor: Tensor): TensorNumbers {
  const { data } = tensor
  let squares = 0
  let largest = 0
  for (let i = 0; i < data.length; i++) {
    const size = Math.abs(data[i]!)
    squares += size * size
    if (size > largest) largest = size
  }
  // The usual case, once over the data: squares of which one is not finite, or too large, do not add up to a finite number.
  if (squares < Infinity && data.length > 0)
    return { shown: data.length === 1 ? data[0]! : Math.sqrt(squares), largest, finite: true }
  const { norm, min, max, nonFinite } = statistics(tensor)
  return {
    shown: data.length === 1 ? data[0]! : norm,
    largest: Math.max(Math.abs(min), Math.abs(max)),
    finite: nonFinite === 0,
  }
}

/** Whether any element went through 0. */
function changesSign(before: Tensor, after: Tensor): boolean {
  for (let i = 0; i < before.data.length; i++) if (before.data[i]! * after.data[i]! < 0) return true
  return false
}

interface StepNumbers {
  readonly tensors: ReadonlyMap<string, TensorNumbers>
  /** θ after the update, by "node.port". */
  readonly moved: ReadonlyMap<string, TensorNumbers>
  readonly flipped: ReadonlySet<string>
}

export class RecordedNumbers {
  readonly #steps: StepNumbers[] = []
  /** Tensors are immutable, and many stay the same from step to step. */
  readonly #known = new WeakMap<Tensor, TensorNumbers>()

  note(run: Run, { before, after }: RecordedStep): void {
    const tensors = new Map<string, TensorNumbers>()
    for (const kind of KINDS) for (const [key, tensor] of run[kind]) tensors.set(`${kind} ${key}`, this.#of(tensor))
    const moved = new Map<string, TensorNumbers>()
    const flipped = new Set<string>()
    for (const key of run.gradients.keys()) {
      const now = after.get(key)
      const was = before.get(key)
      if (!now || !was) continue
      moved.set(key, this.#of(now))
      if (changesSign(was, now)) flipped.add(key)
    }
    this.#steps.push({ tensors, moved, flipped })
  }

  history(kind: RunTensors, key: string): readonly number[] {
    return this.#steps.map(({ tensors }) => tensors.get(`${kind} ${key}`)?.shown ?? NaN)
  }

  at(index: number): StopNumbers {
    const { tensors, moved, flipped } = this.#steps[index]!
    const find = (event: RecordedEvent) => {
      const { kind, key } = eventTensor(event)
      return event.kind === 'update' ? moved.get(key) : tensors.get(`${kind} ${key}`)
    }
    return {
      largest: (event) => find(event)?.largest ?? NaN,
      finite: (event) => find(event)?.finite ?? true,
      changesSign: (key) => flipped.has(key),
    }
  }

  #of(tensor: Tensor): TensorNumbers {
    let numbers = this.#known.get(tensor)
    if (!numbers) this.#known.set(tensor, (numbers = numbersOf(tensor)))
    return numbers
  }
}
