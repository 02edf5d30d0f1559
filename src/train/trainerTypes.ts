/** @file What a trainer is given, and what each of its steps tells. */
import type { LoadedData } from '../data'
import type { GraphDocument, TrainingSettings } from '../graph'
import type { Op } from '../ops'
import type { Tensor } from '../tensor'
import type { Checkpoint } from './checkpoint'
import type { NonFinite } from './nonFinite'
import type { PassOptions, Passes } from './passes'
import type { ShardThread } from './shards'

export interface StepResult {
  /** t after this update. */
  readonly step: number
  /** Before this update, on this step's examples. */
  readonly loss: number
  readonly accuracy: number | null
  /** Largest |Δθ| over all scalar parameters. */
  readonly change: number
  /** η of this update. */
  readonly rate: number
  readonly examples: number
  /** Counted from 0. */
  readonly epoch: number
  readonly epochEnds: boolean
  readonly stopped: 'converged' | 'finished' | 'diverged' | null
  /** Present when the step diverged: the first event that was not finite. */
  readonly cause?: NonFinite
}

export interface TrainerOptions {
  readonly document: GraphDocument
  readonly ops: ReadonlyMap<string, Op>
  readonly settings: TrainingSettings
  readonly data?: LoadedData | null
  readonly dtype?: 'float64' | 'float32'
  /** Bytes that one step may hold. */
  readonly memoryBudget?: number
  /** Goes on from here instead of from the parameters of the document. */
  readonly from?: Checkpoint
  /** Passes from a recording, where the machine can (default); else node by node. */
  readonly compiled?: boolean
  /** Who works the passes out instead; `plain` is the way node by node. */
  readonly passes?: (work: PassOptions, plain: Passes) => Passes
  /** Threads beside this one, each of which takes a part of every batch. */
  readonly threads?: readonly ShardThread[]
  /** Whether they share memory (default), or get messages; those need `steps`, and a caller who gives way. */
  readonly sharing?: boolean
  /** Told of each step: its gradients (views, good until it returns), θ before and after. */
  readonly watch?: (
    gradients: ReadonlyMap<string, Tensor>,
    before: ReadonlyMap<string, Tensor>,
    after: ReadonlyMap<string, Tensor>,
  ) => void
}
