import { IconLayoutSidebar } from '@tabler/icons-react'
import { panels } from '../state/panels'
import { defineAction } from './action'

export default defineAction({
  id: 'toggle-left',
  label: 'Palette panel',
  description: 'Show or hide the panel.',
  group: 'View',
  icon: IconLayoutSidebar,
  shortcut: 'Alt+Digit1',
  run: (services) => panels.toggle('left', services),
})
