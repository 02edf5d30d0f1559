import { IconWaveSine } from '@tabler/icons-react'
import { notEmpty } from './conditions'
import { defineAction } from './action'

export default defineAction({
  id: 'gabor',
  label: 'Start as Gabor bank…',
  description:
    'Give the kernels of a convolution the shape of waves in all directions, and see what each finds in an image.',
  group: 'Edit',
  icon: IconWaveSine,
  can: notEmpty,
  run: async (services) => (await import('../convolution/openConvolution')).openConvolution(services, 'gabor'),
})
