import { IconCopy } from '@tabler/icons-react'
import { copySelection } from './clipboard'
import { hasNodes } from './conditions'
import { defineAction } from './action'

export default defineAction({
  id: 'copy',
  label: 'Copy',
  description: 'Copy the selected nodes with the edges between them.',
  group: 'Edit',
  icon: IconCopy,
  shortcut: '$mod+c',
  native: true,
  can: hasNodes,
  run: (services) => copySelection(services),
})
