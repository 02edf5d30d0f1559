/** @file The event under the cursor, or of what is selected, as a sentence, a formula, and the formula with numbers. */
import { Button, SegmentedControl } from '@mantine/core'
import { lazy, useEffect, useMemo, useState } from 'react'
import { useStore } from 'zustand'
import { ops } from '../../ops'
import type { TraceEvent } from '../../runtime/protocol'
import { asked, close, selectionKey, targetOf, WhyButton } from '../blame'
import { nodeName } from '../format'
import { Part } from '../loading'
import { Tex } from '../math'
import { useDocument, useRun, useServices } from '../state/context'
import { useMark } from '../state/overlays'
import type { Shown } from '../state/runStore'
import { useCalmRevision } from '../state/useCalmRevision'
import { useSettledCursor } from '../state/useSettledCursor'
import { explain } from './explain'
import { ExplanationView } from './ExplanationView'
import { eventsOf, latestChoice } from './focus'
import { useLocalDerivative, useSelection } from './hooks'
import { whatNow } from './whatNow'

// Loaded when first asked for.
const CheckNote = lazy(() => import('../gradcheck/CheckNote'))
const BlameView = lazy(() => import('../blame/BlameView').then((module) => ({ default: module.BlameView })))
const FanOut = lazy(() => import('./FanOut').then((module) => ({ default: module.FanOut })))

export function ExplainTab() {
  const { run, view } = useServices()
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

  const question = useStore(asked, (state) => state.question)
  // A question is about what was on the screen: another selection or another step ends it.
  useEffect(() => {
    const { question: open } = asked.getState()
    if (open && (open.selection !== selectionKey(view.getState()) || open.cursor !== run.summary().cursor)) close()
  }, [targetKey, cursor, run, view])

  const choices = useMemo(() => (target ? eventsOf(target, trace, document, ops) : []), [target, trace, document])
  const chosen = choices.find((choice) => choice.label === picked) ?? latestChoice(choices, cursor)
  const showsSelected = mode === 'selected' && chosen !== undefined
  const event = showsSelected ? chosen.event : trace[cursor - 1]
  const missing = target?.kind === 'edge' && MISSING.has(run.shown('edges', target.id).state) ? target.id : null
  if (question)
    return (
      <div className="gw-explain">
        <Part what="answer" waiting={<p className="gw-loading">Loading…</p>}>
          <BlameView question={question} />
        </Part>
      </div>
    )
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
      {missing !== null && trace.length > 0 && <WhyButton missing target={{ kind: 'edge', id: missing }} />}
      {target && <Checked kind={target.kind} id={target.id} />}
      {!showsSelected && <NextPress />}
    </div>
  )
}

/** States of an edge without a gradient. */
const MISSING: ReadonlySet<Shown['state']> = new Set(['none', 'blocked'])

/** What a gradient check found there. */
function Checked({ kind, id }: { readonly kind: 'node' | 'edge'; readonly id: string }) {
  const mark = useMark(kind === 'node' ? 'nodes' : 'edges', id)
  return (
    mark && (
      <Part what="gradient check">
        <CheckNote kind={kind} id={id} />
      </Part>
    )
  )
}

function NextPress() {
  const document = useDocument((state) => state.document)
  const trace = useRun((summary) => summary.trace)
  const cursor = useSettledCursor()
  const forwardLength = useRun((summary) => summary.forwardLength)
  const objective = useRun((summary) => summary.objective)
  const node = objective?.split('.')[0]
  const recorded = useRun((summary) => summary.recorded)
  const advice = whatNow(
    { trace, cursor, forwardLength, recorded },
    node === undefined ? null : nodeName(document, node),
  )
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
  // What `run` holds changes with the revision; reading it here makes the explanation follow. Recorded steps that fly by
  // are not explained one by one: there the cursor that comes to rest brings the news.
  useCalmRevision()
  const explanation = explain(event, run, document, ops, { objective, localDerivative })
  const target = targetOf(event)
  return (
    <>
      <ExplanationView explanation={explanation} />
      {target && <WhyButton target={target} />}
      {event.kind === 'accumulate' && (event.terms?.length ?? 0) > 1 && (
        <Part what="sum" waiting={<p className="gw-loading">Loading…</p>}>
          <FanOut event={event} />
        </Part>
      )}
    </>
  )
}

function Beginning({ hasTrace }: { readonly hasTrace: boolean }) {
  const errors = useRun((summary) => summary.errors)
  const answered = useRun((summary) => summary.answered)
  const isEmpty = useDocument((state) => Object.keys(state.document.nodes).length === 0)
  if (!hasTrace && !answered && !isEmpty) return <p className="gw-loading">The first pass is being computed…</p>
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
