/** @file Over the canvas while a recorded step is shown: which one, and the way back. */
import { ActionButton } from '../shell/ActionButton'
import { formatNumber } from '../format'
import { useRun } from '../state/context'
import { shownRun, useTravel } from '../state/travelStore'
import './banner.css'

export default function RecordedBanner() {
  const recorded = useRun((summary) => summary.recorded)
  const loss = useRun((summary) => summary.loss)
  const name = useTravel((state) => shownRun(state, recorded?.id))
  const two = useTravel(({ recording, runA }) => recording !== null && runA !== null && recording !== runA)
  const comparing = useTravel((state) => state.comparison !== null)
  if (!recorded) return null
  const { step, steps, t, rate } = recorded
  return (
    <section className="gw-recorded" aria-label="Recording">
      <p>
        <b>
          {name ? `Run ${name} · recorded` : 'Recorded'} step {step + 1} of {steps}
        </b>
        <span>
          t = {t} · η = {formatNumber(rate)}
          {loss === null ? '' : ` · L = ${formatNumber(loss)}`}
        </span>
        {comparing && <span>Edges: how far the gradients of A and B are apart</span>}
      </p>
      <div>
        {two && name && <ActionButton id={name === 'A' ? 'look-b' : 'look-a'} />}
        <ActionButton id="leave-recording" />
      </div>
    </section>
  )
}
