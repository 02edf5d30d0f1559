/** @file What is looked at in "Filters". View state. */
import { createStore } from 'zustand/vanilla'

export interface FiltersState {
  /** The chosen convolution; null: the first that is trained. */
  readonly conv: string | null
  readonly channel: number
  /** Fit Gabor functions; null: where kernels are large enough and have no hidden twins. */
  readonly fit: boolean | null
  /** Which kernel is shown large. */
  readonly chosen: number | null
}

export const filtersStore = createStore<FiltersState>(() => ({ conv: null, channel: 0, fit: null, chosen: null }))
