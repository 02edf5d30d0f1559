import { IconGridDots } from '@tabler/icons-react'
import { keepWhole } from '../panels/inView'
import { panels } from '../state/panels'
import { notEmpty } from './conditions'
import { defineAction } from './action'

export default defineAction({
  id: 'filters',
  label: 'Filters',
  description: 'The kernels of a convolution while it learns, and how like Gabor functions they are.',
  group: 'View',
  icon: IconGridDots,
  can: notEmpty,
  run: (services) =>
    keepWhole(services, () => {
      services.view.setState({ bottomTab: 'filters' })
      panels.show('bottom', services)
    }),
})
