import { hasSelection } from './conditions'
import { defineAction } from './action'

export default defineAction({
  id: 'watch',
  label: 'Watch',
  description: 'Keep the numbers of what is selected in view, with their history.',
  group: 'Run',
  can: hasSelection,
  run: async (services) => (await import('../timetravel')).watchSelected(services),
})
