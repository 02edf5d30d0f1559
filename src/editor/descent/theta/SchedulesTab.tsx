/** @file Schedules: η over t, the one that is set and any other, to look at and to choose. */
import { Button, NativeSelect } from '@mantine/core'
import { useEffect, useMemo, useState } from 'react'
import { useStore } from 'zustand'
import { DEFAULT_TRAINING } from '../../../graph'
import type { RateCurve } from '../../../runtime/protocol'
import { Chart, type ChartCurve } from '../../charts'
import { formatNumber } from '../../format'
import { useDocument, useServices } from '../../state/context'
import { loadRates, takeSchedule, thetaStore } from './thetaStore'

/** The value of a select cannot be null. */
const CONSTANT = 'constant'

export function SchedulesTab() {
  const services = useServices()
  const settings = useDocument((state) => state.document.training ?? DEFAULT_TRAINING)
  const rates = useStore(thetaStore, (state) => state.rates)
  const problem = useStore(thetaStore, (state) => state.problem)
  const set = settings.schedule?.kind ?? CONSTANT
  const [looked, setLooked] = useState<string | null>(null)
  useEffect(() => void loadRates(services), [services, settings])
  const kind = looked ?? set
  const curve = rates?.curves.find((candidate) => (candidate.kind ?? CONSTANT) === kind)
  const constant = rates?.curves.find((candidate) => candidate.kind === null)
  return (
    <div className="gw-theta-split">
      <div className="gw-descent-controls">
        <NativeSelect
          size="xs"
          label="Schedule"
          value={kind}
          data={(rates?.curves ?? []).map((each) => ({
            value: each.kind ?? CONSTANT,
            label: (each.kind ?? CONSTANT) === set ? `${each.title} (in use)` : each.title,
          }))}
          onChange={(event) => setLooked(event.currentTarget.value)}
        />
        <p className="gw-descent-words" role="status" data-tone={problem ? 'bad' : undefined}>
          {problem ?? (curve ? scheduleWords(curve, settings.steps) : 'Working out the rates…')}
        </p>
        {curve && (
          <Button
            variant="param"
            disabled={kind === set}
            onClick={() => takeSchedule(services, curve.schedule, curve.title)}
          >
            {kind === set ? 'In use' : kind === CONSTANT ? 'Use no schedule' : 'Use this schedule'}
          </Button>
        )}
        <p className="gw-descent-note">
          “Use” writes it into the settings of the Training tab, where its own numbers can be set too.
        </p>
      </div>
      {rates && curve && constant && <RateChart t={rates.t} curve={curve} constant={constant} steps={settings.steps} />}
    </div>
  )
}

interface RateChartProps {
  readonly t: Float64Array
  readonly curve: RateCurve
  readonly constant: RateCurve
  readonly steps: number
}

function RateChart({ t, curve, constant, steps }: RateChartProps) {
  const curves = useMemo<ChartCurve[]>(() => {
    const x = Array.from(t, (step) => step + 1)
    return [
      ...(curve === constant ? [] : [{ name: 'constant', colour: 'ink-2', x, y: [...constant.rates] } as const]),
      { name: curve.title, colour: 'param', x, y: [...curve.rates] },
    ]
  }, [t, curve, constant])
  const highest = Math.max(...curve.rates, ...constant.rates)
  return (
    <Chart
      title="η over t"
      curves={curves}
      length={t.length}
      xLabel="t"
      range={[0, highest > 0 ? highest * 1.08 : 1]}
      summary={scheduleWords(curve, steps)}
    />
  )
}

function scheduleWords({ kind, title, rates }: RateCurve, steps: number): string {
  if (kind === null) return `Constant: η is ${formatNumber(rates[0]!)} in every step.`
  const [first, last] = [rates[0]!, rates.at(-1)!]
  const highest = Math.max(...rates)
  const peak = highest > Math.max(first, last) * 1.001 ? `, ${formatNumber(highest)} at most` : ''
  return `${title}: η is ${formatNumber(first)} at t = 1 and ${formatNumber(last)} at t_max = ${steps.toLocaleString('en')}${peak}.`
}
