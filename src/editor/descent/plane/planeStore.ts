/** @file Two coordinates: the grid of losses, where the walkers start, and the trails they left. */
import { createStore } from 'zustand/vanilla'
import type { Critical, ElementAt, Grid, GridWindow, SpaceWish, Trail } from '../../../runtime/protocol'
import { walkersFor, type Walker } from './walkers'

export interface PlaneState {
  readonly kind: 'elements' | 'random'
  readonly a: ElementAt | null
  readonly b: ElementAt | null
  /** Of the random directions. */
  readonly seed: number
  readonly window: GridWindow | null
  /** Losses with slopes, on few points; null while it is worked out. */
  readonly coarse: Grid | null
  /** Where the slope is zero; null while they are looked for. */
  readonly criticals: readonly Critical[] | null
  /** Losses on many points; null while it is worked out. */
  readonly fine: Grid | null
  readonly start: readonly [number, number] | null
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
  readonly problem: string | null
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
  start: null,
  walkers: walkersFor(0.1),
  steps: 100,
  moves: 'coordinates',
  trails: {},
  t: null,
  turned: { azimuth: 35, elevation: 38 },
  stopped: false,
  walking: false,
  problem: null,
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
