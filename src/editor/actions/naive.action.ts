import { IconScale } from '@tabler/icons-react'
import { keepWhole } from '../panels/inView'
import { panels } from '../state/panels'
import { hasTrace } from './conditions'
import { defineAction } from './action'

export default defineAction({
  id: 'naive',
  label: 'Cached against naive',
  description: 'How often backprop multiplies, and how often the chain rule without a cache.',
  group: 'View',
  icon: IconScale,
  shortcut: 'Alt+Digit4',
  can: hasTrace,
  run: (services) =>
    keepWhole(services, () => {
      services.view.setState({ bottomTab: 'naive' })
      panels.show('bottom', services)
    }),
})
