/** @file Both ways side by side after the same number of multiplications; the matrix shows where they stand. */
import { ActionIcon, CloseButton, Slider } from '@mantine/core'
import { IconPlayerPause, IconPlayerPlay, IconPlayerTrackNext, IconPlayerTrackPrev } from '@tabler/icons-react'
import { useEffect, useMemo, useState } from 'react'
import { useStore } from 'zustand'
import { ops } from '../../ops'
import type { CostReport } from '../../runtime/protocol'
import { formatNumber } from '../format'
import { hint } from '../hints'
import { useDocument } from '../state/context'
import { tensorName } from './costWords'
import { naive } from './naiveStore'
import { raceAt, startsOf } from './raceSteps'

/** So often a multiplication is made while it plays, ms; long races go by in this many steps. */
const BEAT_MS = 160
const MOST_BEATS = 200

export function StepRace({ scalar }: { readonly scalar: NonNullable<CostReport['scalar']> }) {
  const document = useDocument((state) => state.document)
  const step = useStore(naive, (state) => state.step) ?? 0
  const [playing, setPlaying] = useState(false)
  const starts = useMemo(() => startsOf(scalar), [scalar])
  const total = starts.at(-1)!
  const { cached, naive: slow, at } = raceAt(scalar, starts, step)
  const goTo = (to: number) => naive.setState({ step: Math.max(0, Math.min(total, to)) })

  useEffect(() => {
    if (!playing) return
    const stride = Math.max(1, Math.ceil(total / MOST_BEATS))
    const timer = setInterval(() => {
      const now = naive.getState().step
      if (now === null || now >= total) setPlaying(false)
      else naive.setState({ step: Math.min(total, now + stride) })
    }, BEAT_MS)
    return () => clearInterval(timer)
  }, [playing, total])

  const by = (n: number) => () => {
    setPlaying(false)
    goTo(step + n)
  }
  const gradient = at && `∂L/∂${tensorName(document, ops, scalar.rows[at.row]!.parameter.tensor)}`
  return (
    <div className="gw-race" role="group" aria-label="The race step by step">
      <div className="gw-race-buttons">
        <ActionIcon
          {...hint('One multiplication back')}
          aria-label="One multiplication back"
          disabled={step === 0}
          onClick={by(-1)}
        >
          <IconPlayerTrackPrev size={16} stroke={1.8} />
        </ActionIcon>
        <ActionIcon
          {...hint(playing ? 'Pause the race' : 'Play the race')}
          aria-label={playing ? 'Pause the race' : 'Play the race'}
          variant="delta"
          onClick={() => {
            if (step >= total) goTo(0)
            setPlaying(!playing)
          }}
        >
          {playing ? <IconPlayerPause size={16} stroke={1.8} /> : <IconPlayerPlay size={16} stroke={1.8} />}
        </ActionIcon>
        <ActionIcon
          {...hint('One multiplication on')}
          aria-label="One multiplication on"
          disabled={step >= total}
          onClick={by(1)}
        >
          <IconPlayerTrackNext size={16} stroke={1.8} />
        </ActionIcon>
        <Slider
          className="gw-race-slider"
          size="sm"
          color="var(--gw-delta)"
          min={0}
          max={total}
          value={step}
          label={null}
          thumbLabel="Multiplications made by each way"
          onChange={(to) => {
            setPlaying(false)
            goTo(to)
          }}
        />
        <CloseButton aria-label="End the race" onClick={() => naive.setState({ step: null })} />
      </div>
      <p className="gw-race-words" role="status">
        After <b>{step.toLocaleString('en')}</b> multiplications each: backprop has crossed{' '}
        <b>
          {cached.done.toLocaleString('en')} of {cached.total.toLocaleString('en')}
        </b>{' '}
        edges{cached.done === cached.total && ' and has every gradient'}; the naive way has finished{' '}
        <b>
          {slow.products.toLocaleString('en')} of {slow.total.toLocaleString('en')}
        </b>{' '}
        products
        {at && at.factors > 0 && ` and is at ${gradient}, so far ${formatNumber(at.product)}`}.
      </p>
    </div>
  )
}
