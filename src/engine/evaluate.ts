/** @file The two elementary steps: one node forward, one VJP back. Everything else is bookkeeping around them. */
import type { CheckedNode } from '../check'
import { portKey } from '../graph'
import type { Kernels, Ref, Tensor } from '../tensor'

/** What a node leaves behind when it has run forward; all that its backward rules read. */
export interface NodeRecord {
  readonly inputs: Readonly<Record<string, Ref | undefined>>
  readonly outputs: Readonly<Record<string, Ref>>
  readonly saved: Readonly<Record<string, Ref>>
  /** By buffer port: the state after this pass, of ops that have one. */
  readonly state?: Readonly<Record<string, Ref>>
}

/** The hidden input of ops that draw random numbers. */
export const RANDOM_KEY = 'key'

/**
 * The tensors at the input ports of a node: from wires, or its own parameters and buffers; for an op that draws random
 * numbers also its key, which is kept under "node.key".
 */
export function gatherInputs(
  node: CheckedNode,
  values: ReadonlyMap<string, Tensor>,
): Record<string, Tensor | undefined> {
  const inputs: Record<string, Tensor | undefined> = {}
  for (const port of Object.keys(node.op.inputs)) {
    const wire = node.wires[port]
    inputs[port] = values.get(wire ? portKey(wire.node, wire.port) : portKey(node.id, port))
  }
  if (node.op.random) inputs[RANDOM_KEY] = values.get(portKey(node.id, RANDOM_KEY))
  return inputs
}

export function forwardNode(k: Kernels, node: CheckedNode, inputs: NodeRecord['inputs']): NodeRecord {
  const { saved = {}, state = {}, ...outputs } = node.op.forward(k, inputs, node.attrs)
  return { inputs, outputs, saved, state }
}

/**
 * The VJP of one input: δ of the outputs times the local derivative.
 * @param deltas δ by output port; an output that does not reach the objective has a δ of zeros.
 */
export function backwardPort(
  k: Kernels,
  node: Pick<CheckedNode, 'op' | 'attrs'>,
  port: string,
  record: NodeRecord,
  deltas: Readonly<Record<string, Ref | undefined>>,
): Tensor {
  const context: Record<string, unknown> = { ...record.inputs, ...record.outputs }
  for (const [output, value] of Object.entries(record.outputs))
    context[`d${output}`] = deltas[output] ?? k.full(value.shape, 0)
  const rule = node.op.backward[port]
  if (!rule) throw new Error(`${node.op.id} has no gradient for ${port}.`)
  // Last, because a port may be called k too.
  return rule({ ...context, k, attrs: node.attrs, saved: record.saved }) as Tensor
}
