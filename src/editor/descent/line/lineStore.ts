/** @file Descent along one number of θ: the curve, where the point stands, and the way it came. */
import { createStore } from 'zustand/vanilla'
import type { Curve, ElementAt, TrailState } from '../../../runtime/protocol'

export interface Iterate {
  readonly x: number
  readonly loss: number
  /** dL/dx, by backprop. */
  readonly slope: number
}

export interface LineState {
  readonly at: ElementAt | null
  readonly window: readonly [number, number]
  /** null while it is worked out. */
  readonly curve: Curve | null
  /** The curve is being drawn, or drawn finer. */
  readonly drawing: boolean
  /** Somebody stopped the drawing of the curve. */
  readonly stopped: boolean
  /** The iterates, the start first; empty before the first look. */
  readonly trail: readonly Iterate[]
  /** Why no further step is made; null while one can be. */
  readonly ended: TrailState | null
  readonly running: boolean
  readonly eta: number
  readonly tolerance: number | null
  readonly steps: number
  /** The start is θ of the document: the canvas shows the same slope. */
  readonly atDocument: boolean
  /** The number is NaN or infinite in the document: the start is another. */
  readonly lost: boolean
  /** What kept the engine from answering, in words. */
  readonly problem: string | null
  /** Which graph this is about, as `sceneStore` counts them. */
  readonly version: number
}

export const NO_LINE: LineState = {
  at: null,
  window: [-2, 2],
  curve: null,
  drawing: true,
  stopped: false,
  trail: [],
  ended: null,
  running: false,
  eta: 0.1,
  tolerance: 1e-4,
  steps: 100,
  atDocument: true,
  lost: false,
  problem: null,
  version: 0,
}

export const lineStore = createStore<LineState>(() => NO_LINE)

/** A window around 0 that holds x with room on both sides. */
export function windowFor(x: number): readonly [number, number] {
  const reach = Math.max(2, 1.6 * Math.abs(x))
  return [-reach, reach]
}

/** A window that holds all of it, with room. */
export function windowAround(xs: readonly number[]): readonly [number, number] {
  const [low, high] = [Math.min(...xs), Math.max(...xs)]
  const room = Math.max(0.25 * (high - low), 0.05 * Math.max(Math.abs(low), Math.abs(high)), 1e-3)
  return [low - room, high + room]
}

/** Where the lowest loss lies at an edge, a window that reaches further on that side; null where it lies inside. */
export function downhill(
  [from, to]: readonly [number, number],
  losses: ArrayLike<number>,
): readonly [number, number] | null {
  const n = losses.length
  let lowest = 0
  for (let i = 1; i < n; i++) if (losses[i]! < losses[lowest]!) lowest = i
  const edge = Math.floor(n / 8)
  const by = (to - from) / 2
  if (lowest <= edge) return [from - by, to]
  return lowest >= n - 1 - edge ? [from, to + by] : null
}
