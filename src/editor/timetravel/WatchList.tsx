/** @file What is watched: the number now, its history over the recorded steps, and a click that goes there. */
import { CloseButton } from '@mantine/core'
import { useEffect, useState } from 'react'
import type { WatchedTensor } from '../../runtime/protocol'
import { canvasHandle } from '../canvas'
import { spoken } from '../canvas/edgeWords'
import { Sparkline } from '../charts'
import { formatNumber } from '../format'
import { ActionButton } from '../shell/ActionButton'
import { useDocument, useRun, useServices, useShown } from '../state/context'
import { useTravel } from '../state/travelStore'
import { targetOf, toggleWatch, watchedWords } from './watch'

const COLOURS = { values: 'value', deltas: 'delta', edges: 'delta', gradients: 'param' } as const

export function WatchList() {
  const watched = useTravel((state) => state.watched)
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
          Nothing yet. Select a node or an edge and watch it: its numbers stay here, with their history over the
          recorded steps.
        </p>
      )}
      <ul className="gw-travel-list">
        {watched.map((tensor, i) => (
          <Watched key={`${tensor.kind} ${tensor.key}`} tensor={tensor} history={histories[i] ?? []} />
        ))}
      </ul>
    </section>
  )
}

function Watched({ tensor, history }: { readonly tensor: WatchedTensor; readonly history: readonly number[] }) {
  const services = useServices()
  const document = useDocument((state) => state.document)
  const shown = useShown(tensor.kind, tensor.key)
  const step = useRun((summary) => summary.recorded?.step ?? null)
  const words = watchedWords(document, tensor)
  const name = words ?? `${tensor.key} (not in this graph)`
  const finite = history.filter(Number.isFinite)
  const range = finite.length
    ? `${formatNumber(Math.min(...finite))} to ${formatNumber(Math.max(...finite))} in ${history.length} steps`
    : null
  return (
    <li>
      <button
        type="button"
        className="gw-travel-watched"
        disabled={words === null}
        onClick={() => goThere(services, tensor)}
      >
        <span className="gw-travel-name">{name}</span>
        <span className="gw-travel-number" data-tone={COLOURS[tensor.kind]}>
          {spoken(shown)}
        </span>
        {range && <span className="gw-hidden">, from {range}</span>}
        {range && <Sparkline y={history} colour={COLOURS[tensor.kind]} at={step} width={120} height={28} />}
        {range && (
          <span className="gw-travel-range" aria-hidden="true">
            {range}
          </span>
        )}
      </button>
      <CloseButton size="sm" aria-label={`Stop watching ${name}`} onClick={() => toggleWatch(tensor)} />
    </li>
  )
}

/** Selects it, brings it into view, and walks to the event that made it. */
function goThere({ documents, view, run }: ReturnType<typeof useServices>, tensor: WatchedTensor) {
  const { document } = documents.getState()
  const { kind, id } = targetOf(tensor)
  const edge = kind === 'edge' ? document.edges[id] : undefined
  view.select(kind === 'node' ? [id] : [], kind === 'edge' ? [id] : [])
  canvasHandle.current?.reveal(edge ? [edge.from.node, edge.to.node] : [id])
  const event = run.eventOf(tensor.kind, tensor.key)
  const { recorded } = run.summary()
  if (!event) return
  if (recorded) recorded.go(recorded.step * recorded.eventsPerStep + event.index + 1)
  else run.setCursor(event.index + 1)
}

const NONE: readonly (readonly number[])[] = []

/** A number a step for each; of the recording that is shown, else of the latest one. */
function useHistories(watched: readonly WatchedTensor[]): readonly (readonly number[])[] {
  const { client } = useServices()
  const id = useTravel((state) => state.recording?.state.id)
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
