import { IconMaximize } from '@tabler/icons-react'
import { canvasHandle } from '../canvas/handle'
import { notEmpty } from './conditions'
import { defineAction } from './action'

export default defineAction({
  id: 'fit',
  label: 'Fit to window',
  description: 'Show the whole graph.',
  group: 'View',
  icon: IconMaximize,
  shortcut: 'Shift+Digit1',
  can: notEmpty,
  run: () => canvasHandle.current?.fit(),
})
