import { IconArrowForwardUp } from '@tabler/icons-react'
import { defineAction } from './action'

export default defineAction({
  id: 'redo',
  label: 'Redo',
  group: 'Edit',
  icon: IconArrowForwardUp,
  shortcut: ['$mod+Shift+z', '$mod+y'],
  can: ({ documents }) => documents.getState().redoLabel !== null || 'There is nothing to redo.',
  run({ documents, view }) {
    const label = documents.getState().redoLabel
    documents.redo()
    view.announce(`Done again: ${label}`)
  },
})
