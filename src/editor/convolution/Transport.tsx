/** @file Play, pause, step: the kernel's way over the image. */
import { ActionIcon, Group, SegmentedControl } from '@mantine/core'
import { IconPlayerPause, IconPlayerPlay, IconPlayerTrackNext, IconPlayerTrackPrev } from '@tabler/icons-react'
import { memo } from 'react'
import { hint } from '../hints'
import { PACES, type Player } from './usePlayer'

interface TransportProps {
  readonly player: Player
  /** Whether the kernel lies on its first, on its last place. */
  readonly first: boolean
  readonly last: boolean
}

/** Not drawn again while the kernel only moves. */
export const Transport = memo(function Transport({ player, first, last }: TransportProps) {
  const icon = { size: 16, stroke: 1.8, 'aria-hidden': true } as const
  const Play = player.playing ? IconPlayerPause : IconPlayerPlay
  return (
    <Group gap={6} className="gw-slide-transport" role="group" aria-label="Slide the kernel">
      <ActionIcon
        aria-label="One cell back"
        {...hint('One cell back (,)')}
        disabled={first}
        onClick={() => player.step(-1)}
      >
        <IconPlayerTrackPrev {...icon} />
      </ActionIcon>
      <ActionIcon
        aria-label={player.playing ? 'Pause' : 'Slide over the image'}
        {...hint(player.playing ? 'Pause (Space)' : 'Slide over the image (Space)')}
        onClick={player.toggle}
      >
        <Play {...icon} />
      </ActionIcon>
      <ActionIcon aria-label="One cell on" {...hint('One cell on (.)')} disabled={last} onClick={() => player.step(1)}>
        <IconPlayerTrackNext {...icon} />
      </ActionIcon>
      <SegmentedControl
        size="xs"
        aria-label="Cells a second"
        value={String(player.pace)}
        onChange={(pace) => player.setPace(Number(pace))}
        data={PACES.map((pace) => ({ value: String(pace), label: `${pace}/s` }))}
      />
    </Group>
  )
})
