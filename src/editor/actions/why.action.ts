import { IconHelpCircle } from '@tabler/icons-react'
import { hasTrace } from './conditions'
import { defineAction } from './action'

export default defineAction({
  id: 'why',
  label: 'Why is this gradient like this?',
  description: 'What makes the selected gradient zero, tiny, huge or NaN: the places on its way, ranked.',
  group: 'Run',
  icon: IconHelpCircle,
  can: hasTrace,
  async run(services) {
    const { askAboutSelection } = await import('../blame')
    askAboutSelection(services)
  },
})
