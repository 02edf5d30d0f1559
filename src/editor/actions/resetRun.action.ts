import { IconPlayerSkipBack } from '@tabler/icons-react'
import { afterStart } from './conditions'
import { moveCursor } from './cursor'
import { defineAction } from './action'

export default defineAction({
  id: 'reset-run',
  label: 'Reset',
  description: 'Back to the start: nothing computed yet.',
  group: 'Run',
  icon: IconPlayerSkipBack,
  shortcut: '$mod+Shift+Enter',
  can: afterStart,
  run: (services) => moveCursor(services, () => 0),
})
