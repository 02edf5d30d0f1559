import { IconChartLine } from '@tabler/icons-react'
import { keepWhole } from '../panels/inView'
import { panels } from '../state/panels'
import { hasTrace } from './conditions'
import { defineAction } from './action'

export default defineAction({
  id: 'descent',
  label: 'Descent',
  description: 'The loss as a curve or a surface over its parameters, with gradient descent on it, step by step.',
  group: 'View',
  icon: IconChartLine,
  can: hasTrace,
  run: (services) =>
    keepWhole(services, () => {
      services.view.setState({ bottomTab: 'descent' })
      panels.show('bottom', services)
    }),
})
