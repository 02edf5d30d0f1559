/** @file The breakpoints: on or off, where they stand, taken away; and the form for those on a condition. */
import { CloseButton, Switch } from '@mantine/core'
import type { Stop } from '../../runtime/protocol'
import { ActionButton } from '../shell/ActionButton'
import { useDocument, useServices } from '../state/context'
import { useTravel } from '../state/travelStore'
import { canvasHandle } from '../canvas'
import { splitKey } from '../math'
import { ConditionForm } from './ConditionForm'
import { isThere, removeBreakpoint, stopWords, switchBreakpoint } from './stops'

export function BreakpointList() {
  const services = useServices()
  const document = useDocument((state) => state.document)
  const breakpoints = useTravel((state) => state.breakpoints)
  const hit = useTravel((state) => state.hit?.breakpoint)
  return (
    <section className="gw-travel-part" aria-label="Breakpoints">
      <header>
        <h3>Breakpoints</h3>
        <ActionButton id="continue" withIcon={false} />
        <ActionButton id="breakpoint" label="Breakpoint on what is selected" withIcon={false}>
          On the selection
        </ActionButton>
      </header>
      {breakpoints.length === 0 && (
        <p className="gw-travel-note">
          None yet. Select a node or an edge and press F9, or stop on a condition. “Continue” (F5) then goes on to the
          next one.
        </p>
      )}
      <ul className="gw-travel-list">
        {breakpoints.map(({ id, stop, on }) => {
          const words = stopWords(document, stop)
          const there = isThere(document, stop)
          return (
            <li key={id} data-hit={hit === id || undefined}>
              <Switch
                size="xs"
                checked={on}
                onChange={(change) => switchBreakpoint(id, change.currentTarget.checked)}
                label={there ? words : `${words} (not in this graph)`}
                aria-label={`Breakpoint: ${words}`}
              />
              {hit === id && <span className="gw-travel-hit">stopped here</span>}
              <span className="gw-travel-end">
                {there && placeOfStop(stop) && (
                  <button type="button" className="gw-travel-link" onClick={() => show(services, stop)}>
                    Show
                  </button>
                )}
                <CloseButton
                  size="sm"
                  aria-label={`Delete the breakpoint: ${words}`}
                  onClick={() => removeBreakpoint(id)}
                />
              </span>
            </li>
          )
        })}
      </ul>
      <ConditionForm />
    </section>
  )
}

/** What to select to see it; a condition on all numbers has no place. */
function placeOfStop(stop: Stop): { readonly node?: string; readonly edge?: string } | null {
  if (stop.kind === 'edge') return { edge: stop.edge }
  if (stop.kind === 'node' || stop.kind === 'port') return { node: stop.node }
  return stop.kind === 'sign' ? { node: splitKey(stop.key).node } : null
}

function show({ view, documents }: ReturnType<typeof useServices>, stop: Stop) {
  const place = placeOfStop(stop)
  if (!place) return
  const { edges } = documents.getState().document
  view.select(place.node ? [place.node] : [], place.edge ? [place.edge] : [])
  const edge = place.edge === undefined ? undefined : edges[place.edge]
  canvasHandle.current?.reveal(edge ? [edge.from.node, edge.to.node] : [place.node!])
}
