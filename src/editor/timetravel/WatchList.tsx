/** @file What is watched: the number now, its history over the recorded steps, and a click that goes there. */
import { CloseButton } from '@mantine/core'
import { useEffect, useMemo, useState } from 'react'
import type { WatchedTensor } from '../../runtime/protocol'
import { canvasHandle } from '../canvas'
import { spoken } from '../canvas/edgeWords'
import { ActionButton } from '../shell/ActionButton'
import { useDocument, useRun, useServices, useShown, type EditorServices } from '../state/context'
import { useTravel } from '../state/travelStore'
import { HistoryChart } from './HistoryChart'
import { followLive, isSingle, useLiveHistory } from './liveHistory'
import { targetOf, toggleWatch, watchedWords } from './watch'

const COLOURS = { values: 'value', deltas: 'delta', edges: 'delta', gradients: 'param' } as const

export function WatchList() {
  const watched = useTravel((state) => state.watched)
  const services = useServices()
  useEffect(() => followLive(services), [services])
  const histories = useHistories(watched)
  return (
    <section className="gw-travel-part" aria-label="Watch list">
      <header>
        <h3>Watch</h3>
        <ActionButton id="watch" label="Watch what is selected" withIcon={false}>
          The selection
        </ActionButton>
      </header>
      {watched.length === 0 && (
        <p className="gw-travel-note">
          Nothing yet. Select a node or an edge and watch it: its numbers stay here, with their history over recorded
          steps and while training runs.
        </p>
      )}
      <ul className="gw-travel-list">
        {watched.map((tensor, i) => (
          <Watched key={`${tensor.kind} ${tensor.key}`} tensor={tensor} recorded={histories[i] ?? NO_NUMBERS} />
        ))}
      </ul>
    </section>
  )
}

function Watched({ tensor, recorded }: { readonly tensor: WatchedTensor; readonly recorded: readonly number[] }) {
  const services = useServices()
  const document = useDocument((state) => state.document)
  const shown = useShown(tensor.kind, tensor.key)
  const step = useRun((summary) => summary.recorded?.step ?? null)
  const live = useLiveHistory(tensor)
  // Also before the cursor has reached it: what the history is of does not depend on that.
  const tells = services.run.tensor(tensor.kind, tensor.key)
  const words = watchedWords(document, tensor)
  const name = words ?? `${tensor.key} (not in this graph)`
  const ofRecording = useMemo(() => ({ steps: recorded.map((_, index) => index + 1), numbers: recorded }), [recorded])
  // Training that went on since is nearer to what the canvas shows than the recording.
  const training = step === null && live.steps.length > 0
  const history = training ? live : ofRecording
  const colour = COLOURS[tensor.kind]
  return (
    <li className="gw-travel-row">
      <button
        type="button"
        className="gw-travel-watched"
        disabled={words === null}
        onClick={() => goThere(services, tensor)}
      >
        <span className="gw-travel-name">{name}</span>
        <span className="gw-travel-number" data-tone={colour}>
          {spoken(shown)}
        </span>
      </button>
      <CloseButton size="sm" aria-label={`Stop watching ${name}`} onClick={() => toggleWatch(services, tensor)} />
      {history.numbers.some(Number.isFinite) && (
        <HistoryChart
          name={name}
          history={history}
          colour={colour}
          norm={tells !== undefined && !isSingle(tells)}
          of={training ? 'training' : 'recorded'}
          at={step}
          go={step === null ? null : (index) => goThere(services, tensor, index)}
        />
      )}
    </li>
  )
}

/** Selects it, brings it into view, and walks to the event that made it, in the step in view or another one. */
function goThere({ documents, view, run }: EditorServices, tensor: WatchedTensor, step?: number) {
  const { document } = documents.getState()
  const { kind, id } = targetOf(tensor)
  const edge = kind === 'edge' ? document.edges[id] : undefined
  view.select(kind === 'node' ? [id] : [], kind === 'edge' ? [id] : [])
  canvasHandle.current?.reveal(edge ? [edge.from.node, edge.to.node] : [id])
  const event = run.eventOf(tensor.kind, tensor.key)
  const { recorded } = run.summary()
  // A node's own parameters have no event: they are there from the start of a step.
  const at = event ? event.index + 1 : step === undefined ? null : 1
  if (at === null) return
  if (recorded) recorded.go((step ?? recorded.step) * recorded.eventsPerStep + at)
  else run.setCursor(at)
}

const NONE: readonly (readonly number[])[] = []
const NO_NUMBERS: readonly number[] = []

/** A number a step for each; of the recording that is shown, else of the latest one. */
function useHistories(watched: readonly WatchedTensor[]): readonly (readonly number[])[] {
  const { client } = useServices()
  const latest = useTravel((state) => state.recording?.state.id)
  const shown = useRun((summary) => summary.recorded?.id)
  const id = shown ?? latest
  const [answer, setAnswer] = useState(NONE)
  useEffect(() => {
    if (id === undefined || !watched.length) {
      setAnswer(NONE)
      return
    }
    let gone = false
    // Without an answer the numbers stand alone.
    client.recordedHistory(id, watched).then(
      (histories) => !gone && setAnswer(histories),
      () => {},
    )
    return () => {
      gone = true
    }
  }, [client, id, watched])
  return answer
}
