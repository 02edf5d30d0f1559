/** @file From what is selected, or the step under the cursor, to the gradient to ask about. */
import { ops } from '../../ops'
import type { BlameTarget } from '../../runtime/protocol'
import { tensorChoices } from '../inspector/tensorChoices'
import type { EditorServices } from '../state/context'
import { notify } from '../state/notify'
import { ask, targetOf } from './asked'

const NOTHING = 'No gradient is selected. Click an edge or a node, or step backward to one.'
const HIDDEN = 'The exercise asks for this gradient. It is shown once it is found.'
const LATER = 'This gradient is not computed yet. Step backward to it, or run all.'

/** The gradient that the command is about, or why there is none, in words. */
export function gradientInView({ documents, run, view }: EditorServices): BlameTarget | string {
  const { selectedNodes, selectedEdges } = view.getState()
  const { trace, cursor, objective } = run.summary()
  if (selectedNodes.size + selectedEdges.size > 1)
    return 'Several things are selected. Select one edge or node to ask about its gradient.'
  const [edge] = selectedEdges
  const [node] = selectedNodes
  if (edge !== undefined) {
    const { state } = run.shown('edges', edge)
    if (state === 'pending') return LATER
    if (state === 'hidden') return HIDDEN
    return { kind: 'edge', id: edge }
  }
  if (node !== undefined) {
    const gradients = tensorChoices({ kind: 'node', id: node }, documents.getState().document, ops).filter(
      ({ kind }) => kind !== 'values',
    )
    if (!gradients.length) return 'This node has no gradient.'
    const known = gradients.find(({ kind, key }) => run.shown(kind, key).state === 'known')
    const states = new Set(gradients.map(({ kind, key }) => run.shown(kind, key).state))
    if (!known && states.has('pending')) return LATER
    if (!known && states.has('hidden')) return HIDDEN
    const { kind, key } = known ?? gradients[0]!
    return { kind: kind === 'gradients' ? 'parameter' : 'port', key }
  }
  const event = trace[cursor - 1]
  const target = event && targetOf(event)
  if (target) return target
  return objective === null ? 'There is no loss yet, so nothing has a gradient.' : NOTHING
}

export function askAboutSelection(services: EditorServices): void {
  const target = gradientInView(services)
  if (typeof target !== 'string') return ask(services, target)
  services.view.announce(target)
  notify({ tone: 'info', key: 'not-now', message: target })
}
