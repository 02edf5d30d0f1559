/** @file How far the long questions of this lab are, while the engine tells of them. */
import { createStore } from 'zustand/vanilla'
import type { DescentKind, EngineClient, StudyProgress } from '../../runtime/protocol'

/** Absent: not told (yet), so it is not long. */
export type Work = Partial<Record<StudyProgress['kind'], Pick<StudyProgress, 'done' | 'total'>>>

export const workStore = createStore<Work>(() => ({}))

/** Listens for as long as somebody looks. Returns the end of it. */
export function watchWork(client: EngineClient): () => void {
  return client.on('study', ({ kind, done, total }) => workStore.setState({ [kind]: { done, total } }))
}

/** Nothing is known of these any more: they are over, or begin again. */
export function forgetWork(...kinds: readonly DescentKind[]): void {
  workStore.setState(Object.fromEntries(kinds.map((kind) => [kind, undefined])))
}
