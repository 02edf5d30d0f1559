/** @file The views that lie over the canvas or share its place: the inside of a node, a convolution at work, the backward graph. View state. */
import { createStore } from 'zustand/vanilla'

export interface OverCanvas {
  /** The node that is unrolled. */
  readonly inside: string | null
  /** Whether the backward graph is drawn below the forward one. */
  readonly backward: boolean
  /** The conv2d whose kernel is looked at, and how. */
  readonly convolution: { readonly node: string; readonly view: ConvolutionView } | null
}

export type ConvolutionView = 'slide' | 'similar' | 'gabor'

export const overCanvas = createStore<OverCanvas>(() => ({ inside: null, backward: false, convolution: null }))
