/** @file The bottom tab of the gradient check: start and stop, what was found, the worst first, and the sweep of h. */
import { Button, Progress, SegmentedControl } from '@mantine/core'
import { useStore } from 'zustand'
import { useRun, useServices } from '../state/context'
import { CheckList } from './CheckList'
import './gradcheck.css'
import { ELEMENTS, elementsOf, gradcheck, startCheck, stopCheck } from './checkStore'
import { Sweep } from './Sweep'

export default function CheckPanel() {
  const services = useServices()
  const { state, found, problem, progress } = useStore(gradcheck)
  useRun((summary) => summary.revision)
  const elements = elementsOf(services)
  const running = state === 'running'
  return (
    <section className="gw-check" aria-label="Gradient check">
      <div className="gw-check-left">
        <div className="gw-check-bar">
          {running ? (
            <Button onClick={() => stopCheck(services)}>Stop</Button>
          ) : (
            <Button variant="delta" onClick={() => void startCheck(services)}>
              Check gradients
            </Button>
          )}
          <SegmentedControl
            size="xs"
            aria-label="Elements of each tensor"
            disabled={running}
            value={String(elements)}
            onChange={(value) => gradcheck.setState({ elements: ELEMENTS.find((n) => String(n) === value) ?? null })}
            data={ELEMENTS.map((n) => ({ value: String(n), label: n === null ? 'all' : `${n}` }))}
          />
          <span>elements a tensor</span>
        </div>
        {running && (
          <Progress
            size="sm"
            color="var(--gw-delta)"
            value={progress ? (100 * progress.done) / progress.total : 0}
            aria-label="Elements checked"
          />
        )}
        <p className="gw-check-words" role="status" data-state={state}>
          {found?.summary ??
            (problem
              ? `${problem.message} ${problem.hint ?? ''}`
              : running
                ? progress
                  ? `Checked ${progress.done.toLocaleString('en')} of ${progress.total.toLocaleString('en')} elements.`
                  : 'Checking…'
                : state === 'stale'
                  ? 'Out of date: the graph has changed since it was checked. Check again.'
                  : INTRODUCTION)}
        </p>
        {found && <CheckList verdicts={found.list} />}
      </div>
      {found && <Sweep />}
    </section>
  )
}

const INTRODUCTION =
  'Compares every gradient with what the loss really does: each number is moved a little up and down, the forward pass runs again, and the slope of the loss must be what backprop says.'
