import { IconSchool } from '@tabler/icons-react'
import { DEFAULT_TRAINING } from '../../graph'
import { keepWhole } from '../panels/inView'
import { panels } from '../state/panels'
import type { BottomTab } from '../state/viewStore'
import { threads } from '../training/threads'
import { canTrain } from './conditions'
import { defineAction } from './action'

/** What these show changes while it trains: who looks at it stays there. */
const FOLLOWING: ReadonlySet<BottomTab> = new Set(['results', 'look', 'filters', 'write'])

export default defineAction({
  id: 'train',
  label: 'Train',
  description: 'Start gradient descent with the settings of the training panel; once more pauses it.',
  group: 'Train',
  icon: IconSchool,
  shortcut: '$mod+Shift+e',
  can: canTrain,
  async run(services) {
    const { client, documents, training, view } = services
    keepWhole(services, () => {
      if (!FOLLOWING.has(view.getState().bottomTab)) view.setState({ bottomTab: 'training' })
      panels.show('bottom', services)
    })
    if (training.getState().progress?.status === 'running') {
      await client.pauseTraining()
      view.announce('Training is paused.')
    } else {
      view.announce('Training has started.')
      await client.startTraining(documents.getState().document.training ?? DEFAULT_TRAINING, threads.getState().count)
    }
  },
})
