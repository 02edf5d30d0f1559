/** @file Opens the view of a convolution over the canvas: the kernel that slides, likeness, the Gabor bank. */
import { nodeName } from '../format'
import { closeInside, IN_EXERCISE } from '../inside/openInside'
import type { EditorServices } from '../state/context'
import { notify } from '../state/notify'
import { overCanvas, type ConvolutionView } from '../state/overCanvas'
import { convsInOrder } from './convsInOrder'

/** Why the node has no such view; null: it has. */
function reasonNot({ documents, run }: EditorServices, id: string | undefined): string | null {
  const { document } = documents.getState()
  const node = id === undefined ? undefined : document.nodes[id]
  if (id === undefined || !node) return 'There is no convolution in this graph. Add a conv2d from the palette.'
  if (node.op !== 'conv2d')
    return `${nodeName(document, id)} is no conv2d: only a convolution over images has a kernel that slides. Select a conv2d.`
  return run.hidesNumbers ? IN_EXERCISE : null
}

/** The selected conv2d; without a selection the first one of the graph. */
export function chosenConvolution({ documents, view }: EditorServices): string | undefined {
  const [selected] = view.getState().selectedNodes
  return selected ?? convsInOrder(documents.getState().document)[0]
}

export function openConvolution(services: EditorServices, view: ConvolutionView = 'slide'): void {
  const id = chosenConvolution(services)
  const reason = reasonNot(services, id)
  if (reason !== null) return notify({ tone: 'info', key: 'not-now', message: reason })
  closeInside()
  // On a narrow screen a drawer would cover what was asked for.
  services.view.setState({ drawer: null })
  overCanvas.setState({ convolution: { node: id!, view } })
}

export const closeConvolution = (): void => overCanvas.setState({ convolution: null })
