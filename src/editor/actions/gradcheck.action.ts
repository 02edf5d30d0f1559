import { IconChecks } from '@tabler/icons-react'
import { keepWhole } from '../panels/inView'
import { panels } from '../state/panels'
import { canCheckGradients } from './conditions'
import { defineAction } from './action'

export default defineAction({
  id: 'gradcheck',
  label: 'Check gradients',
  description: 'Compares every gradient with differences of the loss, and marks each node and edge.',
  group: 'Run',
  icon: IconChecks,
  shortcut: '$mod+Shift+g',
  can: canCheckGradients,
  async run(services) {
    keepWhole(services, () => {
      services.view.setState({ bottomTab: 'gradcheck' })
      panels.show('bottom', services)
    })
    const { startCheck } = await import('../gradcheck/checkStore')
    await startCheck(services)
  },
})
