/** @file Two recorded runs beside each other, edge by edge: the largest difference first, the same colours on the canvas. */
import { Button, NativeSelect } from '@mantine/core'
import { useEffect } from 'react'
import type { ComparedRow } from '../../runtime/protocol'
import { canvasHandle } from '../canvas'
import { formatNumber } from '../format'
import { splitKey } from '../math'
import { useDocument, useRun, useServices } from '../state/context'
import { ActionButton } from '../shell/ActionButton'
import { travelStore, useTravel, type KeptRecording } from '../state/travelStore'
import { bothRuns, compare, differencesBetween, differenceWords, forgetA, keepAsA, rowName, strength } from './compare'
import { runWords } from './runWords'

/** As many rows as a person reads; those that differ most come first. */
const LISTED = 100

export function CompareRuns() {
  const services = useServices()
  const recording = useTravel((state) => state.recording)
  const runA = useTravel((state) => state.runA)
  const comparison = useTravel((state) => state.comparison)
  const shownStep = useRun((summary) => summary.recorded?.step)
  const both = bothRuns(recording, runA)
  const on = comparison !== null
  // While runs are compared, the step that is walked through is the one that is compared.
  useEffect(() => {
    if (on && shownStep !== undefined && both && shownStep < both.steps) void compare(services, shownStep)
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [services, on, shownStep])
  /** Where a recording is shown, it walks to the end of that step. */
  const choose = (step: number) => {
    const { recorded } = services.run.summary()
    if (recorded) recorded.go((step + 1) * recorded.eventsPerStep)
    void compare(services, step)
  }
  return (
    <section className="gw-travel-part" aria-label="Compare two runs">
      <header>
        <h3>Compare</h3>
        {recording && recording !== runA && (
          <Button onClick={() => void keepAsA(services)}>{runA ? 'Keep B as run A' : 'Keep as run A'}</Button>
        )}
        {runA && <Button onClick={() => void forgetA(services)}>Forget run A</Button>}
      </header>
      {!both && (
        <p className="gw-travel-note">
          {runA
            ? 'Run A is kept. Now change the rate, the seed or an activation, and record again: that is run B.'
            : recording
              ? 'Keep this recording as run A, change the rate, the seed or an activation, and record again.'
              : 'Record steps first; then keep them as run A and record others to compare with.'}
        </p>
      )}
      {(!recording || recording === runA) && (
        <div className="gw-travel-form">
          <ActionButton id="record" withIcon={false} />
        </div>
      )}
      {runA && <RunLine name="A" run={runA} />}
      {both && (
        <>
          <RunLine name="B" run={both.b} />
          <p className="gw-travel-note">Different: {differencesBetween(both.a, both.b).join('; ') || 'nothing'}.</p>
          <div className="gw-travel-form">
            <NativeSelect
              size="xs"
              label="Compare at step"
              value={String(comparison?.step ?? Math.min(shownStep ?? both.steps - 1, both.steps - 1))}
              onChange={(change) => choose(Number(change.currentTarget.value))}
              data={Array.from({ length: both.steps }, (_, step) => ({ value: String(step), label: String(step + 1) }))}
            />
            {on ? (
              <Button onClick={() => travelStore.setState({ comparison: null })}>End comparison</Button>
            ) : (
              <Button
                variant="delta-soft"
                onClick={() => void compare(services, Math.min(shownStep ?? both.steps - 1, both.steps - 1))}
              >
                Compare A and B
              </Button>
            )}
          </div>
        </>
      )}
      {comparison && <Rows rows={comparison.rows} />}
    </section>
  )
}

/** What a run is, and the way to it. */
function RunLine({ name, run }: { readonly name: 'A' | 'B'; readonly run: KeptRecording }) {
  const shown = useRun((summary) => summary.recorded?.id === run.state.id)
  return (
    <p className="gw-travel-run" data-shown={shown || undefined}>
      <span>
        <b>{name}</b> {runWords(run)}
      </span>
      <ActionButton
        id={`look-${name.toLowerCase()}`}
        label={shown ? `Run ${name} is in view` : `Look at run ${name}`}
        pressed={shown}
      >
        {shown ? 'In view' : `Look at run ${name}`}
      </ActionButton>
    </p>
  )
}

function Rows({ rows }: { readonly rows: readonly ComparedRow[] }) {
  const { documents, view } = useServices()
  const document = useDocument((state) => state.document)
  const go = ({ kind, id }: ComparedRow) => {
    const edge = kind === 'edge' ? documents.getState().document.edges[id] : undefined
    const node = splitKey(id).node
    view.select(kind === 'edge' ? [] : [node], edge ? [id] : [])
    canvasHandle.current?.reveal(edge ? [edge.from.node, edge.to.node] : kind === 'edge' ? [] : [node])
  }
  return (
    <>
      <p className="gw-travel-note">
        Edges on the canvas are orange and wide where the gradients of A and B are far apart, grey where they are equal.
      </p>
      <div className="gw-travel-table" tabIndex={0} role="region" aria-label="Differences, the largest first">
        <table>
          <thead>
            <tr>
              <th scope="col">Edge or parameter</th>
              <th scope="col">gradient A</th>
              <th scope="col">gradient B</th>
              <th scope="col">apart</th>
              <th scope="col">values apart</th>
            </tr>
          </thead>
          <tbody>
            {rows.slice(0, LISTED).map((row) => (
              <tr key={`${row.kind} ${row.id}`}>
                <th scope="row">
                  <button type="button" className="gw-travel-link" data-tone={row.kind} onClick={() => go(row)}>
                    {rowName(document, row)}
                  </button>
                </th>
                <td>{number(row.gradient.a)}</td>
                <td>{number(row.gradient.b)}</td>
                <td
                  style={{
                    background: `color-mix(in srgb, var(--gw-delta) ${Math.round(30 * strength(row.gradient))}%, transparent)`,
                  }}
                >
                  {differenceWords(row.gradient)}
                </td>
                <td>{differenceWords(row.value)}</td>
              </tr>
            ))}
          </tbody>
        </table>
        {rows.length > LISTED && <p className="gw-travel-note">and {rows.length - LISTED} more that differ less</p>}
      </div>
    </>
  )
}

const number = (x: number | null) => (x === null ? '–' : formatNumber(x))
