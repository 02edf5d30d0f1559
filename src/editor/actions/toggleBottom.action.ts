import { IconLayoutBottombar } from '@tabler/icons-react'
import { panels } from '../state/panels'
import { defineAction } from './action'

export default defineAction({
  id: 'toggle-bottom',
  label: 'Timeline panel',
  description: 'Show or hide the panel.',
  group: 'View',
  icon: IconLayoutBottombar,
  shortcut: 'Alt+Digit3',
  run: (services) => panels.toggle('bottom', services),
})
