/** @file Histories of what is watched while training runs: one number each time that the graph is shown, ten a second at most. */
import { createStore } from 'zustand/vanilla'
import { useStore } from 'zustand'
import type { TensorView, WatchedTensor } from '../../runtime/protocol'
import type { EditorServices } from '../state/context'
import { travelStore } from '../state/travelStore'

export interface History {
  /** Updates that were done, ascending. */
  readonly steps: readonly number[]
  /** The element of a tensor with one, else the norm; NaN where it is not finite. */
  readonly numbers: readonly number[]
}

/** More are thinned out to every second one: a sparkline has no room for more. */
const MOST = 600

const liveStore = createStore<Readonly<Record<string, History>>>(() => ({}))
const followed = new WeakSet<EditorServices>()
const idOf = ({ kind, key }: WatchedTensor) => `${kind} ${key}`

/** Whether a history tells the element itself, and not a norm. */
export const isSingle = ({ complete, head }: TensorView) => complete && head.length === 1

/** What stands for a whole tensor in a history. */
function historyNumber(view: TensorView): number {
  return isSingle(view) ? view.head[0]! : view.statistics.norm
}

/** One more step; the first step of another run begins anew. */
export function withStep({ steps, numbers }: History, step: number, number: number): History {
  const last = steps.at(-1) ?? -1
  if (step === last) return { steps, numbers }
  if (step < last) return { steps: [step], numbers: [number] }
  const all = { steps: [...steps, step], numbers: [...numbers, number] }
  if (all.steps.length <= MOST) return all
  // The latest one stays, whatever its parity.
  const kept = (_: number, i: number) => (all.steps.length - 1 - i) % 2 === 0
  return { steps: all.steps.filter(kept), numbers: all.numbers.filter(kept) }
}

/**
 * From now on, once for the page. The numbers of a training step come behind the word of how far it is; both are heard from
 * the engine, since what the page draws of them may wait for frames of its own, and would then be paired with another step.
 */
export function followLive(services: EditorServices): void {
  if (followed.has(services)) return
  followed.add(services)
  const { client, run, training } = services
  let step = training.getState().progress?.step ?? null
  client.on('training', (progress) => (step = progress.step))
  client.on('update', () => {
    const { watched } = travelStore.getState()
    if (!watched.length || step === null) return
    const before = liveStore.getState()
    const next: Record<string, History> = {}
    for (const tensor of watched) {
      const view = run.tensor(tensor.kind, tensor.key)
      const history = before[idOf(tensor)] ?? NONE
      next[idOf(tensor)] = view ? withStep(history, step, historyNumber(view)) : history
    }
    liveStore.setState(next, true)
  })
  training.subscribe(({ progress }) => {
    if (progress) return
    step = null
    liveStore.setState({}, true)
  })
}

const NONE: History = { steps: [], numbers: [] }

export function useLiveHistory(tensor: WatchedTensor): History {
  return useStore(liveStore, (histories) => histories[idOf(tensor)] ?? NONE)
}

export function liveHistory(tensor: WatchedTensor): History {
  return liveStore.getState()[idOf(tensor)] ?? NONE
}
