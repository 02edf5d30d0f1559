/** @file What a recorded run is made of. */
import type { Tensor } from '../tensor'
import type { TraceEvent } from './types'

/** The end of a step: the optimizer moves one parameter, `node.port`, against its gradient. */
interface UpdateEvent extends Omit<TraceEvent, 'phase' | 'kind'> {
  readonly phase: 'update'
  readonly kind: 'update'
}

export type RecordedEvent = TraceEvent | UpdateEvent

export interface RecordedStep {
  /** Which update this is, counted from 1. */
  readonly t: number
  /** Before the update. */
  readonly loss: number
  /** η of this update. */
  readonly rate: number
  /** θ and the nodes' own state before the step, by "node.port". */
  readonly before: ReadonlyMap<string, Tensor>
  /** The same after the update; a step that diverged was not taken, and leaves them as they were. */
  readonly after: ReadonlyMap<string, Tensor>
  /** Data by "node.y" and keys of random numbers by "node.key"; made when asked for, so that they take no room. */
  readonly feeds: () => Readonly<Record<string, Tensor>>
}

/** The maps of a run that hold tensors. */
export type RunTensors = 'values' | 'deltas' | 'edges' | 'gradients'

/** What breakpoints ask of one step. */
export interface StopNumbers {
  /** max |x| of what the event made, over its finite elements; NaN when there is none. */
  largest(event: RecordedEvent): number
  finite(event: RecordedEvent): boolean
  /** Of a parameter, by this step's update. */
  changesSign(key: string): boolean
}
