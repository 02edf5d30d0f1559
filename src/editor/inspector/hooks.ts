/** @file What the inspector's tabs read of the selection and of the run. */
import { useCallback, useEffect, useMemo, useState, useSyncExternalStore } from 'react'
import type { TensorKind, TensorView } from '../../runtime/protocol'
import type { TensorData } from '../../tensor'
import { useDocument, useRun, useServices, useView } from '../state/context'
import { useCalmRevision } from '../state/useCalmRevision'

export type Selection =
  | { readonly kind: 'node' | 'edge'; readonly id: string }
  | { readonly kind: 'none' }
  | { readonly kind: 'many'; readonly count: number }

/** The one thing that is selected, if it still exists. */
export function useSelection(): Selection {
  const nodes = useView((state) => state.selectedNodes)
  const edges = useView((state) => state.selectedEdges)
  const document = useDocument((state) => state.document)
  return useMemo(() => {
    const [node] = nodes
    const [edge] = edges
    if (nodes.size + edges.size > 1) return { kind: 'many', count: nodes.size + edges.size }
    if (node !== undefined && Object.hasOwn(document.nodes, node)) return { kind: 'node', id: node }
    if (edge !== undefined && Object.hasOwn(document.edges, edge)) return { kind: 'edge', id: edge }
    return { kind: 'none' }
  }, [nodes, edges, document])
}

/** Which recorded step is shown; null for the graph as it is now. */
function useRecordedStep(): { readonly id: number; readonly step: number } | null {
  const id = useRun((summary) => summary.recorded?.id)
  const step = useRun((summary) => summary.recorded?.step)
  return useMemo(() => (id === undefined || step === undefined ? null : { id, step }), [id, step])
}

/** The tensor of a key, whether or not the cursor has reached it. */
export function useTensor(kind: TensorKind, key: string): TensorView | undefined {
  const { run } = useServices()
  const subscribe = useCallback((listener: () => void) => run.subscribeKey(kind, key, listener), [run, kind, key])
  return useSyncExternalStore(subscribe, () => run.tensor(kind, key))
}

/** Local derivative of an edge, asked of the engine; null while it is on its way and where it is not one number. */
export function useLocalDerivative(edge: string | undefined): number | null {
  const { client } = useServices()
  const revision = useCalmRevision()
  const place = useRecordedStep()
  const [answer, setAnswer] = useState<{ at: unknown; value: number | null } | null>(null)
  // The same object for as long as the question is the same.
  const at = useMemo(() => ({ edge, revision, place }), [edge, revision, place])
  useEffect(() => {
    if (edge === undefined) return
    let gone = false
    const asked = place ? client.recordedDerivative(place.id, place.step, edge) : client.localDerivative(edge)
    asked.then(
      (value) => !gone && setAnswer({ at, value }),
      // The explanation stands without it: formula and result are known already.
      () => {},
    )
    return () => {
      gone = true
    }
  }, [client, edge, place, at])
  return answer?.at === at ? answer.value : null
}

export type Whole =
  | { readonly state: 'ready'; readonly data: TensorData }
  | { readonly state: 'loading' }
  | { readonly state: 'failed'; readonly message: string }

/** All elements behind a view: at once when it is complete, else fetched when `wanted`. */
export function useWholeTensor(kind: TensorKind, key: string, view: TensorView, wanted: boolean): Whole {
  const { client } = useServices()
  const place = useRecordedStep()
  const [fetched, setFetched] = useState<{ view: TensorView; whole: Whole } | null>(null)
  useEffect(() => {
    if (view.complete || !wanted) return
    let gone = false
    const settle = (whole: Whole) => !gone && setFetched({ view, whole })
    const asked = place ? client.recordedTensor(place.id, place.step, kind, key) : client.tensor(kind, key)
    asked.then(
      (tensor) =>
        settle(
          tensor
            ? { state: 'ready', data: tensor.data }
            : { state: 'failed', message: 'This tensor is not there any more. Run the graph again.' },
        ),
      (problem: unknown) =>
        settle({
          state: 'failed',
          message: `The numbers could not be fetched: ${problem instanceof Error ? problem.message : String(problem)}`,
        }),
    )
    return () => {
      gone = true
    }
  }, [client, kind, key, view, wanted, place])
  if (view.complete) return { state: 'ready', data: view.head }
  return fetched?.view === view ? fetched.whole : { state: 'loading' }
}
