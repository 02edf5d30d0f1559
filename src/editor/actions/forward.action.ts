import { IconArrowBarToRight } from '@tabler/icons-react'
import { hasTrace } from './conditions'
import { moveCursor } from './cursor'
import { defineAction } from './action'

export default defineAction({
  id: 'forward',
  label: 'Forward',
  description: 'Show every value of the forward pass, and no gradient yet.',
  group: 'Run',
  icon: IconArrowBarToRight,
  shortcut: 'Shift+F5',
  can: hasTrace,
  run: (services) => moveCursor(services, ({ forwardEnd }) => forwardEnd),
})
