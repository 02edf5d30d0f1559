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
  /** The document that it is about, by its number; null: none yet. */
  readonly of: number | null
}

const START = { conv: null, channel: 0, fit: null, chosen: null } as const

export const filtersStore = createStore<FiltersState>(() => ({ ...START, of: null }))

/** Another document has other kernels: what was chosen among the last ones goes. */
export function forgetFilters(opened: number): void {
  if (filtersStore.getState().of !== opened) filtersStore.setState({ ...START, of: opened })
}
