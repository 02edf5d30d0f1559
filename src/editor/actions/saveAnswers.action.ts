import { IconDownload } from '@tabler/icons-react'
import { isExercise } from './conditions'
import { defineAction } from './action'

export default defineAction({
  id: 'save-answers',
  label: 'Save the answers',
  description: 'Save what was typed into the exercise as a file, to hand it in.',
  group: 'File',
  icon: IconDownload,
  can: isExercise,
  run: async (services) => (await import('../practice')).saveAnswers(services),
})
