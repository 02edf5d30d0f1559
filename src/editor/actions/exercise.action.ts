import { IconEyeOff } from '@tabler/icons-react'
import { notEmpty } from './conditions'
import { defineAction } from './action'

export default defineAction({
  id: 'exercise',
  label: 'Exercise',
  description: 'Show the exercise, or make one: hide numbers of this graph for others to find.',
  group: 'File',
  icon: IconEyeOff,
  can: notEmpty,
  run: async (services) => (await import('../practice')).openExercise(services),
})
