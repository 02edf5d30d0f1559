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
import { moveCursor } from '../actions/cursor'
import { player, usePlayer } from './player'

export interface TransportProps {
  /** `compact` is the desktop's row; otherwise targets are large enough for a thumb (44 px). */
  readonly compact?: boolean
}

export function Transport({ compact = false }: TransportProps) {
  const services = useServices()
  const { run } = services
  const length = useRun((summary) => summary.trace.length)
  const cursor = useRun((summary) => summary.cursor)
  const forward = useRun(({ cursor: at, forwardLength, trace }) => at < forwardLength || trace.length === 0)
  const playing = usePlayer((state) => state.playing)
  const move = (to: () => number) => () => moveCursor(services, to)
  const now = () => run.summary().cursor
  const atStart = cursor === 0
  const atEnd = cursor >= length
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
        disabled={!length}
        compact={compact}
        primary={compact}
        onClick={() => player.toggle(services)}
      />
      <Step
        label={forward ? 'Step forward' : 'Step backward'}
        says={forward ? 'Compute the next value' : 'Send the error back over the next edge'}
        icon={IconPlayerTrackNext}
        disabled={atEnd}
        compact={compact}
        worded={forward ? 'value' : 'delta'}
        onClick={move(() => now() + 1)}
      />
      <Step
        label="Run all"
        says="To the end of the backward pass"
        icon={IconPlayerSkipForward}
        disabled={atEnd}
        compact={compact}
        onClick={move(() => length)}
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
  readonly worded?: 'value' | 'delta'
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
