/** @file uPlot with its style sheet, loaded when the first chart is shown. */

import type uPlot from 'uplot'

export type UPlot = typeof uPlot

let loading: Promise<UPlot> | undefined

/** @throws when the chunk cannot be fetched; a later call tries again. */
export function loadUPlot(): Promise<UPlot> {
  loading ??= Promise.all([import('uplot'), import('uplot/dist/uPlot.min.css')]).then(
    ([module]) => module.default,
    (problem: unknown) => {
      loading = undefined
      throw problem
    },
  )
  return loading
}
