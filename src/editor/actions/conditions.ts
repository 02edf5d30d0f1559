/** @file When actions are possible: true, or why not, in words. Shared so that one reason is worded once. */
import { isComposite } from '../../check'
import { ops } from '../../ops'
import { checked } from '../state/useCheck'
import { placeOf } from '../state/walk'
import type { EditorServices } from '../state/context'

type Answer = true | string

export function notEmpty({ documents }: EditorServices): Answer {
  return (
    Object.keys(documents.getState().document.nodes).length > 0 ||
    'The graph is empty. Add an operation from the palette.'
  )
}

export function hasSelection({ view }: EditorServices): Answer {
  const { selectedNodes, selectedEdges } = view.getState()
  return selectedNodes.size + selectedEdges.size > 0 || 'Nothing is selected. Click a node or an edge first.'
}

export function hasNodes({ view }: EditorServices): Answer {
  return view.getState().selectedNodes.size > 0 || 'No node is selected. Click one first.'
}

/** One node that consists of simpler ones. */
export function oneComposite({ view, documents }: EditorServices): Answer {
  const { selectedNodes } = view.getState()
  const [id] = selectedNodes
  if (selectedNodes.size !== 1 || id === undefined)
    return 'Select one node that consists of simpler ones, such as an attention or a recurrent cell.'
  const node = documents.getState().document.nodes[id]
  if (isComposite(ops.get(node?.op ?? ''))) return true
  return `${node?.op ?? 'This'} does not consist of simpler operations. Attention and recurrent cells can be opened.`
}

export function isExercise({ documents }: EditorServices): Answer {
  return (
    documents.getState().document.exercise !== undefined || 'This graph is no exercise. Open one from the examples.'
  )
}

/** Something was computed. */
export function hasTrace(services: EditorServices): Answer {
  if (services.run.summary().trace.length) return true
  const empty = notEmpty(services)
  if (empty !== true) return empty
  return services.run.summary().answered
    ? 'Nothing can be computed yet. See Problems for what is missing.'
    : 'The first pass is being computed.'
}

export function afterStart(services: EditorServices): Answer {
  const trace = hasTrace(services)
  if (trace !== true) return trace
  return placeOf(services.run.summary()).position > 0 || 'This is the start: nothing is computed yet.'
}

export function canStep(services: EditorServices): Answer {
  const trace = hasTrace(services)
  if (trace !== true) return trace
  const summary = services.run.summary()
  const { position, length } = placeOf(summary)
  if (position < length) return true
  if (summary.recorded) return 'This is the end of the recording.'
  const { objective } = summary
  return objective === null
    ? 'There is no loss to differentiate. Add one, such as mse_loss, and wire it; or choose an objective in the inspector.'
    : 'This is the end: every gradient is known.'
}

/** There is a loss, and it has run. */
export function canCheckGradients(services: EditorServices): Answer {
  const trace = hasTrace(services)
  if (trace !== true) return trace
  return (
    services.run.summary().objective !== null ||
    'There is no loss to differentiate. Add one, such as mse_loss, and wire it; or choose an objective in the inspector.'
  )
}

export function canTrain({ documents, run, training }: EditorServices): Answer {
  if (training.getState().progress?.status === 'running') return true
  const { document } = documents.getState()
  if (run.hidesNumbers) return 'This is an exercise: training would change its numbers. Find the hidden numbers first.'
  const result = checked(document)
  const error = result.diagnostics.find((diagnostic) => diagnostic.severity === 'error')
  const hasLoss = () => Object.values(document.nodes).some((node) => ops.get(node.op)?.category === 'loss')
  if (!result.objective && !hasLoss())
    return 'Training needs a loss to make small. Add one, such as mse_loss, and wire a prediction and a target to it.'
  if (error) return `${error.message} ${error.hint}`
  if (!result.objective) return 'Several losses compete. Choose the one to train on in the inspector, or add them up.'
  const failed = run.summary().errors[0]
  if (failed) return failed.hint ? `${failed.message} ${failed.hint}` : failed.message
  const trainable = result.order.some((node) => node.parameters.length > 0 || node.op.id === 'parameter')
  return trainable || 'There is nothing to train: the graph has no parameters. Add an affine or a parameter.'
}
