/** @file Training in one place beside what it changes: a lab that follows it needs no way to another tab and back. */
import { Button } from '@mantine/core'
import { IconPlayerPause, IconPlayerPlay } from '@tabler/icons-react'
import { DEFAULT_TRAINING } from '../../graph'
import { action, perform } from '../actions'
import { keepWhole } from '../panels/inView'
import { usePossible } from '../shell/usePossible'
import { useDocument, useServices, useTraining } from '../state/context'
import { StepBar } from './StepBar'
import './training.css'
import { statusSentence } from './trainingWords'

const train = action('train')
const icon = { size: 15, 'aria-hidden': true } as const

/** @param children what training will do to what stands here; said until it has begun. */
export function TrainingLine({ children }: { readonly children: React.ReactNode }) {
  const services = useServices()
  const settings = useDocument((state) => state.document.training ?? DEFAULT_TRAINING)
  const progress = useTraining((state) => state.progress)
  const answer = usePossible(train)
  const running = progress?.status === 'running'
  const begun = progress !== null && progress.step > 0
  const toSettings = () => keepWhole(services, () => services.view.setState({ bottomTab: 'training' }))
  return (
    <div className="gw-training-line" role="group" aria-label="Train here">
      <div>
        <Button
          size="xs"
          variant="param"
          leftSection={running ? <IconPlayerPause {...icon} /> : <IconPlayerPlay {...icon} />}
          aria-label={running ? 'Pause training' : 'Start training'}
          disabled={!running && answer !== true}
          onClick={() => void perform(train, services)}
        >
          {running ? 'Pause' : progress?.status === 'paused' && begun ? 'Continue' : 'Train'}
        </Button>
        <Button size="xs" variant="quiet" onClick={toSettings}>
          Settings
        </Button>
      </div>
      {running && <StepBar progress={progress} />}
      <p>{begun || running ? statusSentence(progress, settings) : answer === true ? children : answer}</p>
    </div>
  )
}
