/** @file Unrolls the selected node, or folds it back. */
import { nodeName } from '../format'
import type { EditorServices } from '../state/context'
import { notify } from '../state/notify'
import { overCanvas } from '../state/overCanvas'
import { checked } from '../state/useCheck'
import { unrollable } from './unrollable'

export const IN_EXERCISE =
  'This is an exercise: what would show its hidden numbers is off until they are found. Find them first, then look inside.'

export function openInside({ documents, view, run }: EditorServices): void {
  const [id] = view.getState().selectedNodes
  if (id === undefined) return
  if (overCanvas.getState().inside === id) return closeInside()
  const { document } = documents.getState()
  const answer = unrollable(checked(document), id, nodeName(document, id))
  const reason = !answer.ok ? answer.reason : run.hidesNumbers ? IN_EXERCISE : null
  if (reason !== null) notify({ tone: 'info', key: 'not-now', message: reason })
  // On a narrow screen a drawer would cover what was asked for.
  else {
    view.setState({ drawer: null })
    overCanvas.setState({ inside: id, convolution: null })
  }
}

export const closeInside = (): void => overCanvas.setState({ inside: null })
