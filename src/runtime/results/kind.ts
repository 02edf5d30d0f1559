/** @file What a kind of results is: how it is told whether a network is of that kind, and what is measured of it. */
import type { Feeding } from '../../train'
import type { Scene } from '../dataScene'
import type { Bench, Compared } from './bench'
import type { Part, Results } from './types'

/**
 * @param probe what the loss compares for the first example: its shapes tell what the network says.
 * @returns null when the network is of another kind.
 */
export type ResultsKind = (bench: Bench, scene: Scene, probe: Compared) => Promise<Results | null>

/** Most points of a picture. */
export const MOST_POINTS = 600

/** The part that is judged: what was held out, where something was. */
export function judgedPart({ heldOut, train }: Scene): { readonly part: Part; readonly feeding: Feeding } {
  return heldOut ? { part: 'heldOut', feeding: heldOut } : { part: 'train', feeding: train }
}

/** The one input that the answer depends on; null when there are several, or none. */
export const onlyInput = ({ inputs }: Scene) => (inputs.length === 1 ? inputs[0]! : null)

/** From the lowest to the highest of every `stride`-th number, with some room on both sides. */
export function spanOf(points: Float32Array, offset: number, stride: number): [number, number] {
  let low = Infinity
  let high = -Infinity
  for (let i = offset; i < points.length; i += stride) {
    low = Math.min(low, points[i]!)
    high = Math.max(high, points[i]!)
  }
  const room = 0.12 * (high - low) || 1
  return [low - room, high + room]
}

/** Rows of the first examples. */
export const firstOf = (feeding: Feeding, most = MOST_POINTS) =>
  Uint32Array.from({ length: Math.min(feeding.size, most) }, (_, i) => i)
