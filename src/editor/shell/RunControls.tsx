/** @file Forward, step back, step, run all, train: on a first visit exactly one of them calls for being pressed. */
import { Group } from '@mantine/core'
import { useRun, useTraining } from '../state/context'
import { ActionButton } from './ActionButton'

/** The label of the step button tells where the error goes next. */
export function useStepLabel(): 'Step forward' | 'Step backward' {
  return useRun(({ cursor, forwardLength, trace }) =>
    cursor < forwardLength || trace.length === 0 ? 'Step forward' : 'Step backward',
  )
}

export function RunControls() {
  const step = useStepLabel()
  const running = useTraining((state) => state.progress?.status === 'running')
  return (
    <Group gap={6} wrap="nowrap" role="group" aria-label="Run" className="gw-run">
      <ActionButton id="forward" variant="value-soft" />
      <ActionButton id="step-back" compact />
      <ActionButton id="step" label={step} variant={step === 'Step forward' ? 'value' : 'delta'} className="gw-step" />
      <ActionButton id="run-all" />
      <ActionButton id="train" variant="param-soft" label="Train" pressed={running}>
        {running ? 'Training…' : 'Train'}
      </ActionButton>
    </Group>
  )
}
