/**
 * @file What crosses the border between the page and the engine. The same interface is served by a
 * Web Worker in the page and in process for tests and the command line. Everything is structured-cloneable.
 */
import type { Patch } from 'immer'
import type { RunError, TraceEvent } from '../engine'
import type { GraphDocument, StoredTensor, TrainingSettings } from '../graph'
import type { DType, Shape, Statistics, TensorData } from '../tensor'

export type { RunError, TraceEvent }

/** A tensor as the page sees it: all of it when small, else its first elements; statistics are always of the whole. */
export interface TensorView {
  readonly dtype: DType
  readonly shape: Shape
  readonly statistics: Statistics
  /** The first `min(size, HEAD_LIMIT)` elements, row-major. */
  readonly head: TensorData
  /** Whether `head` is everything. */
  readonly complete: boolean
}

export const HEAD_LIMIT = 8192

export type TensorKind = 'values' | 'deltas' | 'edges' | 'gradients'

/** Sent after each recomputation. Only what changed since the last update is in `changed`. */
export interface RunUpdate {
  /** Counts updates. */
  readonly revision: number
  readonly changed: Readonly<Record<TensorKind, Readonly<Record<string, TensorView>>>>
  readonly removed: Readonly<Record<TensorKind, readonly string[]>>
  /** Absent when it equals the last one. */
  readonly trace?: readonly TraceEvent[]
  readonly blockedEdges: readonly string[]
  readonly loss: number | null
  readonly objective: string | null
  readonly errors: readonly RunError[]
  /** Which examples of the bound data set are in view: [first, end) of total; null without a data set. */
  readonly examples: { readonly first: number; readonly count: number; readonly total: number } | null
}

export type TrainingStatus =
  | 'running'
  | 'paused'
  /** Every parameter moved by less than the tolerance. */
  | 'converged'
  /** t reached t_max. */
  | 'finished'
  /** The loss or a parameter became NaN or infinite; the last finite parameters are kept. */
  | 'diverged'
  | 'failed'

export interface TrainingProgress {
  readonly status: TrainingStatus
  /** t: updates done since training started. */
  readonly step: number
  readonly steps: number
  /** New points of the curves since the last message. */
  readonly losses: readonly { readonly step: number; readonly loss: number; readonly accuracy: number | null }[]
  readonly heldOut: readonly { readonly step: number; readonly loss: number; readonly accuracy: number | null }[]
  readonly stepsPerSecond: number
  readonly examplesPerSecond: number
  readonly epoch: number | null
  /** Largest |Δθ| of the last update: what the tolerance is compared with. */
  readonly lastChange: number | null
  /** In words, when the status is final or failed. */
  readonly message?: string
  /** Present whenever training is not running: what the document should now hold. */
  readonly parameters?: Readonly<Record<string, StoredTensor>>
}

/** What the host tells the page unasked. */
export interface EngineEvents {
  update(update: RunUpdate): void
  training(progress: TrainingProgress): void
}

export interface EngineApi {
  /** Replace the document and compute everything. */
  open(document: GraphDocument): Promise<void>
  /** Apply a transaction's patches and recompute what depends on them. */
  apply(patches: readonly Patch[]): Promise<void>
  /** The whole tensor behind a view. Null when it is not there any more. */
  tensor(kind: TensorKind, key: string): Promise<{ dtype: DType; shape: Shape; data: TensorData } | null>
  /** Local derivative of an edge for a scalar→scalar rule: ∂(node output)/∂(edge value); null where it is not one number. */
  localDerivative(edge: string): Promise<number | null>
  /** Look at other examples of the bound data set. */
  showExamples(first: number, count: number): Promise<void>
  /** Start from the document's parameters, or go on after a pause. */
  startTraining(settings: TrainingSettings): Promise<void>
  pauseTraining(): Promise<void>
  /** One update, then pause. */
  stepTraining(settings: TrainingSettings): Promise<void>
  /** Forget optimizer state and t; parameters go back to where training started (they are in the progress message). */
  resetTraining(): Promise<void>
}

/** The page's handle: the API, subscriptions, and an end. */
export interface EngineClient extends EngineApi {
  on<E extends keyof EngineEvents>(event: E, listener: EngineEvents[E]): () => void
  dispose(): void
}
