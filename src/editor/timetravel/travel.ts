/** @file Recording steps, walking in them, and coming back to the graph as it is now. */
import { DEFAULT_TRAINING, type GraphDocument } from '../../graph'
import type { EditorServices } from '../state/context'
import { notify } from '../state/notify'
import { clearTravel, travelStore, type KeptRecording } from '../state/travelStore'
import { player } from '../timeline/player'
import { graphDifferences } from './differences'
import { runWords } from './runWords'
import { Walker } from './walker'

/** What walks along the shown recording; null while the graph is shown as it is now. */
let walker: Walker | null = null
const joined = new WeakSet<EditorServices>()

/** Listens for what ends the look at a recording: once for the page. */
function join(services: EditorServices): void {
  if (joined.has(services)) return
  joined.add(services)
  const { run, documents, view } = services
  documents.onChange(({ kind }) => kind === 'open' && clearTravel())
  run.subscribe(() => {
    if (!walker || run.summary().recorded) return
    const { opened } = walker
    walker = null
    player.pause()
    travelStore.setState({ hit: null })
    if (documents.getState().opened !== opened) return
    const message = 'The graph has changed, so you are back at the graph as it is now.'
    view.announce(message)
    notify({ tone: 'info', key: 'recording', message, hint: 'Record steps again to walk through the changed graph.' })
  })
}

/** Records as many optimizer steps as are wished for, from the parameters as they stand, then shows the first one. */
export async function record(services: EditorServices): Promise<void> {
  join(services)
  const { client, documents, view } = services
  const { progress, wish: steps, runA } = travelStore.getState()
  if (progress) return
  const { document, opened } = documents.getState()
  leave(services)
  travelStore.setState({ progress: { made: 0, wanted: steps }, recording: null, comparison: null, hit: null })
  try {
    const keep = runA ? [runA.state.id] : []
    const started = await client.startRecording(document.training ?? DEFAULT_TRAINING, steps, keep)
    if (!started.ok) {
      const { message, hint, node } = started
      view.announce(message)
      const button = node === undefined ? {} : { button: { label: 'Show the node', run: () => view.select([node]) } }
      notify({ tone: 'error', key: 'recording', title: 'Nothing was recorded', message, hint, ...button })
      return
    }
    let { state } = started
    while (!state.over) {
      const next = await client.goOnRecording(state.id)
      // Stopped by hand: what is there is worth looking at.
      if (!next || !travelStore.getState().progress) break
      state = next
      travelStore.setState({ progress: { made: state.steps, wanted: steps } })
    }
    if (documents.getState().opened !== opened) return
    if (state.message) notify({ tone: 'warning', key: 'recording', message: state.message })
    if (!state.steps) return view.announce('No step was recorded.')
    travelStore.setState({ recording: { state, document } })
    if (!fits(document, documents.getState().document)) return tellChanged(services, document)
    view.announce(`Recorded ${words(state.steps)}: ${state.steps * state.eventsPerStep} events.`)
    await enter(services)
  } finally {
    travelStore.setState({ progress: null })
  }
}

/** The steps that are made so far stay. */
export function stopRecording(): void {
  travelStore.setState({ progress: null })
}

/**
 * Shows a recording.
 * @param position events done; without it, behind the first forward pass: what the canvas shows of the graph as it is now.
 * @param recording the latest one by default.
 */
export async function enter(
  services: EditorServices,
  position?: number,
  recording: KeptRecording | null = travelStore.getState().recording,
): Promise<void> {
  join(services)
  if (!recording) return
  if (!fits(recording.document, services.documents.getState().document))
    return tellChanged(services, recording.document)
  player.pause()
  walker = new Walker(services, recording, { isCurrent: (one) => one === walker, lost: () => tellLost(services) })
  await walker.start(position)
}

/** Shows one of the two kept runs, at the event that is in view, as far as it has that step. */
export async function look(services: EditorServices, name: 'A' | 'B'): Promise<void> {
  const { recording, runA } = travelStore.getState()
  const kept = name === 'A' ? runA : recording
  if (!kept) return
  const { recorded, cursor } = services.run.summary()
  const { eventsPerStep } = kept.state
  const position = recorded ? recorded.step * eventsPerStep + Math.min(cursor, eventsPerStep) : undefined
  travelStore.setState({ hit: null })
  await enter(services, position, kept)
  if (services.run.summary().recorded?.id === kept.state.id)
    services.view.announce(`Looking at run ${name}: ${runWords(kept)}.`)
}

/** Back to the graph as it is now; the recording stays. */
export function leave({ run, view }: EditorServices): void {
  if (!walker) return
  player.pause()
  walker = null
  travelStore.setState({ hit: null })
  run.leaveRecorded()
  view.announce('Back at the graph as it is now.')
}

/** A recording belongs to the nodes and wires that it was made of; where nodes stand does not matter. */
export function fits(recorded: GraphDocument, now: GraphDocument): boolean {
  const same = (a: unknown, b: unknown) => a === b || JSON.stringify(a) === JSON.stringify(b)
  return same(recorded.nodes, now.nodes) && same(recorded.edges, now.edges) && same(recorded.objective, now.objective)
}

function tellChanged({ documents, view }: EditorServices, recorded: GraphDocument): void {
  const message = 'The graph is not the one that was recorded, so the recording cannot be shown on it.'
  const [first, ...others] = graphDifferences(
    { document: recorded, where: 'in the recording' },
    { document: documents.getState().document, where: 'now' },
  )
  const different = first ? `Different: ${first}${others.length ? `, and ${others.length} more` : ''}. ` : ''
  const hint = `${different}Undo that to walk through it (redo brings it back), or record again.`
  view.announce(message)
  notify({ tone: 'info', key: 'recording', message, hint })
}

const words = (steps: number) => `${steps} ${steps === 1 ? 'step' : 'steps'}`

function tellLost(services: EditorServices): void {
  leave(services)
  travelStore.setState({ recording: null, runA: null, comparison: null })
  const message = 'The recording is gone, because the engine had to be started again.'
  services.view.announce(message)
  notify({ tone: 'warning', key: 'recording', message, hint: 'Record the steps again.' })
}
