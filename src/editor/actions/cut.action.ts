import { IconScissors } from '@tabler/icons-react'
import { cutSelection } from './clipboard'
import { hasNodes } from './conditions'
import { defineAction } from './action'

export default defineAction({
  id: 'cut',
  label: 'Cut',
  description: 'Copy the selected nodes, then delete them.',
  group: 'Edit',
  icon: IconScissors,
  shortcut: '$mod+x',
  native: true,
  can: hasNodes,
  run: (services) => cutSelection(services),
})
