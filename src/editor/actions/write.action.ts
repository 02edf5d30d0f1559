import { IconWriting } from '@tabler/icons-react'
import { keepWhole } from '../panels/inView'
import { panels } from '../state/panels'
import { notEmpty } from './conditions'
import { defineAction } from './action'

export default defineAction({
  id: 'write',
  label: 'Write with the model',
  description: 'Lets a model of sequences go on with a text, again and again while it learns.',
  group: 'View',
  icon: IconWriting,
  can: notEmpty,
  run: (services) =>
    keepWhole(services, () => {
      services.view.setState({ bottomTab: 'write' })
      panels.show('bottom', services)
    }),
})
