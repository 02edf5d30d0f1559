import { IconZoomInArea } from '@tabler/icons-react'
import { canvasHandle } from '../canvas/handle'
import { hasNodes } from './conditions'
import { defineAction } from './action'

export default defineAction({
  id: 'fit-selection',
  label: 'Fit selection',
  description: 'Bring the selected nodes into view.',
  group: 'View',
  icon: IconZoomInArea,
  shortcut: 'Shift+Digit2',
  can: hasNodes,
  run: () => canvasHandle.current?.fitSelection(),
})
