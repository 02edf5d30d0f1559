import { IconTargetArrow } from '@tabler/icons-react'
import { keepWhole } from '../panels/inView'
import { panels } from '../state/panels'
import { notEmpty } from './conditions'
import { defineAction } from './action'

export default defineAction({
  id: 'results',
  label: 'Show results',
  description:
    'What the network gets right and wrong: decision boundary, confusion matrix, mistakes, and a pad to draw on.',
  group: 'Train',
  icon: IconTargetArrow,
  can: notEmpty,
  run: (services) =>
    keepWhole(services, () => {
      services.view.setState({ bottomTab: 'results' })
      panels.show('bottom', services)
    }),
})
