/**
 * @file One forward and backward pass for training: the same op rules as the evaluator, but deltas are carried only
 * where a parameter can be reached, and nothing is kept beyond the pass.
 */
import type { CheckedNode } from '../check'
import { backwardPort, forwardNode, gatherInputs, type NodeRecord, type Plan } from '../engine'
import { portKey } from '../graph'
import { SOURCE_OPS } from '../ops'
import type { Kernels, Ref, Tensor } from '../tensor'

/** Numbers that an op refuses, met while training: `problem` is in the op's words, with its placeholders. */
export class BadValues extends Error {
  constructor(
    readonly node: CheckedNode,
    readonly problem: NonNullable<ReturnType<NonNullable<CheckedNode['op']['checkValues']>>>,
  ) {
    super(problem.message)
    this.name = 'BadValues'
  }
}

/**
 * Forward over the nodes that the objective needs. `values` comes with sources and parameters, and is filled.
 * Pauses after each node, so that a long step can be left.
 */
export function* forwardPass(
  k: Kernels,
  nodes: readonly CheckedNode[],
  values: Map<string, Tensor>,
): Generator<void, Map<string, NodeRecord>> {
  const records = new Map<string, NodeRecord>()
  for (const node of nodes) {
    if (SOURCE_OPS.has(node.op.id)) continue
    const inputs = gatherInputs(node, values)
    const refused = node.op.checkValues?.(inputs, node.attrs)
    if (refused) throw new BadValues(node, refused)
    const record = forwardNode(k, node, inputs)
    records.set(node.id, record)
    for (const port of Object.keys(node.op.outputs)) values.set(portKey(node.id, port), record.outputs[port] as Tensor)
    yield
  }
  return records
}

/** ∂L/∂ of every parameter, by "node.port". Pauses after each node. */
export function* backwardPass(
  k: Kernels,
  plan: Plan,
  records: ReadonlyMap<string, NodeRecord>,
): Generator<void, Map<string, Tensor>> {
  const deltas = new Map<string, Ref>()
  const gradients = new Map<string, Tensor>()
  const { node, port } = plan.objective!
  deltas.set(portKey(node, port), k.full(records.get(node)!.outputs[port]!.shape, 1))

  for (let i = plan.order.length - 1; i >= 0; i--) {
    const node = plan.order[i]!
    if (!plan.reaching.has(node.id) || !plan.trainable.has(node.id)) continue
    if (node.op.id === 'parameter') {
      const delta = deltas.get(portKey(node.id, 'y'))
      if (delta) gradients.set(portKey(node.id, 'y'), delta as Tensor)
      continue
    }
    const record = records.get(node.id)
    if (!record) continue
    const incoming: Record<string, Ref | undefined> = {}
    for (const output of Object.keys(node.op.outputs)) incoming[output] = deltas.get(portKey(node.id, output))
    for (const [input, wire] of Object.entries(node.wires)) {
      if (!node.op.backward[input] || !plan.trainable.has(wire.node)) continue
      const key = portKey(wire.node, wire.port)
      const sum = deltas.get(key)
      const delta = backwardPort(k, node, input, record, incoming)
      deltas.set(key, sum ? k.add(sum, delta) : delta)
    }
    for (const input of node.parameters)
      if (node.op.backward[input])
        gradients.set(portKey(node.id, input), backwardPort(k, node, input, record, incoming))
    yield
  }
  return gradients
}

/**
 * The nodes that the objective depends on, and those with a state to bring up to date, with all that feeds them, in order:
 * the rest need not run to train.
 */
export function neededFor(plan: Plan): CheckedNode[] {
  const needed = new Set<string>([plan.objective!.node])
  for (const node of plan.order) if (node.buffers.length) needed.add(node.id)
  const nodes: CheckedNode[] = []
  for (let i = plan.order.length - 1; i >= 0; i--) {
    const node = plan.order[i]!
    if (!needed.has(node.id)) continue
    nodes.unshift(node)
    for (const wire of Object.values(node.wires)) needed.add(wire.node)
  }
  return nodes
}
