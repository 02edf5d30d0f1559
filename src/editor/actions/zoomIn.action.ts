import { IconZoomIn } from '@tabler/icons-react'
import { canvasHandle } from '../canvas/handle'
import { defineAction } from './action'

export default defineAction({
  id: 'zoom-in',
  label: 'Zoom in',
  group: 'View',
  icon: IconZoomIn,
  shortcut: '$mod+Equal',
  run: () => canvasHandle.current?.zoomBy(1.25),
})
