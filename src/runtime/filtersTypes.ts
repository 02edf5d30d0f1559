/** @file What convolutions have learned: their kernels, how like hidden ones they are, how like Gabor functions. */
import type { PlacedGabor } from '../engine'
import type { Shape } from '../tensor'

/** Kernels that others shall become: of a second convolution of the same input, whose kernels are not trained. */
export interface HiddenKernels {
  readonly node: string
  /** As long as the kernels beside them. */
  readonly data: Float32Array
  /** Pearson's r of each kernel with its twin, over all its weights; NaN for a kernel without variance. */
  readonly correlations: Float64Array
}

export interface KernelBank {
  /** "node.port" of the tensor. */
  readonly key: string
  /** [kernels, channels, height, width] */
  readonly shape: Shape
  readonly data: Float32Array
  readonly hidden: HiddenKernels | null
}

export interface FilterFit extends PlacedGabor {
  /** The share of the kernel's variance that the Gabor explains. */
  readonly rSquared: number
  /** The Gabor on the kernel's pixels, [height · width]. */
  readonly picture: Float32Array
}

export interface FitWish {
  /** A conv2d. */
  readonly node: string
  readonly channel: number
  /** The first kernel of this piece. */
  readonly first: number
}

export interface FilterFits {
  readonly first: number
  /** Of kernels `first`, `first + 1`, …; null for a kernel without variance. */
  readonly fits: readonly (FilterFit | null)[]
  /** Where the next piece begins; null: that was the last kernel. */
  readonly next: number | null
}

export type FiltersAnswer<T> = ({ readonly ok: true } & T) | { readonly ok: false; readonly reason: string }

export interface FiltersApi {
  /** The kernels of a conv2d as they are now. */
  kernelBank(node: string): Promise<FiltersAnswer<{ readonly bank: KernelBank }>>
  /** The Gabor functions that fit one channel of its kernels best: works for a short while. */
  fitKernels(wish: FitWish): Promise<FiltersAnswer<FilterFits>>
}

export const FILTERS_CALLS = {
  kernelBank: 'question',
  fitKernels: 'question',
} as const satisfies Record<keyof FiltersApi, 'question'>
