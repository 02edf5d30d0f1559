import { hasTrace } from './conditions'
import { defineAction } from './action'

export default defineAction({
  id: 'continue',
  label: 'Continue',
  description: 'On to the next breakpoint, or to the end.',
  group: 'Run',
  shortcut: 'F5',
  inTextFields: true,
  can: hasTrace,
  run: async (services) => (await import('../timetravel')).goOn(services),
})
