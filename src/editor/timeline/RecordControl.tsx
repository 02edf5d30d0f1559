/** @file Recording optimizer steps: how many, how far it is, and the way into the recording and out of it. */
import { Button, Group, Text } from '@mantine/core'
import { MOST_STEPS } from '../../runtime/protocol'
import { NumberField } from '../fields'
import { hint } from '../hints'
import { action, perform } from '../actions'
import { usePossible } from '../shell/usePossible'
import { useRun, useServices } from '../state/context'
import { travelStore, useTravel } from '../state/travelStore'

export function RecordControl() {
  const services = useServices()
  const progress = useTravel((state) => state.progress)
  const recording = useTravel((state) => state.recording)
  const shown = useRun((summary) => summary.recorded !== null)
  const it = action('record')
  const answer = usePossible(it)
  const wish = useTravel((state) => state.wish)
  if (progress)
    return (
      <Group gap={8} wrap="nowrap">
        <Text size="sm" role="status">
          Recording step {Math.min(progress.made + 1, progress.wanted)} of {progress.wanted}…
        </Text>
        <Button
          {...hint('The steps that are made so far stay')}
          onClick={() => void import('../timetravel').then(({ stopRecording }) => stopRecording())}
        >
          Stop recording
        </Button>
      </Group>
    )
  return (
    <Group gap={6} wrap="nowrap" align="flex-start" className="gw-record">
      <Button
        {...hint(answer === true ? it.description! : answer)}
        variant="param-soft"
        aria-disabled={answer === true ? undefined : true}
        data-disabled={answer === true ? undefined : true}
        onClick={() => void perform(it, services)}
      >
        Record steps
      </Button>
      <NumberField
        aria-label="How many steps to record"
        w={52}
        integer
        min={1}
        max={MOST_STEPS}
        value={wish}
        onCommit={(value) => value !== null && travelStore.setState({ wish: value })}
      />
      {recording && !shown && (
        <Button onClick={() => void import('../timetravel').then(({ enter }) => enter(services))}>
          Show the recording
        </Button>
      )}
    </Group>
  )
}
