import { IconSelectAll } from '@tabler/icons-react'
import { notEmpty } from './conditions'
import { defineAction } from './action'

export default defineAction({
  id: 'select-all',
  label: 'Select all',
  group: 'Edit',
  icon: IconSelectAll,
  shortcut: '$mod+a',
  can: notEmpty,
  run({ documents, view }) {
    const { nodes, edges } = documents.getState().document
    view.select(Object.keys(nodes), Object.keys(edges))
    view.announce(`${Object.keys(nodes).length} nodes and ${Object.keys(edges).length} edges are selected.`)
  },
})
