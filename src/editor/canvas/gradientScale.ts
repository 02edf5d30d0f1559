/** @file The scale of line widths for the whole graph, from every edge delta of the run, reached by the cursor or not. */
import { useCallback, useSyncExternalStore } from 'react'
import { useServices } from '../state/context'
import type { DocumentStore } from '../state/documentStore'
import type { RunStore } from '../state/runStore'
import { widthScale, type WidthScale } from './edgeWords'

interface Remembered {
  readonly revision: number
  readonly edges: object
  readonly scale: WidthScale
}

const remembered = new WeakMap<RunStore, Remembered>()

/** Computed once a run, kept by identity while its decades stay the same: edges only redraw when it really moves. */
function scaleOfRun(run: RunStore, documents: DocumentStore): WidthScale {
  const { revision } = run.summary()
  const { edges } = documents.getState().document
  const before = remembered.get(run)
  if (before && before.revision === revision && before.edges === edges) return before.scale
  const norms: number[] = []
  for (const id of Object.keys(edges)) {
    const view = run.tensor('edges', id)
    if (view) norms.push(view.statistics.norm)
  }
  const fresh = widthScale(norms)
  const scale = before && before.scale.low === fresh.low && before.scale.high === fresh.high ? before.scale : fresh
  remembered.set(run, { revision, edges, scale })
  return scale
}

export function useGradientScale(): WidthScale {
  const { run, documents } = useServices()
  const read = useCallback(() => scaleOfRun(run, documents), [run, documents])
  return useSyncExternalStore(run.subscribe, read)
}
