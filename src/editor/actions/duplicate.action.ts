import { IconCopyPlus } from '@tabler/icons-react'
import { duplicate } from '../../graph'
import { hasNodes } from './conditions'
import { defineAction } from './action'

export default defineAction({
  id: 'duplicate',
  label: 'Duplicate',
  description: 'Copy the selected nodes in place, a little to the side.',
  group: 'Edit',
  icon: IconCopyPlus,
  shortcut: '$mod+d',
  can: hasNodes,
  run({ documents, view }) {
    const result = documents.run(duplicate([...view.getState().selectedNodes], { x: 32, y: 32 }))
    if (!result.ok) return
    if (result.created) view.select(result.created)
    view.announce(result.transaction.label)
  },
})
