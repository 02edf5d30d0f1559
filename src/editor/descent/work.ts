/** @file How far the long questions of this lab are, while the engine tells of them, and which of them a person stopped. */
import { createStore } from 'zustand/vanilla'
import type { DescentKind, EngineClient, StudyProgress } from '../../runtime/protocol'

/** Absent: not told (yet), so it is not long. */
export type Work = Partial<Record<StudyProgress['kind'], Pick<StudyProgress, 'done' | 'total'>>>

export const workStore = createStore<Work>(() => ({}))

/** The engine also stops what asks about a graph that is no more; only what is in here was stopped by hand. */
const byHand = new Set<DescentKind>()

/** Listens for as long as somebody looks. Returns the end of it. */
export function watchWork(client: EngineClient): () => void {
  return client.on('study', ({ kind, done, total }) => workStore.setState({ [kind]: { done, total } }))
}

/** A person wants no more of it. */
export function stopWork(client: Pick<EngineClient, 'stopDescent'>, kind: DescentKind): void {
  byHand.add(kind)
  void client.stopDescent(kind)
}

/** Whether an answer "stopped" is what a person asked for: then it is said, and is not begun again. */
export const stoppedByHand = (kind: DescentKind): boolean => byHand.has(kind)

/** Nothing is known of these any more: they are over, or begin again. */
export function forgetWork(...kinds: readonly DescentKind[]): void {
  for (const kind of kinds) byHand.delete(kind)
  forgetTold(...kinds)
}

/** A further part of these begins: how far the last one was says nothing of it. */
export function forgetTold(...kinds: readonly DescentKind[]): void {
  workStore.setState(Object.fromEntries(kinds.map((kind) => [kind, undefined])))
}
