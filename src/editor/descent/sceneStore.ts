/** @file What can be descended in: the parameters of the open graph, asked again whenever the graph or its examples change. */
import { createStore } from 'zustand/vanilla'
import { DEFAULT_TRAINING } from '../../graph'
import { ops } from '../../ops'
import type { DescentScene, RunError } from '../../runtime/protocol'
import { elementName } from '../format'
import { plainPort, splitKey } from '../math'
import type { EditorServices } from '../state/context'
import { watchWork } from './work'

export type DescentView = 'line' | 'plane' | 'theta'

export interface SceneState {
  readonly view: DescentView
  readonly scene: DescentScene | null
  readonly problem: Pick<RunError, 'message' | 'hint'> | null
  /** Counts the graphs that were looked at: a new number means that every picture is out of date. */
  readonly version: number
  /** What `scene` is about, so that who comes back to the same graph finds everything as it was. */
  readonly subject: readonly unknown[]
  /** The document whose description somebody has put away. */
  readonly putAway: number | null
}

export const sceneStore = createStore<SceneState>(() => ({
  view: 'line',
  scene: null,
  problem: null,
  version: 0,
  subject: [],
  putAway: null,
}))

/** The same graph with the same numbers on the same examples. The seed gives values to parameters that have none. */
function subjectOf({ documents, run }: EditorServices): readonly unknown[] {
  const { document, opened } = documents.getState()
  const { nodes, edges, tensors, objective, data, training = DEFAULT_TRAINING } = document
  const { examples } = run.summary()
  return [opened, nodes, edges, tensors, objective, data, training.seed, examples?.first, examples?.count]
}

const isSame = (a: readonly unknown[], b: readonly unknown[]): boolean =>
  a.length === b.length && a.every((part, i) => part === b[i])

/** Whether the graph is still as it is now: an answer about another one is not shown. */
export function sameGraph(services: EditorServices): () => boolean {
  const before = subjectOf(services)
  return () => isSame(subjectOf(services), before)
}

/** Asks for as long as somebody looks. Returns the end of it. */
export function watchScene(services: EditorServices): () => void {
  // Who left for another tab and comes back is told nothing that is known already.
  let known: readonly unknown[] = sceneStore.getState().scene ? sceneStore.getState().subject : []
  let gone = false
  const look = () => {
    const subject = subjectOf(services)
    if (gone || isSame(subject, known)) return
    // Another graph: what was seen of the last one is not shown until the answer is there.
    if (known.length && subject[0] !== known[0]) sceneStore.setState({ scene: null, problem: null, view: 'line' })
    known = subject
    // After all that hear of a change: asked before the engine has it, the engine would answer about the graph of before.
    queueMicrotask(() => {
      if (!gone && known === subject) void ask(services, subject, () => !gone && known === subject)
    })
  }
  const stops = [services.documents.subscribe(look), services.run.subscribe(look), watchWork(services.client)]
  look()
  return () => {
    gone = true
    for (const stop of stops) stop()
    // Pictures are drawn on when somebody is here again; what a person asked for by a button is done meanwhile.
    for (const kind of ['curve', 'grid', 'criticals', 'walk', 'trails'] as const) void services.client.stopDescent(kind)
  }
}

async function ask({ client }: EditorServices, subject: readonly unknown[], still: () => boolean): Promise<void> {
  try {
    const answer = await client.descentScene()
    if (!still() || answer.state === 'stopped') return
    const { version } = sceneStore.getState()
    if (answer.state === 'done')
      sceneStore.setState({ scene: answer.result, problem: null, version: version + 1, subject })
    else sceneStore.setState({ scene: null, problem: answer.problem })
  } catch (thrown) {
    if (still()) sceneStore.setState({ scene: null, problem: { message: wordsOf(thrown) } })
  }
}

/** What was thrown, as a sentence. */
export const wordsOf = (thrown: unknown): string => (thrown instanceof Error ? thrown.message : String(thrown))

/** "z₁ weight [0, 1]", as the canvas calls it. */
export function partName({ documents }: EditorServices, key: string): string {
  return plainPort(documents.getState().document, ops, splitKey(key))
}

export function elementTitle(services: EditorServices, key: string, element: number): string {
  const part = sceneStore.getState().scene?.parts.find((candidate) => candidate.key === key)
  return `${partName(services, key)}${part && part.size > 1 ? elementName(part.shape, element) : ''}`
}
