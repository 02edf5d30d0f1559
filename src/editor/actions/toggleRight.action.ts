import { IconLayoutSidebarRight } from '@tabler/icons-react'
import { panels } from '../state/panels'
import { defineAction } from './action'

export default defineAction({
  id: 'toggle-right',
  label: 'Inspector panel',
  description: 'Show or hide the panel.',
  group: 'View',
  icon: IconLayoutSidebarRight,
  shortcut: 'Alt+Digit2',
  run: (services) => panels.toggle('right', services),
})
