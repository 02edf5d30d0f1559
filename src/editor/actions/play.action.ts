import { IconPlayerPlay } from '@tabler/icons-react'
import { player } from '../timeline/player'
import { hasTrace } from './conditions'
import { defineAction } from './action'

export default defineAction({
  id: 'play',
  label: 'Play or pause',
  description: 'Walk through the events by itself; the speed is set in the timeline.',
  group: 'Run',
  icon: IconPlayerPlay,
  shortcut: 'Shift+Enter',
  can: hasTrace,
  run: (services) => player.toggle(services),
})
