/**
 * @file Looking inside a network that reads images: what the page asks, and what it is told. Long answers come in pieces:
 * the page asks for the next piece and hands back where the last one ended, so that it can stop at any time, and a new
 * engine can go on.
 */
import type { Shape } from '../tensor'

/** Float32 numbers, row-major. */
export interface LookTensor {
  readonly shape: Shape
  readonly data: Float32Array
}

/** What was asked for, or why there is none and what to do. */
export type LookAnswer<T> = ({ readonly ok: true } & T) | { readonly ok: false; readonly reason: string }

export interface LookUnit {
  readonly node: string
  /** Channel, or feature. */
  readonly unit: number
}

export interface LookedLayer {
  readonly node: string
  readonly op: string
  /** Without the axis of examples: [channels, height, width] or [features]. */
  readonly shape: Shape
  readonly units: number
  /** Height and width in pixels of what one cell sees of the image; null: all of it. */
  readonly field: readonly [number, number] | null
}

export interface LookedNetwork {
  /** The input node that takes the image; `shape` is [channels, height, width]. */
  readonly image: { readonly node: string; readonly shape: Shape }
  /** How many images there are to choose from. */
  readonly count: number
  readonly hasObjective: boolean
  readonly layers: readonly LookedLayer[]
}

export interface LookedMaps {
  readonly image: LookTensor
  readonly layers: readonly (LookTensor & {
    readonly node: string
    /** Channels that are not in `data`, because there are so many. */
    readonly left: number
  })[]
}

export interface LookedSaliency {
  /** [channels, height, width] */
  readonly image: LookTensor
  /** [height, width]: the largest |∂/∂x| of the channels (Simonyan et al. 2014). */
  readonly magnitude: LookTensor
  /** [height, width]: the sum of ∂/∂x over the channels. */
  readonly signed: LookTensor
  /** Of the loss, or of the unit where it is largest. */
  readonly value: number
}

/** Pixels of the image, end exclusive; what sticks out lies in the padding. */
export interface LookBox {
  readonly top: number
  readonly left: number
  readonly bottom: number
  readonly right: number
}

export interface LookedPlace {
  readonly example: number
  readonly value: number
  readonly row: number
  readonly column: number
  readonly box: LookBox
}

export interface PatchScan {
  /** Where the next piece begins. */
  readonly next: number
  /** Largest first. */
  readonly best: readonly LookedPlace[]
}

export interface PatchWish extends LookUnit {
  /** Scan up to this example. */
  readonly end: number
  /** How many places to keep. */
  readonly most: number
}

export interface Ascent {
  /** Steps that were made. */
  readonly step: number
  /** The whole input as it goes on, [N, channels, height, width]. */
  readonly state: LookTensor
}

export interface AscentWish extends LookUnit {
  readonly steps: number
  readonly seed: number
  /** From which the range of pixels is taken. */
  readonly example: number
}

export interface AscentPiece {
  /** Null: it has ended. */
  readonly next: Ascent | null
  /** [channels, height, width]: what the unit sees of the input. */
  readonly picture: LookTensor
  /** Smallest and largest pixel that the picture may have. */
  readonly range: readonly [number, number]
  /** The unit's value at each step since the last piece; the last one is that of `picture`. */
  readonly values: readonly { readonly step: number; readonly value: number }[]
}

/** Kernels at one step of training, by the key of their tensor. */
export interface KernelMoment {
  readonly step: number
  readonly kernels: Readonly<Record<string, LookTensor>>
}

/** One moment more of the past that is kept, and the steps that are kept by now. */
export interface KernelNews {
  readonly moment: KernelMoment
  readonly steps: readonly number[]
}

export interface LookApi {
  lookNetwork(): Promise<LookAnswer<LookedNetwork>>
  /** The image of one example: [channels, height, width]. */
  lookImage(example: number): Promise<LookAnswer<{ readonly image: LookTensor }>>
  /** What every layer makes of one image. */
  lookMaps(example: number): Promise<LookAnswer<LookedMaps>>
  /** @param of a unit where it is largest; null: the loss. */
  lookSaliency(example: number, of: LookUnit | null): Promise<LookAnswer<LookedSaliency>>
  /** The places of the data set that excite a unit most: works for a short while. */
  lookPatches(wish: PatchWish, from: PatchScan | null): Promise<LookAnswer<PatchScan>>
  /** The input that excites a unit most, by gradient ascent: works for a short while. */
  lookAscent(wish: AscentWish, from: Ascent | null): Promise<LookAnswer<AscentPiece>>
  /** Training steps at which this kernel tensor was kept, ascending. */
  lookHistory(key: string): Promise<readonly number[]>
  /** The past of all kernels, ascending, thinned out evenly to so many bytes. */
  lookPast(limit: number): Promise<readonly KernelMoment[]>
  /** The past that another engine had kept, ascending: this one keeps it from here on. */
  lookRemember(past: readonly KernelMoment[]): Promise<void>
  /** Kernels as they were at one of those steps: [out, in, height, width]. */
  lookKernels(key: string, step: number): Promise<LookTensor | null>
}

export const LOOK_CALLS = {
  lookNetwork: 'question',
  lookImage: 'question',
  lookMaps: 'question',
  lookSaliency: 'question',
  lookPatches: 'question',
  lookAscent: 'question',
  lookHistory: 'question',
  lookPast: 'question',
  lookRemember: 'question',
  lookKernels: 'question',
} as const satisfies Record<keyof LookApi, 'question'>
