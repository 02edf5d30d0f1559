/** @file The ordered work of one pass, made once per graph: nothing in it depends on numbers. */
import type { CheckedNode, CheckResult } from '../check'
import { portKey } from '../graph'
import { numel, type SymbolicShape } from '../tensor'

export interface Wire {
  readonly edge: string
  /** The consumer and its input port. */
  readonly node: string
  readonly port: string
}

export interface Plan {
  readonly order: readonly CheckedNode[]
  readonly byId: ReadonlyMap<string, CheckedNode>
  readonly objective: { readonly node: string; readonly port: string } | null
  /** Output port "node.port" → the wires that carry gradient back to it, in the order in which they are added up. */
  readonly returning: ReadonlyMap<string, readonly Wire[]>
  /** Nodes from which a gradient path leads to the objective. */
  readonly reaching: ReadonlySet<string>
  /** Nodes that are, own, or depend on a parameter: where training has to carry deltas. */
  readonly trainable: ReadonlySet<string>
  /** Wires into reaching nodes over which no gradient flows, by the op's own word. */
  readonly blocked: ReadonlySet<string>
}

export function makePlan(checked: Pick<CheckResult, 'order' | 'objective'>): Plan {
  const { order, objective } = checked
  const byId = new Map(order.map((node) => [node.id, node]))
  const reaching = new Set<string>()
  const trainable = new Set<string>()
  const blocked = new Set<string>()
  const returning = new Map<string, Wire[]>()

  for (const node of order) {
    const depends = Object.entries(node.wires).some(
      ([port, wire]) => node.op.backward[port] && trainable.has(wire.node),
    )
    if (node.op.id === 'parameter' || node.parameters.length || depends) trainable.add(node.id)
  }
  if (objective && byId.has(objective.node)) reaching.add(objective.node)
  for (let i = order.length - 1; i >= 0; i--) {
    const node = order[i]!
    if (!reaching.has(node.id)) continue
    for (const [port, wire] of Object.entries(node.wires)) {
      if (node.op.backward[port]) reaching.add(wire.node)
      else blocked.add(wire.edge)
    }
  }
  for (const node of order) {
    if (!reaching.has(node.id)) continue
    for (const [port, wire] of Object.entries(node.wires)) {
      if (!node.op.backward[port]) continue
      const key = portKey(wire.node, wire.port)
      const list = returning.get(key)
      const entry = { edge: wire.edge, node: node.id, port }
      if (list) list.push(entry)
      else returning.set(key, [entry])
    }
  }
  return { order, byId, objective, returning, reaching, trainable, blocked }
}

export interface MemoryProblem {
  readonly node: string
  readonly bytes: number
}

/**
 * Bytes that a pass will hold (values, their deltas, edge deltas), known before anything is allocated.
 * Returns the node that goes over the budget, or null. Shapes must be concrete.
 * A window op also unrolls one image at a time (im2col); that scratch is small beside its output and left out.
 */
export function memoryProblem(
  plan: Plan,
  shapes: Readonly<Record<string, SymbolicShape>>,
  bytesPerElement: number,
  budget: number,
): MemoryProblem | null {
  let total = 0
  const sizeOf = (key: string) => {
    const shape = shapes[key]
    return shape?.every((size) => typeof size === 'number') ? numel(shape) * bytesPerElement : 0
  }
  for (const node of plan.order) {
    const returns = plan.reaching.has(node.id)
    let bytes = 0
    for (const port of Object.keys(node.op.outputs)) {
      const size = sizeOf(portKey(node.id, port))
      bytes += size * (returns ? 2 : 1)
    }
    for (const port of node.parameters) bytes += 2 * sizeOf(portKey(node.id, port))
    if (returns)
      for (const [port, wire] of Object.entries(node.wires))
        if (node.op.backward[port]) bytes += sizeOf(portKey(wire.node, wire.port))
    total += bytes
    if (total > budget) return { node: node.id, bytes: total }
  }
  return null
}
