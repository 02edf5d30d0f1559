/** @file When actions are possible: true, or why not, in words. Shared so that one reason is worded once. */
import { ops } from '../../ops'
import { checked } from '../state/useCheck'
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

/** Something was computed. */
export function hasTrace(services: EditorServices): Answer {
  if (services.run.summary().trace.length) return true
  const empty = notEmpty(services)
  return empty === true ? 'Nothing can be computed yet. See Problems for what is missing.' : empty
}

export function afterStart(services: EditorServices): Answer {
  const trace = hasTrace(services)
  if (trace !== true) return trace
  return services.run.summary().cursor > 0 || 'This is the start: nothing is computed yet.'
}

export function canStep(services: EditorServices): Answer {
  const trace = hasTrace(services)
  if (trace !== true) return trace
  const { cursor, trace: events, objective } = services.run.summary()
  if (cursor < events.length) return true
  return objective === null
    ? 'There is no loss to differentiate. Add one, such as mse_loss, and wire it; or choose an objective in the inspector.'
    : 'This is the end: every gradient is known.'
}

export function canTrain({ documents, run, training }: EditorServices): Answer {
  if (training.getState().progress?.status === 'running') return true
  const { document } = documents.getState()
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
