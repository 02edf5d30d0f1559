/**
 * @file The comparison of the open graph: counts, matrix and race, asked of the engine while somebody looks at them, and
 * again when the graph has changed. One page has one graph, so this is one store.
 */
import { createStore } from 'zustand/vanilla'
import type { CostReport, Race, RunError, StudyProgress } from '../../runtime/protocol'
import type { EditorServices } from '../state/context'

type Study<T> =
  | { readonly state: 'none' }
  | { readonly state: 'working'; readonly progress: StudyProgress | null }
  | { readonly state: 'ready'; readonly result: T }
  | { readonly state: 'refused'; readonly problem: Pick<RunError, 'message' | 'hint'> }

export interface NaiveState {
  /** The last report stays while a new one is made. */
  readonly report: CostReport | null
  readonly problem: Pick<RunError, 'message' | 'hint'> | null
  readonly race: Study<Race>
  /** Multiplications that both ways have made, when the race is gone through by hand; null: the timeline is followed. */
  readonly step: number | null
  /** The canvas shows how often edges are crossed. */
  readonly heat: boolean
}

const EMPTY: NaiveState = { report: null, problem: null, race: { state: 'none' }, step: null, heat: false }

export const naive = createStore<NaiveState>(() => EMPTY)

/** A change is looked at when no other has come for so long, ms. */
const QUIET_MS = 150

let watchers = 0
let unwatch: (() => void) | null = null

/** Keeps the report true until the returned function is called; several may watch at once. */
export function watchCost(services: EditorServices): () => void {
  if (watchers++ === 0) unwatch = start(services)
  return () => {
    if (--watchers > 0) return
    unwatch?.()
    unwatch = null
  }
}

function start(services: EditorServices): () => void {
  const { run, training, client, documents } = services
  let timer: ReturnType<typeof setTimeout> | undefined
  // Another document counts its revisions anew.
  const versionOf = () => `${documents.getState().opened} ${run.summary().revision}`
  let version = versionOf()
  const running = () => training.getState().progress?.status === 'running'
  const later = () => {
    clearTimeout(timer)
    timer = setTimeout(() => void refresh(services), QUIET_MS)
  }
  const stops = [
    // A new revision: the engine has the new numbers. Training makes ten a second, which nobody can read.
    run.subscribe(() => {
      const now = versionOf()
      if (now === version) return
      version = now
      naive.setState({ step: null, race: { state: 'none' } })
      if (!running()) later()
    }),
    training.subscribe(() => !running() && naive.getState().report === null && later()),
    client.on('study', (progress) => {
      if (progress.kind === 'naive' && naive.getState().race.state === 'working')
        naive.setState({ race: { state: 'working', progress } })
    }),
  ]
  void refresh(services)
  return () => {
    clearTimeout(timer)
    for (const stop of stops) stop()
    void client.stopStudy('naive')
    naive.setState(EMPTY)
  }
}

async function refresh({ client }: EditorServices): Promise<void> {
  try {
    const answer = await client.cost()
    if (!unwatch || answer.state === 'stopped') return
    if (answer.state === 'done') naive.setState({ report: answer.result, problem: null })
    else naive.setState({ report: null, problem: answer.problem })
  } catch (problem) {
    naive.setState({ report: null, problem: failure(problem) })
  }
}

/** Runs both ways at full speed. */
export async function startRace({ client, view }: EditorServices): Promise<void> {
  naive.setState({ race: { state: 'working', progress: null } })
  try {
    const answer = await client.naive()
    if (answer.state === 'done') {
      naive.setState({ race: { state: 'ready', result: answer.result } })
      view.announce('The race is over.')
    } else
      naive.setState({
        race: answer.state === 'refused' ? { state: 'refused', problem: answer.problem } : { state: 'none' },
      })
  } catch (problem) {
    naive.setState({ race: { state: 'refused', problem: failure(problem) } })
  }
}

/** The page is free at once; the engine stops within a slice of its work. */
export function stopRace({ client }: EditorServices): void {
  naive.setState({ race: { state: 'none' } })
  void client.stopStudy('naive')
}

const failure = (problem: unknown) => ({
  message: `The engine could not answer: ${problem instanceof Error ? problem.message : String(problem)}`,
  hint: 'Change the graph or load the page again; your graph is kept.',
})
