import { IconPlayerTrackNext } from '@tabler/icons-react'
import { canStep } from './conditions'
import { moveCursor } from './cursor'
import { defineAction } from './action'

export default defineAction({
  id: 'step',
  label: 'Step',
  description: 'One event on: a value while going forward, then backward edge by edge.',
  group: 'Run',
  icon: IconPlayerTrackNext,
  shortcut: 'F10',
  inTextFields: true,
  can: canStep,
  run: (services) => moveCursor(services, ({ position }) => position + 1),
})
