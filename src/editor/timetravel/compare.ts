/** @file Two recordings beside each other: keeping the first, and asking how far they are apart. */
import { ops } from '../../ops'
import type { ComparedRow, Difference } from '../../runtime/protocol'
import type { GraphDocument, TrainingSettings } from '../../graph'
import { formatNumber } from '../format'
import { plainEdge, plainPort, splitKey } from '../math'
import type { EditorServices } from '../state/context'
import { travelStore, type KeptRecording } from '../state/travelStore'
import { graphDifferences } from './differences'
import { leave, look } from './travel'

/** The latest recording stays as run A; the next one is compared with it. */
export async function keepAsA(services: EditorServices): Promise<void> {
  const { client, view } = services
  const { recording, runA } = travelStore.getState()
  if (!recording) return
  await leaveRunA(services)
  if (runA && runA !== recording) void client.dropRecording(runA.state.id)
  travelStore.setState({ runA: recording, comparison: null })
  view.announce('This recording is run A. Change the rate, the seed or the graph and record again: that will be run B.')
}

export async function forgetA(services: EditorServices): Promise<void> {
  const { recording, runA } = travelStore.getState()
  await leaveRunA(services)
  if (runA && runA !== recording) void services.client.dropRecording(runA.state.id)
  travelStore.setState({ runA: null, comparison: null })
}

/** Run A is about to be given up: who looks at it sees run B from here on. */
async function leaveRunA(services: EditorServices): Promise<void> {
  const { recording, runA } = travelStore.getState()
  const inView = () => runA !== null && services.run.summary().recorded?.id === runA.state.id
  if (!recording || runA === recording || !inView()) return
  await look(services, 'B')
  // B may be of another graph than the present one.
  if (inView()) leave(services)
}

/** Run A and run B, when there are two. */
export function bothRuns(
  recording: KeptRecording | null,
  runA: KeptRecording | null,
): { readonly a: KeptRecording; readonly b: KeptRecording; readonly steps: number } | null {
  if (!recording || !runA || recording === runA) return null
  return { a: runA, b: recording, steps: Math.min(runA.state.steps, recording.state.steps) }
}

/** @param step counted from 0. */
export async function compare({ client }: EditorServices, step: number): Promise<void> {
  const { recording, runA } = travelStore.getState()
  const both = bothRuns(recording, runA)
  if (!both) return
  const rows = await client.compareRecordings(both.a.state.id, both.b.state.id, step)
  const now = travelStore.getState()
  if (now.recording !== recording || now.runA !== runA) return
  travelStore.setState({ comparison: rows && { step, rows } })
}

/** What differs between the two besides their numbers, in words. */
export function differencesBetween(a: KeptRecording, b: KeptRecording): string[] {
  const found: string[] = []
  const settingsOf = ({ state }: KeptRecording): TrainingSettings => state.settings
  if (JSON.stringify(settingsOf(a)) !== JSON.stringify(settingsOf(b))) found.push('training settings')
  found.push(...graphDifferences({ document: a.document, where: 'in A' }, { document: b.document, where: 'in B' }))
  return found
}

export function rowName(document: GraphDocument, { kind, id }: ComparedRow): string {
  const edge = document.edges[id]
  if (kind === 'edge') return edge ? plainEdge(document, ops, edge) : id
  return plainPort(document, ops, splitKey(id))
}

/** "12.3 %", "0", "only in A", "other shape". */
export function differenceWords({ a, b, relative }: Difference): string {
  if (a === null && b === null) return '–'
  if (a === null || b === null) return `only in ${a === null ? 'B' : 'A'}`
  if (relative === null) return 'other shape'
  if (relative === Infinity) return 'not finite'
  return relative === 0 ? '0' : `${formatNumber(relative * 100)} %`
}

/** How strongly a difference is drawn, 0 … 1: its square root, so that a hundredth is seen beside a half; 1 and more is full. */
export function strength({ relative }: Difference): number {
  if (relative === 0) return 0
  if (relative === null || relative >= 1) return 1
  return Math.max(0.06, Math.sqrt(relative))
}
