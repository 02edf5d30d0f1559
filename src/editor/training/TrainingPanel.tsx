/** @file The bottom tab where the graph is trained: settings, buttons, progress, curves. */
import { DEFAULT_TRAINING } from '../../graph'
import { action } from '../actions'
import { usePossible } from '../shell/usePossible'
import { useDocument, useTraining } from '../state/context'
import { Curves } from './Curves'
import { SettingsForm } from './SettingsForm'
import { StepBar } from './StepBar'
import './training.css'
import { TrainingButtons } from './TrainingButtons'
import { statusSentence, trainingFacts } from './trainingWords'

export function TrainingPanel() {
  const settings = useDocument((state) => state.document.training ?? DEFAULT_TRAINING)
  const progress = useTraining((state) => state.progress)
  const curve = useTraining((state) => state.curve)
  const heldOut = useTraining((state) => state.heldOut)
  useTraining((state) => state.length)
  // What stands in the way is said beside the buttons.
  const ready = usePossible(action('train')) === true
  const facts = trainingFacts(progress, curve, heldOut, Boolean(settings.schedule))
  return (
    <section className="gw-training-frame" aria-label="Training">
      <div className="gw-training" data-started={progress ? '' : undefined}>
        <div className="gw-training-left">
          <TrainingButtons />
          {(progress || ready) && (
            <p className="gw-training-status" data-status={progress?.status} role="status">
              {statusSentence(progress, settings)}
            </p>
          )}
          {progress && (
            <>
              <StepBar progress={progress} />
              <dl className="gw-training-facts">
                {facts.map(([name, value]) => (
                  <div key={name} className="gw-training-fact">
                    <dt>{name}</dt>
                    <dd>{value}</dd>
                  </div>
                ))}
              </dl>
              {progress.threads?.because && (
                <p className="gw-training-status">
                  {progress.threads.count === 1 ? 'One thread' : `${progress.threads.count} threads`}:{' '}
                  {progress.threads.because}
                </p>
              )}
            </>
          )}
        </div>
        <SettingsForm locked={progress?.status === 'running'} />
        <Curves />
      </div>
    </section>
  )
}
