import { IconEyeOff } from '@tabler/icons-react'
import { hasTrace } from './conditions'
import { defineAction } from './action'

export default defineAction({
  id: 'hide-gradients',
  label: 'Hide all gradients',
  description: 'For an exercise: hide what comes back along every edge, and the gradient of every parameter.',
  group: 'Edit',
  icon: IconEyeOff,
  can: hasTrace,
  run: async (services) => (await import('../practice')).hideGradients(services),
})
