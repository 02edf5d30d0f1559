/** @file The event under the cursor, or of what is selected, as a sentence, a formula, and the formula with numbers. */
import { Button, SegmentedControl } from '@mantine/core'
import { useMemo, useState } from 'react'
import { ops } from '../../ops'
import type { TraceEvent } from '../../runtime/protocol'
import { nodeName } from '../format'
import { Tex } from '../math'
import { useDocument, useRun, useServices } from '../state/context'
import { useSettledCursor } from '../state/useSettledCursor'
import { explain } from './explain'
import { ExplanationView } from './ExplanationView'
import { eventsOf, latestChoice } from './focus'
import { useLocalDerivative, useSelection } from './hooks'
import { whatNow } from './whatNow'

export function ExplainTab() {
  const { run } = useServices()
  const document = useDocument((state) => state.document)
  const trace = useRun((summary) => summary.trace)
  const cursor = useSettledCursor()
  const selection = useSelection()
  const target = selection.kind === 'node' || selection.kind === 'edge' ? selection : null
  const targetKey = target ? `${target.kind} ${target.id}` : ''

  // Whichever moved last is explained: a click shows what was clicked, a step shows the step.
  const [last, setLast] = useState({ targetKey, cursor })
  const [mode, setMode] = useState<'step' | 'selected'>(target ? 'selected' : 'step')
  const [picked, setPicked] = useState<string | null>(null)
  if (last.targetKey !== targetKey || last.cursor !== cursor) {
    if (last.targetKey !== targetKey) {
      setMode(target ? 'selected' : 'step')
      setPicked(null)
    } else setMode('step')
    setLast({ targetKey, cursor })
  }

  const choices = useMemo(() => (target ? eventsOf(target, trace, document, ops) : []), [target, trace, document])
  const chosen = choices.find((choice) => choice.label === picked) ?? latestChoice(choices, cursor)
  const showsSelected = mode === 'selected' && chosen !== undefined
  const event = showsSelected ? chosen.event : trace[cursor - 1]
  const name = target ? (target.kind === 'node' ? nodeName(document, target.id) : 'this edge') : ''
  return (
    <div className="gw-explain">
      {target && chosen && (
        <SegmentedControl
          size="xs"
          fullWidth
          aria-label="What to explain"
          value={showsSelected ? 'selected' : 'step'}
          onChange={(value) => setMode(value === 'selected' ? 'selected' : 'step')}
          data={[
            { value: 'step', label: 'Current step' },
            { value: 'selected', label: `Selected: ${name}` },
          ]}
        />
      )}
      {target && !chosen && trace.length > 0 && (
        <p className="gw-inspector-note">{`${name === 'this edge' ? 'This edge' : name} takes no part in the run: it does not lead to the objective, or cannot run yet.`}</p>
      )}
      {showsSelected && choices.length > 1 && (
        <SegmentedControl
          size="xs"
          aria-label="Which of its events"
          value={chosen.label}
          onChange={setPicked}
          data={choices.map((choice) => choice.label)}
        />
      )}
      {event && event.index < cursor ? (
        <Explained event={event} />
      ) : event ? (
        <div className="gw-inspector-note">
          <p>
            Not computed yet: this is event {event.index + 1} of {trace.length}.
          </p>
          <Button onClick={() => run.setCursor(event.index + 1)}>Run to here</Button>
        </div>
      ) : (
        <Beginning hasTrace={trace.length > 0} />
      )}
      {!showsSelected && <NextPress />}
    </div>
  )
}

function NextPress() {
  const document = useDocument((state) => state.document)
  const trace = useRun((summary) => summary.trace)
  const cursor = useSettledCursor()
  const forwardLength = useRun((summary) => summary.forwardLength)
  const objective = useRun((summary) => summary.objective)
  const node = objective?.split('.')[0]
  const advice = whatNow({ trace, cursor, forwardLength }, node === undefined ? null : nodeName(document, node))
  if (!advice) return null
  return (
    <p className="gw-callout" data-tone="next">
      Press <b>{advice.press}</b>: it {advice.words}
    </p>
  )
}

function Explained({ event }: { readonly event: TraceEvent }) {
  const { run } = useServices()
  const document = useDocument((state) => state.document)
  const objective = useRun((summary) => summary.objective)
  const localDerivative = useLocalDerivative(event.edge)
  // What `run` holds changes with the revision; reading it here makes the explanation follow.
  useRun((summary) => summary.revision)
  const explanation = explain(event, run, document, ops, { objective, localDerivative })
  return <ExplanationView explanation={explanation} />
}

function Beginning({ hasTrace }: { readonly hasTrace: boolean }) {
  const errors = useRun((summary) => summary.errors)
  if (!hasTrace)
    return (
      <div className="gw-inspector-note">
        <p>
          {errors[0]
            ? errors[0].message
            : 'Nothing has run yet. Add nodes from the palette and wire them; the forward pass then runs by itself.'}
        </p>
        {errors[0]?.hint && <p>{errors[0].hint}</p>}
      </div>
    )
  return (
    <div className="gw-inspector-note">
      <p>The run stands at its start. After the loss, each step sends the error back over one edge:</p>
      <Tex
        latex="\textcolor{delta}{\delta_x} = \textstyle\sum \textcolor{delta}{\delta_y} \cdot \frac{\partial y}{\partial x}"
        display
      />
    </div>
  )
}
