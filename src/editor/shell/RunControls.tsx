/** @file Forward, step back, step, run all, train: on a first visit exactly one of them calls for being pressed. */
import { Group } from '@mantine/core'
import { useRun, useTraining } from '../state/context'
import { nextPhase, STEP_BUTTON } from '../state/walk'
import { ActionButton } from './ActionButton'

export function RunControls() {
  const step = STEP_BUTTON[useRun(nextPhase)]
  const running = useTraining((state) => state.progress?.status === 'running')
  return (
    <Group gap={6} wrap="nowrap" role="group" aria-label="Run" className="gw-run">
      <ActionButton id="forward" variant="value-soft" />
      <ActionButton id="step-back" compact />
      <ActionButton id="step" label={step.label} variant={step.tone} className="gw-step" />
      <ActionButton id="run-all" />
      <ActionButton id="train" variant="param-soft" label="Train" pressed={running}>
        {running ? 'Training…' : 'Train'}
      </ActionButton>
    </Group>
  )
}
