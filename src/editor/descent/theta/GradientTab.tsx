/** @file ∇θL as one vector with its named parts, through the steps of training: norms, shares, angle, and update. */
import { Button, Slider } from '@mantine/core'
import { useMemo } from 'react'
import { useStore } from 'zustand'
import { Chart, type ChartCurve } from '../../charts'
import { NumberField } from '../../fields'
import { formatNumber } from '../../format'
import { useServices } from '../../state/context'
import { WorkNote } from '../WorkNote'
import { PartStrips } from './PartStrips'
import { follow, stop, takeOver, thetaStore } from './thetaStore'
import { cosineWords, followWords } from './thetaWords'

export function GradientTab() {
  const services = useServices()
  const { steps, followed, following, t, problem } = useStore(thetaStore)
  return (
    <div className="gw-theta-split">
      <div className="gw-descent-controls">
        <div className="gw-theta-ask">
          <NumberField
            label="Steps"
            integer
            min={1}
            max={2000}
            value={steps}
            disabled={following}
            onCommit={(to) => to !== null && thetaStore.setState({ steps: to })}
          />
          {following ? (
            <Button onClick={() => stop(services)}>Stop</Button>
          ) : (
            <Button variant="delta" onClick={() => void follow(services)}>
              Follow the gradient
            </Button>
          )}
        </div>
        <div className="gw-descent-words" role="status" data-tone={problem ? 'bad' : undefined}>
          {problem ??
            (following ? (
              <WorkNote kind="follow" words="Training a copy" elsewhere />
            ) : followed ? (
              followWords(followed)
            ) : (
              INTRODUCTION
            ))}
        </div>
        {followed && (
          <>
            <Facts />
            <p className="gw-descent-note">{cosineWords(followed.cosines[t]!)}</p>
            <Button variant="bare" onClick={() => takeOver(services)}>
              Take over θ after {followed.losses.length} steps
            </Button>
          </>
        )}
      </div>
      {followed && (
        <div className="gw-theta-charts">
          <label className="gw-plane-time">
            <span>t = {t + 1}</span>
            <Slider
              size="sm"
              aria-label="The step that is looked at"
              thumbLabel="The step that is looked at"
              min={0}
              max={Math.max(1, followed.losses.length - 1)}
              value={t}
              label={null}
              onChange={(to) => thetaStore.setState({ t: Math.min(to, followed.losses.length - 1) })}
            />
          </label>
          <PartStrips />
          <Curves />
        </div>
      )}
    </div>
  )
}

const INTRODUCTION =
  'Trains a copy of the graph with the settings of the Training tab, and shows the gradient of each step as what it is: one vector ∇L over all of θ, with a part for each parameter. The graph is not changed.'

function Facts() {
  const followed = useStore(thetaStore, (state) => state.followed)!
  const t = useStore(thetaStore, (state) => state.t)
  const facts: readonly (readonly [string, number, string?])[] = [
    ['L before the step', followed.losses[t]!, 'value'],
    ['‖∇L‖', followed.norms[t]!, 'delta'],
    ['cosine to the last ∇L', followed.cosines[t]!],
    ['‖Δθ‖ of the update', followed.updates[t]!, 'param'],
    ['η', followed.rates[t]!],
  ]
  return (
    <dl className="gw-descent-facts">
      {facts.map(([term, value, kind]) => (
        <div key={term}>
          <dt>{term}</dt>
          <dd data-kind={kind}>{Number.isNaN(value) ? '–' : formatNumber(value)}</dd>
        </div>
      ))}
    </dl>
  )
}

function Curves() {
  const followed = useStore(thetaStore, (state) => state.followed)!
  const { norms, updates, cosines, losses } = followed
  const x = useMemo(() => Array.from(norms, (_, i) => i + 1), [norms])
  const sizes = useMemo<ChartCurve[]>(
    () => [
      { name: '‖∇L‖', colour: 'delta', x, y: [...norms] },
      { name: '‖Δθ‖', colour: 'param', x, y: [...updates] },
      { name: 'L', colour: 'value', x, y: [...losses] },
    ],
    [x, norms, updates, losses],
  )
  const angles = useMemo<ChartCurve[]>(
    () => [{ name: 'cosine', colour: 'ink-2', x, y: Array.from(cosines, (c) => (Number.isNaN(c) ? null : c)) }],
    [x, cosines],
  )
  return (
    <div className="gw-theta-curves">
      <Chart
        title="Loss, gradient and update"
        curves={sizes}
        length={x.length}
        xLabel="t"
        log
        summary={followWords(followed)}
      />
      <Chart
        title="Cosine to the last gradient"
        curves={angles}
        length={x.length}
        xLabel="t"
        range={[-1.05, 1.05]}
        summary={cosineWords(cosines.at(-1)!)}
      />
    </div>
  )
}
