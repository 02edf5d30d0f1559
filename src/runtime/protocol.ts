/**
 * @file What crosses the border between the page and the engine. The same interface is served by a
 * Web Worker in the page and in process for tests and the command line. Everything is structured-cloneable.
 */
import type { Patch } from 'immer'
import type { Blame, BlameTarget, Finding, RecordedEvent, RunError } from '../engine'
import type { GraphDocument, StoredTensor, TrainingSettings } from '../graph'
import type { DType, Shape, TensorData } from '../tensor'
import type { Checkpoint, Choice, HyperField, TrainingChoices } from '../train'
import type { JacobianAnswer, JacobianAt } from './jacobian'
import { CONVOLUTION_CALLS, type ConvolutionApi } from './convolutionTypes'
import { DATA_CALLS, type DataApi, type Drawn, type Part } from './dataTypes'
import { DESCENT_CALLS, type DescentApi } from './descentTypes'
import { FILTERS_CALLS, type FiltersApi } from './filtersTypes'
import type { PracticeApi } from './practiceTypes'
import type { TensorView } from './tensorView'
import { LOOK_CALLS, type KernelNews, type LookApi } from './lookTypes'
import { RECORDING_CALLS, type RecordingApi } from './recordingTypes'
import { WRITING_CALLS, type WritingApi } from './writingTypes'
import { STUDY_CALLS, type StudyApi, type StudyProgress } from './studyTypes'

export type { JacobianAnswer, JacobianAt }
export type { Blame, BlameTarget, Choice, Finding, HyperField, RunError, TrainingChoices }
/** What a step of the timeline is: an event of a pass; in a recording, the updates too. */
export type TraceEvent = RecordedEvent
export type * from './convolutionTypes'
export type * from './dataTypes'
export type * from './descentTypes'
export type * from './filtersTypes'
export type * from './practiceTypes'
export type * from './studyTypes'
export * from './recordingTypes'
export type * from './lookTypes'
export type * from './writingTypes'

export * from './overview'
export * from './planes'
export * from './tensorView'

export type TensorKind = 'values' | 'deltas' | 'edges' | 'gradients'

/** Keys whose numbers are kept from the page, because an exercise asks for them. */
export type HiddenKeys = Readonly<Record<TensorKind, readonly string[]>>

/** Sent after each recomputation. Only what changed since the last update is in `changed`. */
export interface RunUpdate {
  /** Counts updates. */
  readonly revision: number
  /** This is everything there is; what is not in `changed` is gone. So it is after opening, and when the engine was restarted. */
  readonly fresh?: true
  readonly changed: Readonly<Record<TensorKind, Readonly<Record<string, TensorView>>>>
  readonly removed: Readonly<Record<TensorKind, readonly string[]>>
  /** Absent when the document keeps nothing back. */
  readonly hidden?: HiddenKeys
  /** Absent when it equals the last one. */
  readonly trace?: readonly TraceEvent[]
  readonly blockedEdges: readonly string[]
  readonly loss: number | null
  readonly objective: string | null
  readonly errors: readonly RunError[]
  /** Which examples of the bound data set are in view: [first, end) of total; null without a data set. */
  readonly examples: {
    readonly first: number
    readonly count: number
    readonly total: number
    /** Present when they are not from the part that is trained on. */
    readonly part?: 'heldOut'
    /** Present when it is no example of the data set, but a drawing. */
    readonly drawn?: Drawn
  } | null
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
  /** What was trained became something else: this run cannot go on. */
  | 'ended'

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
  /** Counted from 0. */
  readonly epoch: number | null
  /** Largest |Δθ| of the last update: what the tolerance is compared with. */
  readonly lastChange: number | null
  /** η of the last update; null before the first. */
  readonly rate: number | null
  /** How many threads compute each step; with why it is one although more were wanted. */
  readonly threads?: { readonly count: number; readonly because?: string }
  /** In words, when the status is final or failed. */
  readonly message?: string
  /** When it diverged or failed at a known place. */
  readonly place?: { readonly node: string; readonly port?: string; readonly edge?: string }
  /** Present whenever training is not running: what the document should now hold. */
  readonly parameters?: Readonly<Record<string, StoredTensor>>
}

/** A run of training that can be taken up by another engine. */
export interface TrainingCheckpoint {
  readonly settings: TrainingSettings
  readonly threads: number
  readonly status: TrainingStatus
  /** θ before the first step: where reset goes back to. */
  readonly start: Readonly<Record<string, StoredTensor>>
  readonly at: Checkpoint
}

