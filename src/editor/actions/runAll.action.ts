import { IconPlayerSkipForward } from '@tabler/icons-react'
import { canStep } from './conditions'
import { moveCursor } from './cursor'
import { defineAction } from './action'

export default defineAction({
  id: 'run-all',
  label: 'Run all',
  description: 'Go to the end: every value and every gradient.',
  group: 'Run',
  icon: IconPlayerSkipForward,
  shortcut: '$mod+Enter',
  inTextFields: true,
  can: canStep,
  run: (services) => moveCursor(services, ({ length }) => length),
})
