import { IconZoomScan } from '@tabler/icons-react'
import { hasNodes } from './conditions'
import { defineAction } from './action'

export default defineAction({
  id: 'inside',
  label: 'Look inside',
  description: 'Unroll the selected layer into its neurons and weights, or a convolution into what one cell computes.',
  group: 'View',
  icon: IconZoomScan,
  shortcut: 'Alt+i',
  can: hasNodes,
  run: async (services) => (await import('../inside/openInside')).openInside(services),
})
