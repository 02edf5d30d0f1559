import { IconPlayerTrackPrev } from '@tabler/icons-react'
import { afterStart } from './conditions'
import { moveCursor } from './cursor'
import { defineAction } from './action'

export default defineAction({
  id: 'step-back',
  label: 'Step back',
  description: 'One event back: what it computed is hidden again.',
  group: 'Run',
  icon: IconPlayerTrackPrev,
  shortcut: 'Shift+F10',
  inTextFields: true,
  can: afterStart,
  run: (services) => moveCursor(services, ({ position }) => position - 1),
})
