/** @file What the descent lab asks of the engine: the loss along one or two coordinates, trails on it, and all of θ. */
import type { Critical, Curve, Grid, GridWindow } from '../engine'
import type { StoredTensor, TrainingSettings } from '../graph'
import type { Shape } from '../tensor'
import type { DescentKind, StudyAnswer } from './studyTypes'

export type { Critical, Curve, DescentKind, Grid, GridWindow }

/** One number of θ. */
export interface ElementAt {
  /** "node.port" of a parameter. */
  readonly key: string
  /** Flat, row-major. */
  readonly element: number
}

/** The coordinates that are looked along: one or two elements, or two random directions through θ. */
export type SpaceWish =
  { readonly kind: 'elements'; readonly at: readonly ElementAt[] } | { readonly kind: 'random'; readonly seed: number }

export interface DescentScene {
  /** The parameters that the loss depends on, by name. */
  readonly parts: readonly { readonly key: string; readonly shape: Shape; readonly size: number }[]
  /** How many numbers θ has. */
  readonly size: number
  readonly loss: number
  /** The examples of the data set that the loss is taken over; null: those in the document. */
  readonly examples: { readonly first: number; readonly count: number; readonly total: number } | null
}

/** How a walk ended. `finished`: all steps were made. */
export type TrailState = 'finished' | 'converged' | 'diverged'

export interface Trail {
  readonly dimension: number
  /** Coordinates of each iterate, the start first: [steps + 1, dimension]. */
  readonly at: Float64Array
  /** ∂L/∂coordinates there, in the same order. */
  readonly slopes: Float64Array
  readonly losses: Float64Array
  readonly state: TrailState
}

export interface WalkWish {
  readonly space: SpaceWish
  /** Coordinates of the first iterate; null: those of the document's θ. */
  readonly start: readonly number[] | null
  /** `coordinates`: only they move. `all`: all of θ moves, and its shadow on the plane is drawn. */
  readonly moves: 'coordinates' | 'all'
  /** One walk each; `steps` (0: only the start is looked at) and `tolerance` say when it ends. */
  readonly settings: readonly TrainingSettings[]
}

/** One walk. */
export type EndWish = Omit<WalkWish, 'settings'> & { readonly settings: TrainingSettings }

/** Training as it would go, step by step, with nothing changed. All columns have a row a step. */
export interface FollowReport {
  readonly losses: Float64Array
  /** η. */
  readonly rates: Float64Array
  /** ‖∇θL‖. */
  readonly norms: Float64Array
  /** Of ∇θL and that of the step before; NaN in the first step. */
  readonly cosines: Float64Array
  /** ‖Δθ‖. */
  readonly updates: Float64Array
  /** ‖∂L/∂part‖ for each parameter tensor. */
  readonly parts: readonly { readonly key: string; readonly shape: Shape; readonly norms: Float64Array }[]
  /** `stopped`: by `stopDescent`, after the steps that are here. */
  readonly state: TrailState | 'stopped'
  readonly message?: string
  /** θ after the last step. */
  readonly parameters: Readonly<Record<string, StoredTensor>>
}

export interface RangeWish {
  readonly settings: TrainingSettings
  /** η of the first and the last step; it grows by the same factor each step. */
  readonly from: number
  readonly to: number
  readonly steps: number
}

export interface RangeReport {
  readonly rates: Float64Array
  readonly losses: Float64Array
  /** The running mean of the losses; the losses themselves when each step sees all examples. */
  readonly smoothed: Float64Array
  /** η where the loss falls fastest; null when it never falls. */
  readonly suggested: number | null
  /** η from which on the loss is more than four times its lowest; null when that was not reached. */
  readonly tooLarge: number | null
  /** Whether `stopDescent` ended it early. */
  readonly stopped: boolean
}

export interface RateCurve {
  /** null: the rate stays as it is. */
  readonly kind: string | null
  readonly title: string
  readonly schedule: TrainingSettings['schedule']
  /** η at `t` of {@link RateCurves}. */
  readonly rates: Float64Array
}

export interface RateCurves {
  readonly t: Float64Array
  readonly curves: readonly RateCurve[]
}

export interface DescentApi {
  descentScene(): Promise<StudyAnswer<DescentScene>>
  /** The loss along one coordinate. @param points from 3 to 2001. @param critical look for critical points too. */
  descentCurve(
    space: SpaceWish,
    from: number,
    to: number,
    points: number,
    critical: boolean,
  ): Promise<StudyAnswer<Curve>>
  /**
   * The loss over two. @param sloped gradients too. @param known an answer of before over the same window and space:
   * a finer grid takes over what it can of its losses.
   */
  descentGrid(
    space: SpaceWish,
    window: GridWindow,
    columns: number,
    rows: number,
    sloped: boolean,
    known?: Grid | null,
  ): Promise<StudyAnswer<Grid>>
  /** Minima, maxima and saddle points in a grid that was asked for with its slopes. */
  descentCriticals(space: SpaceWish, grid: Grid): Promise<StudyAnswer<readonly Critical[]>>
  /** One step or many along the chosen coordinates. */
  descentWalk(wish: WalkWish): Promise<StudyAnswer<readonly Trail[]>>
  /** As `descentWalk`; a kind of its own, so that neither stops the other. */
  descentTrails(wish: WalkWish): Promise<StudyAnswer<readonly Trail[]>>
  /** θ at these coordinates, as the document stores it: only the tensors that differ from the document's. */
  descentTheta(space: SpaceWish, at: readonly number[]): Promise<StudyAnswer<Readonly<Record<string, StoredTensor>>>>
  /** θ where this walk ends, as `descentTheta` gives it: all of θ where all of it moves. */
  descentEnd(wish: EndWish): Promise<StudyAnswer<Readonly<Record<string, StoredTensor>>>>
  /** The steps of training from the document's θ. */
  descentFollow(settings: TrainingSettings): Promise<StudyAnswer<FollowReport>>
  /** The learning-rate range test (Smith 2017). */
  descentRange(wish: RangeWish): Promise<StudyAnswer<RangeReport>>
  /** η over t for each schedule, fitted to t_max; that of the settings as it is set. */
  descentRates(settings: TrainingSettings): Promise<StudyAnswer<RateCurves>>
  /** `follow` and `range` then answer with the steps that were made; the others with `stopped`. */
  stopDescent(kind: DescentKind): Promise<void>
}

export const DESCENT_CALLS = {
  descentScene: 'question',
  descentCurve: 'question',
  descentGrid: 'question',
  descentCriticals: 'question',
  descentWalk: 'question',
  descentTrails: 'question',
  descentTheta: 'question',
  descentEnd: 'question',
  descentFollow: 'question',
  descentRange: 'question',
  descentRates: 'question',
  stopDescent: 'question',
} as const satisfies Record<keyof DescentApi, 'question'>
