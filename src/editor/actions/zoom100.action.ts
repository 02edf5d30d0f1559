import { IconZoomReset } from '@tabler/icons-react'
import { canvasHandle } from '../canvas/handle'
import { defineAction } from './action'

export default defineAction({
  id: 'zoom-100',
  label: 'Zoom to 100 %',
  group: 'View',
  icon: IconZoomReset,
  shortcut: '$mod+Digit0',
  run: () => canvasHandle.current?.zoomTo(1),
})
