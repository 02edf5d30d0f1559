/** @file Start, pause, one step, reset. */
import { Button, Group } from '@mantine/core'
import { IconPlayerPause, IconPlayerPlay, IconPlayerTrackNext, IconRotate } from '@tabler/icons-react'
import { memo, useState } from 'react'
import { DEFAULT_TRAINING } from '../../graph'
import { action } from '../actions'
import { usePossible } from '../shell/usePossible'
import { useServices, useTraining } from '../state/context'
import { threads } from './threads'

/** Why training cannot start now, or null: the same words as on the button in the top bar. */
function useObstacle(): string | null {
  const answer = usePossible(action('train'))
  return answer === true ? null : answer
}

export const TrainingButtons = memo(function TrainingButtons() {
  const { client, documents, training } = useServices()
  const status = useTraining((state) => state.progress?.status ?? null)
  const begun = useTraining((state) => (state.progress?.step ?? 0) > 0)
  const [problem, setProblem] = useState<string | null>(null)
  const obstacle = useObstacle()
  const running = status === 'running'
  const settings = () => documents.getState().document.training ?? DEFAULT_TRAINING
  const attempt = (work: () => Promise<void>) => () => {
    setProblem(null)
    work().catch((reason: unknown) => setProblem(reason instanceof Error ? reason.message : String(reason)))
  }
  const why = problem ?? (running ? null : obstacle)
  return (
    <div>
      <Group gap={6} role="group" aria-label="Training">
        {running ? (
          <Button
            variant="param"
            leftSection={<IconPlayerPause size={15} />}
            aria-label="Pause training"
            onClick={attempt(() => client.pauseTraining())}
          >
            Pause
          </Button>
        ) : (
          <Button
            variant="param"
            leftSection={<IconPlayerPlay size={15} />}
            aria-label="Start training"
            disabled={obstacle !== null}
            onClick={attempt(() => client.startTraining(settings(), threads.getState().count))}
          >
            {status === 'paused' && begun ? 'Continue' : 'Start'}
          </Button>
        )}
        <Button
          leftSection={<IconPlayerTrackNext size={15} />}
          aria-label="One step"
          disabled={running || obstacle !== null}
          onClick={attempt(() => client.stepTraining(settings(), threads.getState().count))}
        >
          One step
        </Button>
        <Button
          leftSection={<IconRotate size={15} />}
          aria-label="Reset training"
          disabled={running || !status}
          onClick={attempt(async () => {
            await client.resetTraining()
            training.clear()
          })}
        >
          Reset
        </Button>
      </Group>
      {why !== null && (
        <p className="gw-training-obstacle" role={problem ? 'alert' : undefined}>
          {why}
        </p>
      )}
    </div>
  )
})
