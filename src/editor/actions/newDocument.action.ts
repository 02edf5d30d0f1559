import { IconFilePlus } from '@tabler/icons-react'
import { newGraph } from './newGraph'
import { canvasHandle } from '../canvas/handle'
import { openDocument } from './openDocument'
import { defineAction } from './action'

export default defineAction({
  id: 'new',
  label: 'New graph',
  description: 'Start with an empty canvas.',
  group: 'File',
  icon: IconFilePlus,
  shortcut: 'Alt+n',
  run(services) {
    openDocument(services, newGraph())
    services.view.setState({ galleryOpen: false, leftTab: 'palette', bottomTab: 'timeline' })
    canvasHandle.current?.zoomTo(1)
  },
})
