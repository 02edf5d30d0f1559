import { IconSunMoon } from '@tabler/icons-react'
import { toggleColorScheme } from '../theme'
import { defineAction } from './action'

export default defineAction({
  id: 'toggle-theme',
  label: 'Light or dark',
  description: 'Switch between the light and the dark colours.',
  group: 'View',
  icon: IconSunMoon,
  shortcut: 'Alt+t',
  run: ({ view }) => view.announce(toggleColorScheme() === 'dark' ? 'Dark colours.' : 'Light colours.'),
})
