/** @file Scrubbing through the past of kernels: a slider over the training steps at which they were kept. */
import { Button, Slider } from '@mantine/core'
import { TrainingLine } from '../training/TrainingLine'
import { lookStore } from './lookStore'

interface KernelTimeProps {
  /** The moments that are kept, ascending. */
  readonly steps: readonly number[]
  /** The one that is shown; null: now. */
  readonly step: number | null
}

export function KernelTime({ steps, step }: KernelTimeProps) {
  const training = (
    <TrainingLine>
      Train the network to see its kernels change here. Their past is kept, so that you can go back to any time.
    </TrainingLine>
  )
  if (steps.length < 2) return training
  const at = step === null ? steps.length : steps.indexOf(step)
  const words = step === null ? 'now' : `t = ${step.toLocaleString('en')}`
  return (
    <>
      {training}
      <div className="gw-look-time">
        <div className="gw-look-time-head">
          <span>
            Kernels <b>{words}</b>
          </span>
          <Button
            size="compact-xs"
            variant="bare"
            disabled={step === null}
            onClick={() => lookStore.setState({ step: null })}
          >
            Now
          </Button>
        </div>
        <Slider
          size="sm"
          color="var(--gw-param)"
          min={0}
          max={steps.length}
          value={at}
          label={(index) => (index >= steps.length ? 'now' : `t = ${steps[index]!.toLocaleString('en')}`)}
          thumbLabel="Training step of the kernels"
          onChange={(index) => lookStore.setState({ step: index >= steps.length ? null : steps[index]! })}
        />
        <p className="gw-look-words">
          {steps.length} moments are kept, from t = {steps[0]!.toLocaleString('en')} to{' '}
          {steps.at(-1)!.toLocaleString('en')}.
        </p>
      </div>
    </>
  )
}
