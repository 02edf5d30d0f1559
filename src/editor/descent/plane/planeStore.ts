/** @file Two coordinates: the grid of losses, where the walkers start, and the trails they left. */
import { createStore } from 'zustand/vanilla'
import { DEFAULT_TRAINING } from '../../../graph'
import type { Critical, ElementAt, Grid, GridWindow, SpaceWish, Trail } from '../../../runtime/protocol'
import type { Level } from './mapLevels'
import { walkersFor, type Walker } from './walkers'

export interface PlaneState {
  readonly kind: 'elements' | 'random'
  readonly a: ElementAt | null
  readonly b: ElementAt | null
  /** Of the random directions. */
  readonly seed: number
  readonly window: GridWindow | null
  /** Losses with slopes, on few points; null while it is worked out. After a change of the window that of before, first. */
  readonly coarse: Grid | null
  /** Where the slope is zero; null while they are looked for. */
  readonly criticals: readonly Critical[] | null
  /** Losses, on ever more points; null before the first of them are there. */
  readonly fine: Grid | null
  /** What is worked out of the map: a level of it, or the places where the slope is zero; null: nothing. */
  readonly drawing: Level | 'places' | null
  /** Milliseconds that a loss took when nothing else was done; null: not known. */
  readonly pace: number | null
  readonly start: readonly [number, number] | null
  /** θ of the document. */
  readonly origin: readonly [number, number] | null
  readonly walkers: readonly Walker[]
  readonly steps: number
  readonly moves: 'coordinates' | 'all'
  /** By walker id. */
  readonly trails: Readonly<Record<string, Trail>>
  /** Up to which t the trails are drawn; null: all of them. */
  readonly t: number | null
  /** Where the surface is looked at from, in degrees. */
  readonly turned: { readonly azimuth: number; readonly elevation: number }
  /** Somebody stopped the drawing of the map. */
  readonly stopped: boolean
  /** Optimizers are on their way. */
  readonly walking: boolean
  /** Somebody stopped the optimizers. */
  readonly halted: boolean
  /** θ where a walk ended is on its way into the document. */
  readonly taking: boolean
  readonly problem: string | null
  /** Which graph this is about, as `sceneStore` counts them. */
  readonly version: number
}

export const NO_PLANE: PlaneState = {
  kind: 'elements',
  a: null,
  b: null,
  seed: 0,
  window: null,
  coarse: null,
  criticals: null,
  fine: null,
  drawing: null,
  pace: null,
  start: null,
  origin: null,
  walkers: walkersFor(DEFAULT_TRAINING.optimizer),
  steps: 100,
  moves: 'coordinates',
  trails: {},
  t: null,
  turned: { azimuth: 35, elevation: 38 },
  stopped: false,
  walking: false,
  halted: false,
  taking: false,
  problem: null,
  version: 0,
}

export const planeStore = createStore<PlaneState>(() => NO_PLANE)

export function spaceOf({ kind, a, b, seed }: Pick<PlaneState, 'kind' | 'a' | 'b' | 'seed'>): SpaceWish | null {
  if (kind === 'random') return { kind, seed }
  return a && b ? { kind, at: [a, b] } : null
}

/** A window around the origin of directions, or one that holds both numbers. */
export function windowFor(kind: PlaneState['kind'], [a, b]: readonly [number, number]): GridWindow {
  const reach = (x: number) => (kind === 'random' ? 1 : Math.max(2, 1.6 * Math.abs(x)))
  return { a: [-reach(a), reach(a)], b: [-reach(b), reach(b)] }
}

export function zoomed({ a, b }: GridWindow, factor: number): GridWindow {
  const axis = ([low, high]: readonly [number, number]) => {
    const [middle, half] = [(low + high) / 2, ((high - low) / 2) * factor]
    return [middle - half, middle + half] as const
  }
  return { a: axis(a), b: axis(b) }
}

export const inWindow = ({ a, b }: GridWindow, [x, y]: ArrayLike<number> & Iterable<number>): boolean =>
  x! >= a[0] && x! <= a[1] && y! >= b[0] && y! <= b[1]
