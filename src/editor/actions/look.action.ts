import { IconGridDots } from '@tabler/icons-react'
import { notEmpty } from './conditions'
import { defineAction } from './action'

export default defineAction({
  id: 'look',
  label: 'Kernels, feature maps and saliency',
  description:
    'Look inside a network that reads images: its kernels, what each layer makes of an image, what excites a unit, and where the image matters.',
  group: 'View',
  icon: IconGridDots,
  can: notEmpty,
  run: async (services) => (await import('../lookinside/openLook')).openLook(services),
})
