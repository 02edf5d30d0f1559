/** @file What a run begins with: parameters, constants and the nodes' own state, as a first look at the graph gives them. */
import type { CheckedNode } from '../check'
import { Session } from '../engine'
import { portKey } from '../graph'
import type { Tensor } from '../tensor'
import { TrainingProblem } from './problem'
import { buffersOf } from './state'
import type { TrainerOptions } from './trainerTypes'

export interface FirstLook {
  /** θ: what the loss depends on and training moves, by "node.port". */
  readonly parameters: Map<string, Tensor>
  /** Constants, and parameters that the loss does not depend on. */
  readonly fixed: ReadonlyMap<string, Tensor>
  readonly buffers: Map<string, Tensor>
  /** Every other parameter of the graph: the loss does not depend on it, so training leaves it as it is. */
  readonly untouched: ReadonlyMap<string, Tensor>
}

/**
 * @param nodes those that the objective needs.
 * @param order all nodes of the graph.
 * @param probe the feeds of a batch.
 * @throws TrainingProblem when the graph cannot run, or there is nothing to train.
 */
export function firstLook(
  { document, ops, dtype = 'float64', memoryBudget }: TrainerOptions,
  nodes: readonly CheckedNode[],
  order: readonly CheckedNode[],
  probe: ReadonlyMap<string, Tensor>,
): FirstLook {
  const session = new Session(ops, { dtype, ...(memoryBudget ? { memoryBudget } : {}) })
  const { values, gradients, errors } = session.run(document, Object.fromEntries(probe))
  if (errors[0])
    throw new TrainingProblem(errors[0].code, errors[0].message, errors[0].hint ?? '', errors[0].node, errors[0].port)
  if (!gradients.size)
    throw new TrainingProblem(
      'no-parameters',
      'Nothing in this graph can be trained: the loss depends on no parameter.',
      'Add an affine node or a parameter on the way to the loss.',
    )
  const fixed = new Map<string, Tensor>()
  for (const node of nodes) {
    const own = node.op.id === 'constant' || node.op.id === 'parameter' ? ['y'] : []
    for (const port of [...own, ...node.parameters])
      fixed.set(portKey(node.id, port), values.get(portKey(node.id, port))!)
  }
  const untouched = new Map<string, Tensor>()
  for (const node of order)
    for (const port of node.op.id === 'parameter' ? ['y'] : node.parameters) {
      const key = portKey(node.id, port)
      if (!gradients.has(key)) untouched.set(key, values.get(key)!)
    }
  return {
    parameters: new Map([...gradients.keys()].map((key) => [key, values.get(key)!])),
    fixed,
    buffers: buffersOf(nodes, values),
    untouched,
  }
}
