/** @file The views that lie over the canvas or share its place: the inside of a node, the backward graph. View state. */
import { createStore } from 'zustand/vanilla'

export interface OverCanvas {
  /** The node that is unrolled. */
  readonly inside: string | null
  /** Whether the backward graph is drawn below the forward one. */
  readonly backward: boolean
}

export const overCanvas = createStore<OverCanvas>(() => ({ inside: null, backward: false }))
