/** @file The gradient that was asked about. The list stays until something else is selected or stepped to. */
import { createStore } from 'zustand/vanilla'
import type { BlameTarget, TraceEvent } from '../../runtime/protocol'
import { panels } from '../state/panels'
import type { EditorServices } from '../state/context'
import type { ViewState } from '../state/viewStore'

export interface Asked {
  readonly target: BlameTarget
  /** What was selected, and where the step cursor stood: elsewhere the question is no longer the one on the screen. */
  readonly selection: string
  readonly cursor: number
}

export const asked = createStore<{ readonly question: Asked | null }>(() => ({ question: null }))

/** "node z1", "edge e3"; "" for nothing or several things. */
export function selectionKey({ selectedNodes, selectedEdges }: ViewState): string {
  if (selectedNodes.size + selectedEdges.size !== 1) return ''
  const [node] = selectedNodes
  return node === undefined ? `edge ${[...selectedEdges][0]}` : `node ${node}`
}

/** Shows the answer in the inspector. */
export function ask(services: EditorServices, target: BlameTarget): void {
  const { run, view } = services
  asked.setState({ question: { target, selection: selectionKey(view.getState()), cursor: run.summary().cursor } })
  view.setState({ inspectorTab: 'explain' })
  panels.show('right', services)
}

/** Going to a place that the answer names keeps the answer. */
export function goFrom({ view, run }: EditorServices, go: () => void): void {
  go()
  const { question } = asked.getState()
  if (question)
    asked.setState({
      question: { ...question, selection: selectionKey(view.getState()), cursor: run.summary().cursor },
    })
}

export const close = (): void => asked.setState({ question: null })

/** The gradient that an event of the backward pass made; null for others. */
export function targetOf(event: TraceEvent): BlameTarget | null {
  const key = `${event.node}.${event.port}`
  if (event.kind === 'edge-delta') return event.edge === undefined ? null : { kind: 'edge', id: event.edge }
  if (event.kind === 'accumulate') return { kind: 'port', key }
  return event.kind === 'parameter-gradient' ? { kind: 'parameter', key } : null
}
