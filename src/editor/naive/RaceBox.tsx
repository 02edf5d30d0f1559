/** @file The race: both ways at full speed in the engine, or gone through by hand, multiplication by multiplication. */
import { Button, Progress } from '@mantine/core'
import { useStore } from 'zustand'
import type { CostReport, Race } from '../../runtime/protocol'
import { formatNumber } from '../format'
import { useServices } from '../state/context'
import { countText, durationText, timesText } from './costWords'
import { naive, startRace, stopRace } from './naiveStore'
import { StepRace } from './StepRace'

export function RaceBox({ report }: { readonly report: CostReport }) {
  const services = useServices()
  const race = useStore(naive, (state) => state.race)
  const stepping = useStore(naive, (state) => state.step !== null)
  const { multiplications, limits, scalar } = report
  const tooLarge = multiplications.perParameter === null || multiplications.paths > BigInt(limits.race)
  if (tooLarge)
    return (
      <p className="gw-race-words">
        Too large to be raced: the naive way really runs up to {limits.race.toLocaleString('en')} multiplications and
        100,000 edges between single numbers; here it would make {countText(multiplications.paths)}. The counts above
        are exact at any size.
      </p>
    )
  if (stepping && scalar) return <StepRace scalar={scalar} />
  return (
    <div className="gw-race">
      <div className="gw-race-buttons">
        {race.state === 'working' ? (
          <Button onClick={() => stopRace(services)}>Stop</Button>
        ) : (
          <Button variant="delta" onClick={() => void startRace(services)}>
            Race at full speed
          </Button>
        )}
        {scalar && (
          <Button disabled={race.state === 'working'} onClick={() => naive.setState({ step: 0 })}>
            Step by step
          </Button>
        )}
      </div>
      {race.state === 'working' && (
        <Progress
          size="sm"
          color="var(--gw-delta)"
          value={race.progress ? (100 * race.progress.done) / race.progress.total : 0}
          aria-label="Multiplications of the naive way"
        />
      )}
      {race.state === 'refused' && (
        <p className="gw-race-words" role="alert">
          {race.problem.message} {race.problem.hint}
        </p>
      )}
      {race.state === 'ready' && <Outcome race={race.result} />}
    </div>
  )
}

function Outcome({ race: { cached, naive: slow, difference } }: { readonly race: Race }) {
  const longest = Math.max(cached.milliseconds, slow.milliseconds)
  const times = slow.milliseconds / cached.milliseconds
  return (
    <div role="status">
      <Bar name="cached" share={cached.milliseconds / longest} {...cached} />
      <Bar name="naive" share={slow.milliseconds / longest} {...slow} />
      <p className="gw-race-words">
        {timesText(BigInt(slow.multiplications), BigInt(cached.multiplications))} times the multiplications,{' '}
        {formatNumber(times, 2)} times the time. The gradients are the same:{' '}
        {difference === 0 ? 'they differ by nothing' : `they differ by ${formatNumber(difference, 2)} of the largest`}.
      </p>
    </div>
  )
}

interface BarProps {
  readonly name: string
  /** Of the longer one. */
  readonly share: number
  readonly milliseconds: number
  readonly multiplications: number
}

function Bar({ name, share, milliseconds, multiplications }: BarProps) {
  return (
    <div className="gw-race-bar">
      <span>{name}</span>
      <Progress
        size="md"
        color={name === 'cached' ? 'var(--gw-param)' : 'var(--gw-delta)'}
        value={100 * share}
        aria-hidden
      />
      <span>
        <b>{durationText(milliseconds)}</b> · {multiplications.toLocaleString('en')}
      </span>
    </div>
  )
}
