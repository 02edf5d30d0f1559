/** @file Recorded runs as they cross the border: what the page asks of them, and what it is told. */
import type { ComparedRow, Difference, RecordedEvent, RunError, RunTensors, Stop } from '../engine'
import type { TrainingSettings } from '../graph'
import type { DType, Shape, TensorData } from '../tensor'
import type { TensorView } from './tensorView'

export type { ComparedRow, Difference, Stop }

/** How many optimizer steps one recording may hold. */
export const MOST_STEPS = 200

/** Where a recording stands. */
export interface RecordingState {
  readonly id: number
  /** Steps that are kept. */
  readonly steps: number
  /** Steps that were asked for. */
  readonly wanted: number
  /** The same for each step: forward, backward, one update a parameter. */
  readonly eventsPerStep: number
  readonly settings: TrainingSettings
  /** Before each update. */
  readonly losses: readonly number[]
  /** No step is to come: all are there, or `message` says why not. */
  readonly over: boolean
  readonly message?: string
}

export type StartedRecording =
  | { readonly ok: true; readonly state: RecordingState }
  | { readonly ok: false; readonly message: string; readonly hint: string; readonly node?: string }

/** One step as the page shows it: statistics and the first elements of each tensor. */
export interface RecordedFrame {
  /** Counted from 0. */
  readonly step: number
  /** Which update it ends with, counted from 1. */
  readonly t: number
  readonly rate: number
  readonly views: Readonly<Record<RunTensors, Readonly<Record<string, TensorView>>>>
  /** Parameters after the update, by "node.port". */
  readonly after: Readonly<Record<string, TensorView>>
  /** Every parameter moved by −η · gradient and nothing else, to the last digit. */
  readonly plain: boolean
  readonly trace: readonly RecordedEvent[]
  readonly run: {
    readonly blockedEdges: readonly string[]
    readonly loss: number | null
    readonly objective: string | null
    readonly errors: readonly RunError[]
  }
}

export interface WatchedTensor {
  readonly kind: RunTensors
  readonly key: string
}

export interface RecordingApi {
  /**
   * Begins a recording from the document's parameters; its steps are made by `goOnRecording`.
   * @param keep recordings that stay; every other one is forgotten.
   */
  startRecording(settings: TrainingSettings, steps: number, keep: readonly number[]): Promise<StartedRecording>
  /** Works for a short while. Null when there is no such recording (any more). */
  goOnRecording(id: number): Promise<RecordingState | null>
  dropRecording(id: number): Promise<void>
  recordedFrame(id: number, step: number): Promise<RecordedFrame | null>
  /** The whole tensor behind a view of a frame. */
  recordedTensor(
    id: number,
    step: number,
    kind: RunTensors,
    key: string,
  ): Promise<{ dtype: DType; shape: Shape; data: TensorData } | null>
  /** As `localDerivative`, in a recorded step. */
  recordedDerivative(id: number, step: number, edge: string): Promise<number | null>
  /** A number a step for each: the element of a tensor with one, else its norm. */
  recordedHistory(id: number, watched: readonly WatchedTensor[]): Promise<readonly (readonly number[])[]>
  /**
   * Where each stop stops: how many events are done there, ascending, counted over all steps.
   * @param id null: the graph as it stands, which is one step without updates.
   */
  findStops(id: number | null, stops: readonly Stop[]): Promise<readonly (readonly number[])[]>
  /** Null when one of them has no such step. */
  compareRecordings(a: number, b: number, step: number): Promise<readonly ComparedRow[] | null>
}

/** They are asked again of an engine that had to be restarted, which knows of no recording: then the answer is null. */
export const RECORDING_CALLS = {
  startRecording: 'question',
  goOnRecording: 'question',
  dropRecording: 'question',
  recordedFrame: 'question',
  recordedTensor: 'question',
  recordedDerivative: 'question',
  recordedHistory: 'question',
  findStops: 'question',
  compareRecordings: 'question',
} as const satisfies Record<keyof RecordingApi, 'question'>
