/** @file Loss and accuracy as training goes on. */
import { Switch } from '@mantine/core'
import { useMemo, useState } from 'react'
import { Chart, type ChartCurve } from '../charts'
import { useTraining } from '../state/context'
import { accuracySummary, lossSummary, percent } from './trainingWords'

export function Curves() {
  const curve = useTraining((state) => state.curve)
  const heldOut = useTraining((state) => state.heldOut)
  const length = useTraining((state) => state.length)
  const [log, setLog] = useState(false)
  const accuracy = accuracySummary(curve, heldOut)
  const hasHeldOut = heldOut.step.length > 0
  const losses = useMemo<ChartCurve[]>(
    () => [
      { name: 'loss', colour: 'delta', x: curve.step, y: curve.loss },
      ...(hasHeldOut
        ? [{ name: 'held out', colour: 'ink-2', points: true, x: heldOut.step, y: heldOut.loss } as const]
        : []),
    ],
    [curve, heldOut, hasHeldOut],
  )
  const accuracies = useMemo<ChartCurve[]>(
    () => [
      { name: 'training', colour: 'value', x: curve.step, y: curve.accuracy },
      ...(hasHeldOut
        ? [{ name: 'held out', colour: 'ink-2', points: true, x: heldOut.step, y: heldOut.accuracy } as const]
        : []),
    ],
    [curve, heldOut, hasHeldOut],
  )
  if (!length)
    return <p className="gw-training-empty">The curves of loss and accuracy are drawn here as training goes on.</p>
  return (
    <div className="gw-training-charts">
      <Chart
        title="Loss"
        curves={losses}
        length={length}
        xLabel="step"
        log={log}
        summary={lossSummary(curve)}
        control={
          <Switch
            size="xs"
            label="logarithmic"
            aria-label="Logarithmic loss"
            checked={log}
            onChange={(event) => setLog(event.currentTarget.checked)}
          />
        }
      />
      {accuracy !== null && (
        <Chart
          title="Accuracy"
          curves={accuracies}
          length={length}
          xLabel="step"
          range={[0, 1]}
          format={percent}
          summary={accuracy}
        />
      )}
    </div>
  )
}
