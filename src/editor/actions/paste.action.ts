import { IconClipboard } from '@tabler/icons-react'
import { pasteFromClipboard } from './clipboard'
import { defineAction } from './action'

export default defineAction({
  id: 'paste',
  label: 'Paste',
  description: 'Paste copied nodes, also from another window.',
  group: 'Edit',
  icon: IconClipboard,
  shortcut: '$mod+v',
  native: true,
  run: (services) => pasteFromClipboard(services),
})
