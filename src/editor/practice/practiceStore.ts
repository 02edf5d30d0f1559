/**
 * @file How far a student is with the open exercise: what was typed, and how the engine judges it. The numbers
 * themselves are not here: the engine keeps them until they are found.
 */
import { useStore } from 'zustand'
import { createStore, type StoreApi } from 'zustand/vanilla'
import type { ExerciseReport } from '../../runtime/protocol'
import { useServices, type EditorServices } from '../state/context'
import { keptAnswers, keepAnswers } from './keptAnswers'

export interface PracticeState {
  /** `author`: hidden numbers are shown, and the exercise can be changed. */
  readonly mode: 'solve' | 'author'
  /** What was typed, by item. */
  readonly answers: Readonly<Record<string, string>>
  readonly student: string
  /** Null while the graph has not run. */
  readonly report: ExerciseReport | null
  /** The fingerprint of the graph when it was opened: answers to another one would not be accepted. */
  readonly posed: string | null
}

export interface PracticeStore extends StoreApi<PracticeState> {
  answer(id: string, text: string): Promise<void>
  sign(student: string): void
  startAgain(): Promise<void>
  /** Shows what is hidden and lets it be changed, or goes back to what a student sees. */
  author(on: boolean): Promise<void>
}

const OPENED: PracticeState = { mode: 'solve', answers: {}, student: '', report: null, posed: null }
const stores = new WeakMap<EditorServices, PracticeStore>()

/** One for each editor, made when an exercise is first seen; it lives as long as the page. */
export function practiceOf(services: EditorServices): PracticeStore {
  let store = stores.get(services)
  if (!store) stores.set(services, (store = createPractice(services)))
  return store
}

export function usePractice<T>(select: (state: PracticeState) => T): T {
  return useStore(practiceOf(useServices()), select)
}

function createPractice({ client, documents }: EditorServices): PracticeStore {
  const store = createStore<PracticeState>(() => OPENED)
  let opened = documents.getState().opened
  let latest = 0

  const isExercise = () => documents.getState().document.exercise !== undefined
  const grade = async (): Promise<void> => {
    if (!isExercise()) return
    const mine = ++latest
    const report = await client.gradeExercise(store.getState().answers)
    if (mine !== latest || !report) return
    const first = store.getState().posed === null
    store.setState({ report, ...(first ? { posed: report.hash } : {}) })
    const kept = first ? keptAnswers(report.hash) : null
    if (!kept) return
    store.setState(kept)
    await grade()
  }
  // A run that fails says so itself; the last report stays.
  const regrade = () => void grade().catch(() => {})
  const keep = () => {
    const { posed, answers, student } = store.getState()
    if (posed !== null) keepAnswers(posed, { answers, student })
  }

  documents.subscribe((state) => {
    if (state.opened === opened) return
    opened = state.opened
    latest++
    store.setState(OPENED)
  })
  client.on('update', regrade)
  regrade()

  return {
    ...store,
    async answer(id, text) {
      store.setState({ answers: { ...store.getState().answers, [id]: text } })
      keep()
      await grade()
    },
    sign(student) {
      store.setState({ student })
      keep()
    },
    async startAgain() {
      store.setState({ answers: {} })
      keep()
      await grade()
    },
    async author(on) {
      await client.showHidden(on)
      store.setState({ mode: on ? 'author' : 'solve', posed: null })
      await grade()
    },
  }
}
