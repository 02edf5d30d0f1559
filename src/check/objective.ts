/** @file Which scalar is differentiated: the document's choice, or the only loss. */
import type { GraphDocument } from '../graph'
import type { Op } from '../ops'
import { shapeText, type SymbolicShape } from '../tensor'
import { nameOf } from './words'
import type { CheckedNode, CheckResult, Diagnostic } from './types'

export function findObjective(
  document: GraphDocument,
  ops: ReadonlyMap<string, Op>,
  order: readonly CheckedNode[],
  shapes: Readonly<Record<string, SymbolicShape>>,
  diagnostics: Diagnostic[],
): CheckResult['objective'] {
  const explicit = document.objective
  const objective = explicit ?? onlyLoss(document, ops, diagnostics)
  if (!objective) return null
  const node = document.nodes[objective.node]
  if (!node || (ops.get(node.op) && !ops.get(node.op)!.outputs[objective.port])) {
    diagnostics.push({
      severity: 'error',
      code: 'objective',
      message: `The objective is ${objective.node}.${objective.port}, which is not in the graph.`,
      hint: 'Choose another output to differentiate.',
    })
    return null
  }
  if (!order.some((checked) => checked.id === objective.node)) return null
  const shape = shapes[`${objective.node}.${objective.port}`]!
  if (shape.every((size) => size === 1)) return objective
  diagnostics.push({
    severity: 'error',
    code: 'objective-shape',
    node: objective.node,
    port: objective.port,
    message: `${nameOf(document, objective.node)} is to be differentiated, but it has shape ${shapeText(shape)}; backprop starts at a single number.`,
    hint: 'Set its reduction to "mean" or "sum", or add a sum or mean after it.',
  })
  return null
}

/** What is differentiated where nothing was chosen: null, with the reason, unless there is one loss. */
export function onlyLoss(
  document: GraphDocument,
  ops: ReadonlyMap<string, Op>,
  diagnostics: Diagnostic[] = [],
): CheckResult['objective'] {
  const losses = Object.keys(document.nodes).filter((id) => ops.get(document.nodes[id]!.op)?.category === 'loss')
  if (losses.length === 1) {
    const id = losses[0]!
    return { node: id, port: Object.keys(ops.get(document.nodes[id]!.op)!.outputs)[0]! }
  }
  if (losses.length > 1)
    diagnostics.push({
      severity: 'warning',
      code: 'objective',
      message: `There are ${losses.length} losses (${losses.map((id) => nameOf(document, id)).join(', ')}), so it is not clear what to differentiate.`,
      hint: 'Add them with an add node, and choose its output as the objective.',
    })
  else if (Object.keys(document.nodes).length)
    diagnostics.push({
      severity: 'warning',
      code: 'objective',
      message: 'There is no loss yet, so there is nothing to differentiate.',
      hint: 'Add a loss, or choose an output as the objective.',
    })
  return null
}
