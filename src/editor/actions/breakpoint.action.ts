import { hasSelection } from './conditions'
import { defineAction } from './action'

export default defineAction({
  id: 'breakpoint',
  label: 'Breakpoint',
  description: 'Set a breakpoint on what is selected, or take it away: “continue” stops there.',
  group: 'Run',
  shortcut: 'F9',
  inTextFields: true,
  can: hasSelection,
  run: async (services) => (await import('../timetravel')).toggleOnSelection(services),
})
