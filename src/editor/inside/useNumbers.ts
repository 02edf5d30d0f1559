/** @file All elements of a tensor, as far as the step cursor has come. */
import { useEffect, useMemo, useState } from 'react'
import type { TensorKind, TensorView } from '../../runtime/protocol'
import type { Shape, TensorData } from '../../tensor'
import { useRun, useServices, useShown } from '../state/context'

export type Numbers =
  | { readonly state: 'known'; readonly shape: Shape; readonly data: TensorData }
  | { readonly state: 'pending' | 'none' | 'blocked' | 'hidden' | 'loading' }
  | { readonly state: 'failed'; readonly message: string }

export interface TensorAt {
  readonly kind: TensorKind
  readonly key: string
}

/** Of nothing: a layer without bias. */
const ABSENT: TensorAt = { kind: 'values', key: '' }
const LOADING: Numbers = { state: 'loading' }

export function useNumbers(at: TensorAt | null): Numbers {
  const { kind, key } = at ?? ABSENT
  const { client, run } = useServices()
  const shown = useShown(kind, key)
  const recorded = useRun((summary) => summary.recorded)
  const [fetched, setFetched] = useState<{ readonly view: TensorView; readonly numbers: Numbers } | null>(null)
  const view = shown.state === 'known' ? shown.view : null
  const [id, step] = [recorded?.id ?? null, recorded?.step ?? 0]
  useEffect(() => {
    if (!view || view.complete) return
    let gone = false
    const settle = (numbers: Numbers) => !gone && setFetched({ view, numbers })
    if (run.after(key) === view) {
      const message =
        'Of this parameter after the update, only the first elements are kept. Step back before the update.'
      settle({ state: 'failed', message })
      return
    }
    const asked = id === null ? client.tensor(kind, key) : client.recordedTensor(id, step, kind, key)
    asked.then(
      (tensor) =>
        settle(
          tensor
            ? { state: 'known', shape: tensor.shape, data: tensor.data }
            : { state: 'failed', message: 'These numbers are not there any more. Run the graph again.' },
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
  }, [client, run, kind, key, view, id, step])
  // Stable between changes: pictures of many lines are painted again only for new numbers.
  return useMemo(() => {
    if (shown.state !== 'known') return { state: shown.state }
    if (shown.view.complete) return { state: 'known', shape: shown.view.shape, data: shown.view.head }
    return fetched?.view === shown.view ? fetched.numbers : LOADING
  }, [shown, fetched])
}
