/** @file Opens "Look inside" on the selected node where that is a layer with kernels. */
import { keepWhole } from '../panels/inView'
import type { EditorServices } from '../state/context'
import { panels } from '../state/panels'
import { lookStore } from './lookStore'

export function openLook(services: EditorServices): void {
  const { documents, view } = services
  const [id] = view.getState().selectedNodes
  const isConv = id !== undefined && documents.getState().document.nodes[id]?.op === 'conv2d'
  lookStore.setState({
    ...(isConv && { view: 'kernels', conv: id, step: null, paint: null }),
    ...(id !== undefined && { unit: { node: id, unit: 0 } }),
  })
  keepWhole(services, () => {
    view.setState({ bottomTab: 'look' })
    panels.show('bottom', services)
  })
}
