import { hasTrace } from './conditions'
import { defineAction } from './action'

export default defineAction({
  id: 'naive-heat',
  label: 'Heat of the naive way',
  description: 'Colours each edge by how often the naive chain rule crosses it; once more shows the gradients again.',
  group: 'View',
  shortcut: 'Shift+Alt+h',
  can: hasTrace,
  async run(services) {
    const { heatIsOn, setHeat } = await import('../naive/heat')
    setHeat(services, !heatIsOn())
    services.view.announce(heatIsOn() ? 'Edges show how often the naive way crosses them.' : 'Edges show gradients.')
  },
})
