import { IconArrowsExchange2 } from '@tabler/icons-react'
import { overCanvas } from '../state/overCanvas'
import { hasTrace } from './conditions'
import { defineAction } from './action'

export default defineAction({
  id: 'backward-graph',
  label: 'Show the backward graph',
  description: 'Draw the reverse pass as a graph of its own beside the forward one, or put it away.',
  group: 'View',
  icon: IconArrowsExchange2,
  shortcut: 'Alt+b',
  can: (services) => overCanvas.getState().backward || hasTrace(services),
  run(services) {
    const backward = !overCanvas.getState().backward
    overCanvas.setState({ backward })
    services.view.announce(`The backward graph is ${backward ? 'shown' : 'put away'}.`)
  },
})
