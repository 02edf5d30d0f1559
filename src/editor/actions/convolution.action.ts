import { IconGridScan } from '@tabler/icons-react'
import { notEmpty } from './conditions'
import { defineAction } from './action'

export default defineAction({
  id: 'convolution',
  label: 'Slide the kernel',
  description:
    'Watch the kernel of a convolution slide over its image, cell by cell, and see where the image is like it.',
  group: 'View',
  icon: IconGridScan,
  shortcut: 'Alt+k',
  can: notEmpty,
  run: async (services) => (await import('../convolution/openConvolution')).openConvolution(services),
})
