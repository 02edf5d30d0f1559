/** @file Reset, step back, play or pause, step, run all: the buttons that move the step cursor. */
import { ActionIcon, Button, Group } from '@mantine/core'
import {
  IconPlayerPause,
  IconPlayerPlay,
  IconPlayerSkipBack,
  IconPlayerSkipForward,
  IconPlayerTrackNext,
  IconPlayerTrackPrev,
} from '@tabler/icons-react'
import type { ComponentType } from 'react'
import { hint } from '../hints'
import { useRun, useServices } from '../state/context'
import { nextPhase, placeOf, STEP_BUTTON } from '../state/walk'
import { moveCursor } from '../actions/cursor'
import { player, usePlayer } from './player'

const NEXT = {
  forward: 'Compute the next value',
  backward: 'Send the error back over the next edge',
  update: 'Move the next parameter against its gradient',
} as const

export interface TransportProps {
  /** `compact` is the desktop's row; otherwise targets are large enough for a thumb (44 px). */
  readonly compact?: boolean
}

export function Transport({ compact = false }: TransportProps) {
  const services = useServices()
  const { run } = services
  // Yes or no instead of a number: most steps change neither.
  const empty = useRun((summary) => placeOf(summary).length === 0)
  const atStart = useRun((summary) => placeOf(summary).position === 0)
  const atEnd = useRun((summary) => placeOf(summary).position >= placeOf(summary).length)
  const phase = useRun(nextPhase)
  const playing = usePlayer((state) => state.playing)
  const move = (to: () => number) => () => moveCursor(services, to)
  const now = () => placeOf(run.summary()).position
  return (
    <Group gap={compact ? 6 : 8} wrap="nowrap" role="group" aria-label="Steps of the run" className="gw-transport">
      <Step
        label="Reset"
        says="Back to before the first event"
        icon={IconPlayerSkipBack}
        disabled={atStart}
        compact={compact}
        onClick={move(() => 0)}
      />
      <Step
        label="Step back"
        icon={IconPlayerTrackPrev}
        disabled={atStart}
        compact={compact}
        onClick={move(() => now() - 1)}
      />
      <Step
        label={playing ? 'Pause' : 'Play'}
        says={playing ? undefined : atEnd ? 'Play the run again from its start' : 'Play the run, event by event'}
        icon={playing ? IconPlayerPause : IconPlayerPlay}
        disabled={empty}
        compact={compact}
        primary={compact}
        onClick={() => player.toggle(services)}
      />
      <Step
        label={STEP_BUTTON[phase].label}
        says={NEXT[phase]}
        icon={IconPlayerTrackNext}
        disabled={atEnd}
        compact={compact}
        worded={STEP_BUTTON[phase].tone}
        onClick={move(() => now() + 1)}
      />
      <Step
        label="Run all"
        says="To the end"
        icon={IconPlayerSkipForward}
        disabled={atEnd}
        compact={compact}
        onClick={move(() => placeOf(run.summary()).length)}
      />
    </Group>
  )
}

interface StepProps {
  readonly label: string
  readonly says?: string | undefined
  readonly icon: ComponentType<{ size?: number | string; stroke?: number | string }>
  readonly disabled: boolean
  readonly compact: boolean
  readonly primary?: boolean
  /** Where there is no top bar beside it: written out, in this accent, as the one obvious thing to press. */
  readonly worded?: 'value' | 'delta' | 'param'
  readonly onClick: () => void
}

function Step({ label, says, icon: Icon, disabled, compact, primary = false, worded, onClick }: StepProps) {
  const words = hint(says ? `${label}: ${says.charAt(0).toLowerCase()}${says.slice(1)}` : label)
  if (worded && !compact)
    return (
      <Button {...words} variant={worded} className="gw-transport-step" disabled={disabled} onClick={onClick}>
        {label}
      </Button>
    )
  return (
    <ActionIcon
      {...words}
      aria-label={label}
      variant={primary ? 'value' : 'quiet'}
      size={compact ? 30 : 44}
      disabled={disabled}
      onClick={onClick}
    >
      <Icon size={compact ? 16 : 20} stroke={1.8} />
    </ActionIcon>
  )
}
