import { IconCommand } from '@tabler/icons-react'
import { shell } from '../state/shellStore'
import { defineAction } from './action'

export default defineAction({
  id: 'commands',
  label: 'Search commands',
  description: 'Every action, every operation to add, every node to go to.',
  group: 'Help',
  icon: IconCommand,
  shortcut: ['$mod+k', '$mod+Shift+p'],
  inTextFields: true,
  run: () => shell.setState(({ commandsOpen }) => ({ commandsOpen: !commandsOpen })),
})
