import { IconChartDots } from '@tabler/icons-react'
import { keepWhole } from '../panels/inView'
import { panels } from '../state/panels'
import { notEmpty } from './conditions'
import { defineAction } from './action'

export default defineAction({
  id: 'depth',
  label: 'Depth chart',
  description: 'How large values and errors are from the inputs to the loss: vanishing and exploding at a glance.',
  group: 'View',
  icon: IconChartDots,
  can: notEmpty,
  run: (services) =>
    keepWhole(services, () => {
      services.view.setState({ bottomTab: 'depth' })
      panels.show('bottom', services)
    }),
})
