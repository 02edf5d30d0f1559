import { IconZoomOut } from '@tabler/icons-react'
import { canvasHandle } from '../canvas/handle'
import { defineAction } from './action'

export default defineAction({
  id: 'zoom-out',
  label: 'Zoom out',
  group: 'View',
  icon: IconZoomOut,
  shortcut: '$mod+Minus',
  run: () => canvasHandle.current?.zoomBy(1 / 1.25),
})