/** What the host tells the page unasked. */
export interface EngineEvents {
  update(update: RunUpdate): void
  /**
   * @param checkpoint comes every few seconds, and whenever training stops; null when the run is forgotten. The client
   * keeps it for the next worker. One message with the progress, so that neither can be lost without the other.
   */
  training(progress: TrainingProgress, checkpoint?: TrainingCheckpoint | null): void
  /** How far a study is, about ten times a second. */
  study(progress: StudyProgress): void
  /** What is kept of the kernels' past, for the next worker; null: a new run begins. */
  kernels(news: KernelNews | null): void
}

/**
 * How a worker sends an event. It goes through the same port as the answers, so that what the engine said before it
 * answered also arrives before the answer.
 */
export type EventMessage = {
  readonly [E in keyof EngineEvents]: { readonly event: E; readonly args: Parameters<EngineEvents[E]> }
}[keyof EngineEvents]

/** Milliseconds. */
export interface TrainingPace {
  /** News are at least so far apart. */
  readonly every: number
  /** After each of them training leaves the processor alone for so long: on few cores it is in the way of the page that draws. */
  readonly rest: number
}

export interface EngineApi
  extends DataApi, RecordingApi, PracticeApi, DescentApi, ConvolutionApi, LookApi, FiltersApi, WritingApi, StudyApi {
  /** Replace the document and compute everything. */
  open(document: GraphDocument): Promise<void>
  /** Apply a transaction's patches and recompute what depends on them. */
  apply(patches: readonly Patch[]): Promise<void>
  /** The whole tensor behind a view. Null when it is not there any more. */
  tensor(kind: TensorKind, key: string): Promise<{ dtype: DType; shape: Shape; data: TensorData } | null>
  /** Local derivative of an edge for a scalar→scalar rule: ∂(node output)/∂(edge value); null where it is not one number. */
  localDerivative(edge: string): Promise<number | null>
  /**
   * A node's local derivative as a matrix, as far as it is small enough to be read.
   * @param recorded a step of a recording, instead of the graph as it is now.
   */
  jacobian(at: JacobianAt, recorded?: { readonly id: number; readonly step: number }): Promise<JacobianAnswer>
  /**
   * Why this gradient is zero, tiny, huge or NaN; null before anything has run.
   * @param recorded a step of a recording, instead of the graph as it is now.
   */
  blame(target: BlameTarget, recorded?: { readonly id: number; readonly step: number }): Promise<Blame | null>
  /**
   * Look at other examples of the bound data set.
   * @param part absent: those that are trained on.
   */
  showExamples(first: number, count: number, part?: Part): Promise<void>
  /**
   * Start from the document's parameters, or go on after a pause.
   * @param threads that share each step, where the graph can be split by examples; 1 when left out.
   */
  startTraining(settings: TrainingSettings, threads?: number): Promise<void>
  pauseTraining(): Promise<void>
  /** One update, then pause. */
  stepTraining(settings: TrainingSettings, threads?: number): Promise<void>
  /** Forget optimizer state and t; parameters go back to where training started (they are in the progress message). */
  resetTraining(): Promise<void>
  /** Take up a run where another engine left it, without going on yet. */
  restoreTraining(checkpoint: TrainingCheckpoint): Promise<void>
  /** How news of a run shall come, so that the page can draw them. */
  paceTraining(pace: TrainingPace): Promise<void>
  /** The optimizers and schedules there are, with what can be set. */
  trainingChoices(): Promise<TrainingChoices>
}

/**
 * Every call, and what becomes of one that a dying worker left unanswered: those about the document are answered by
 * giving the new worker the document; the others are asked again.
 */
export const CALLS = {
  open: 'document',
  apply: 'document',
  tensor: 'question',
  localDerivative: 'question',
  jacobian: 'question',
  blame: 'question',
  showExamples: 'view',
  startTraining: 'training',
  pauseTraining: 'pause',
  stepTraining: 'training',
  resetTraining: 'training',
  restoreTraining: 'training',
  paceTraining: 'question',
  trainingChoices: 'question',
  showHidden: 'view',
  gradeExercise: 'question',
  writeAnswers: 'question',
  ...DATA_CALLS,
  ...RECORDING_CALLS,
  ...DESCENT_CALLS,
  ...LOOK_CALLS,
  ...FILTERS_CALLS,
  ...WRITING_CALLS,
  ...CONVOLUTION_CALLS,
  ...STUDY_CALLS,
} as const satisfies Record<keyof EngineApi, 'document' | 'question' | 'view' | 'training' | 'pause'>

/** The page's handle: the API, subscriptions, and an end. */
export interface EngineClient extends EngineApi {
  on<E extends keyof EngineEvents>(event: E, listener: EngineEvents[E]): () => void
  dispose(): void
}
