import { IconPackageExport } from '@tabler/icons-react'
import { insideOf } from '../../check'
import { openComposite } from '../../graph'
import { nodeGeometry } from '../canvas/geometry'
import { canvasHandle } from '../canvas/handle'
import { nodeName } from '../format'
import { checked } from '../state/useCheck'
import { notify } from '../state/notify'
import { oneComposite } from './conditions'
import { defineAction } from './action'

export default defineAction({
  id: 'open-up',
  label: 'Open up',
  description:
    'Put the simpler operations that the selected node consists of in its place, so that each can be stepped.',
  group: 'Edit',
  icon: IconPackageExport,
  can: oneComposite,
  run({ documents, view }) {
    const { document } = documents.getState()
    const [id] = view.getState().selectedNodes
    const answer = insideOf(document, checked(document), id!)
    if (!answer.ok) {
      notify({ tone: 'info', key: 'not-now', message: answer.message, hint: answer.hint })
      return
    }
    const name = nodeName(document, id!)
    const result = documents.run(openComposite(id!, answer.inside, { sizeOf: nodeGeometry }))
    if (!result.ok) return
    view.select(result.created ?? [])
    view.announce(`Opened ${name}: ${result.created?.length ?? 0} nodes, with the same numbers as before.`)
    // The canvas knows the nodes after its next paint.
    requestAnimationFrame(() => canvasHandle.current?.fitSelection())
  },
})
