import { IconKeyboard } from '@tabler/icons-react'
import { defineAction } from './action'

export default defineAction({
  id: 'shortcuts',
  label: 'Keyboard shortcuts',
  group: 'Help',
  icon: IconKeyboard,
  shortcut: 'Shift+?',
  run: ({ view }) => view.setState({ helpOpen: true }),
})
