import { IconTrash } from '@tabler/icons-react'
import { removeSelection } from '../../graph'
import { hasSelection } from './conditions'
import { defineAction } from './action'

export default defineAction({
  id: 'delete',
  label: 'Delete',
  description: 'Delete the selected nodes and edges.',
  group: 'Edit',
  icon: IconTrash,
  shortcut: ['Delete', 'Backspace'],
  can: hasSelection,
  run({ documents, view }) {
    const { selectedNodes, selectedEdges } = view.getState()
    const result = documents.run(removeSelection({ nodes: [...selectedNodes], edges: [...selectedEdges] }))
    if (!result.ok) return
    view.select([])
    view.announce(result.transaction.label)
  },
})
