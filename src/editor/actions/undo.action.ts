import { IconArrowBackUp } from '@tabler/icons-react'
import { defineAction } from './action'

export default defineAction({
  id: 'undo',
  label: 'Undo',
  group: 'Edit',
  icon: IconArrowBackUp,
  shortcut: '$mod+z',
  can: ({ documents }) => documents.getState().undoLabel !== null || 'There is nothing to undo.',
  run({ documents, view }) {
    const label = documents.getState().undoLabel
    documents.undo()
    view.announce(`Undone: ${label}`)
  },
})
