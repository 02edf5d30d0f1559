/** @file What studies of a graph answer: its cost without and with the cache, the race, the gradient check, the sweep. */
import type {
  ChainFactor,
  Chains,
  Cost,
  Crossing,
  ParameterChains,
  Race,
  RunError,
  Scalar,
  ScalarEdge,
  SweepAt,
  SweepPoint,
  TargetCheck,
} from '../engine'

export type { ChainFactor, Crossing, ParameterChains, Race, SweepAt, SweepPoint, TargetCheck }

export type StudyKind = 'cost' | 'naive' | 'gradcheck' | 'sweep'

/** The long questions of the descent lab; what each is stands in `DescentApi`. */
export type DescentKind = 'scene' | 'curve' | 'grid' | 'criticals' | 'walk' | 'trails' | 'end' | 'follow' | 'range'

export interface StudyProgress {
  readonly kind: StudyKind | DescentKind
  /** Of `total`: multiplications for the race, elements for the check, points or steps for the descent lab. */
  readonly done: number
  /** 0 where nobody can know. */
  readonly total: number
}

export type StudyAnswer<T> =
  | { readonly state: 'done'; readonly result: T }
  /** By `stopStudy`, by another study of the same kind, or because the graph changed. */
  | { readonly state: 'stopped' }
  /** The graph cannot be studied so: why, and what to do. */
  | { readonly state: 'refused'; readonly problem: RunError }

/** One term of the chain rule's sum, by scalars. */
export interface ScalarRow {
  readonly parameter: Scalar
  /** Scalar edges by their number, from the objective back to the parameter. */
  readonly edges: readonly number[]
  readonly product: number
}

export interface CostReport extends Cost {
  readonly crossings: readonly Crossing[]
  readonly chains: Chains
  /** Every product with its numbers; null above `limits.rows`. */
  readonly scalar: { readonly edges: readonly ScalarEdge[]; readonly rows: readonly ScalarRow[] } | null
  /** Multiplications up to which each thing is done. */
  readonly limits: { readonly rows: number; readonly race: number }
}

export interface GradcheckWish {
  /** At most so many elements of each tensor; null for all. */
  readonly elements: number | null
}

export interface GradcheckReport {
  readonly ok: boolean
  readonly tolerance: number
  readonly checks: readonly TargetCheck[]
}

export interface SweepReport {
  readonly analytic: number
  readonly points: readonly SweepPoint[]
}

export interface StudyApi {
  /** Multiplications with and without the cache, where they are made, and the matrix of factors. */
  cost(): Promise<StudyAnswer<CostReport>>
  /** The naive way really run, beside the cached one. */
  naive(): Promise<StudyAnswer<Race>>
  /** Every parameter's gradient and every edge delta against differences. */
  gradcheck(wish: GradcheckWish): Promise<StudyAnswer<GradcheckReport>>
  /** The error of differences for one element, step by step. */
  sweep(at: SweepAt): Promise<StudyAnswer<SweepReport>>
  /** Ends the study of that kind, if there is one. */
  stopStudy(kind: StudyKind): Promise<void>
}

export const STUDY_CALLS = {
  cost: 'question',
  naive: 'question',
  gradcheck: 'question',
  sweep: 'question',
  stopStudy: 'question',
} as const satisfies Record<keyof StudyApi, 'question'>
