import { IconEyeOff } from '@tabler/icons-react'
import { hasSelection } from './conditions'
import { defineAction } from './action'

export default defineAction({
  id: 'hide-selection',
  label: 'Hide for an exercise',
  description: 'Hide what comes back along the selected edges, and the numbers of the selected nodes.',
  group: 'Edit',
  icon: IconEyeOff,
  can: hasSelection,
  run: async (services) => (await import('../practice')).hideSelection(services),
})
