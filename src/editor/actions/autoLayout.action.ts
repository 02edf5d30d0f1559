import { IconSitemap } from '@tabler/icons-react'
import { layeredLayout, setLayout } from '../../graph'
import { nodeGeometry } from '../canvas/geometry'
import { canvasHandle } from '../canvas/handle'
import { notEmpty } from './conditions'
import { defineAction } from './action'

export default defineAction({
  id: 'auto-layout',
  label: 'Tidy up',
  description: 'Lay the nodes out from left to right: the selected ones, or all.',
  group: 'Edit',
  icon: IconSitemap,
  shortcut: 'Shift+Alt+t',
  can: notEmpty,
  run({ documents, view }) {
    const { document } = documents.getState()
    const { selectedNodes } = view.getState()
    const only = selectedNodes.size > 1 ? selectedNodes : undefined
    const positions = layeredLayout(document, (id) => nodeGeometry(document, id), only ? { only } : {})
    const result = documents.run(setLayout(positions, 'Tidy up'))
    if (!result.ok) return
    view.announce(`${Object.keys(positions).length} nodes are laid out from left to right.`)
    if (!only) canvasHandle.current?.fit()
  },
})
