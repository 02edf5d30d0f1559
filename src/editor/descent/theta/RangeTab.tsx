/** @file The learning-rate range test: the loss while η grows, and the η that it suggests. */
import { Button } from '@mantine/core'
import { useMemo } from 'react'
import { useStore } from 'zustand'
import { DEFAULT_TRAINING } from '../../../graph'
import { decade } from '../../canvas/edgeWords'
import { Chart, type ChartCurve } from '../../charts'
import { NumberField } from '../../fields'
import { formatNumber } from '../../format'
import { useDocument, useServices } from '../../state/context'
import { WorkNote } from '../WorkNote'
import { roundRate, runRange, stop, takeRate, thetaStore } from './thetaStore'
import { rangeWords } from './thetaWords'

export function RangeTab() {
  const services = useServices()
  const { from, to, rangeSteps, range, ranging, problem } = useStore(thetaStore)
  const set = thetaStore.setState
  const rate = useDocument(({ document }) => (document.training ?? DEFAULT_TRAINING).optimizer.lr)
  const used = range?.suggested != null && rate === roundRate(range.suggested)
  return (
    <div className="gw-theta-split">
      <div className="gw-descent-controls">
        <div className="gw-descent-fields">
          <NumberField
            label="η from"
            value={from}
            min={1e-12}
            refuse={(x) => (x < to ? null : 'This must be less than the last η.')}
            onCommit={(x) => x !== null && set({ from: x })}
          />
          <NumberField
            label="to"
            value={to}
            max={1e6}
            refuse={(x) => (x > from ? null : 'This must be more than the first η.')}
            onCommit={(x) => x !== null && set({ to: x })}
          />
          <NumberField
            label="Steps"
            integer
            min={10}
            max={1000}
            value={rangeSteps}
            onCommit={(x) => x !== null && set({ rangeSteps: x })}
          />
        </div>
        {ranging ? (
          <Button onClick={() => stop(services)}>Stop</Button>
        ) : (
          <Button variant="delta" onClick={() => void runRange(services)}>
            Run the range test
          </Button>
        )}
        <div className="gw-descent-words" role="status" data-tone={problem ? 'bad' : undefined}>
          {problem ??
            (ranging ? (
              <WorkNote kind="range" words="Training a copy" elsewhere />
            ) : range ? (
              rangeWords(range)
            ) : (
              INTRODUCTION
            ))}
        </div>
        {range?.suggested && (
          <Button
            variant="param"
            disabled={used}
            title="Writes it into the settings of the Training tab"
            onClick={() => takeRate(services, range.suggested!)}
          >
            {used ? `η = ${formatNumber(range.suggested)} is in use` : `Use η = ${formatNumber(range.suggested)}`}
          </Button>
        )}
      </div>
      {range && <RangeChart />}
    </div>
  )
}

const INTRODUCTION =
  'Trains a copy of the graph while η grows by the same factor in each step, and stops when the loss explodes. A good η is where the loss falls fastest (Smith 2017).'

function RangeChart() {
  const range = useStore(thetaStore, (state) => state.range)!
  const { rates, losses, smoothed, suggested } = range
  const curves = useMemo<ChartCurve[]>(() => {
    const x = Array.from(rates, (rate) => Math.log10(rate))
    const noisy = losses.some((loss, i) => loss !== smoothed[i])
    const at = suggested === null ? -1 : rates.indexOf(suggested)
    return [
      ...(noisy ? [{ name: 'loss', colour: 'ink-2', x, y: [...losses] } as const] : []),
      { name: noisy ? 'running mean' : 'loss', colour: 'value', x, y: [...smoothed] },
      ...(at < 0
        ? []
        : [{ name: 'suggested η', colour: 'delta', points: true, x: [x[at]!], y: [smoothed[at]!] } as const]),
    ]
  }, [rates, losses, smoothed, suggested])
  return (
    <Chart
      title="Loss against η"
      curves={curves}
      length={rates.length}
      xLabel="η"
      wholeX
      formatX={(x) => (Number.isInteger(x) ? decade(x) : formatNumber(10 ** x, 2))}
      log
      summary={rangeWords(range)}
    />
  )
}
