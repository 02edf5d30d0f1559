/** @file The ordered work of one pass, made once per graph: nothing in it depends on numbers. */
import { inputShapes, isConcrete, type CheckedNode, type CheckResult } from '../check'
import { portKey } from '../graph'
import { insideShapes, sourceKey } from '../ops'
import { numel, type Shape, type SymbolicShape } from '../tensor'

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

/** Shapes of what a composite op computes on the way to its outputs. */
function insideValues(node: CheckedNode, shapes: Readonly<Record<string, SymbolicShape>>): Shape[] {
  const known = node.op.inside && inputShapes(node, shapes)
  if (!known || !Object.values(known).every(isConcrete)) return []
  const inside = node.op.inside!(node.attrs, known)
  const results = new Set(Object.values(inside.outputs).map(sourceKey))
  return Object.entries(insideShapes(inside, known)).flatMap(([key, shape]) =>
    key.startsWith('.') || results.has(key) ? [] : [shape as Shape],
  )
}

export interface MemoryProblem {
  readonly node: string
  readonly bytes: number
}

type Shapes = Readonly<Record<string, SymbolicShape>>

/** Bytes that a pass will hold: values, their deltas, edge deltas. Sizes that are not known count nothing. */
export function memoryNeeded(plan: Plan, shapes: Shapes, bytesPerElement: number): number {
  return plan.order.reduce((sum, node) => sum + bytesOf(plan, node, shapes, bytesPerElement), 0)
}

/**
 * The node that brings the bytes of a pass over the budget, or null. Known before anything is allocated; shapes must be
 * concrete. A window op also unrolls one image at a time (im2col); that scratch is small beside its output and left out.
 */
export function memoryProblem(
  plan: Plan,
  shapes: Shapes,
  bytesPerElement: number,
  budget: number,
): MemoryProblem | null {
  let bytes = 0
  for (const node of plan.order) {
    bytes += bytesOf(plan, node, shapes, bytesPerElement)
    if (bytes > budget) return { node: node.id, bytes }
  }
  return null
}

function bytesOf(plan: Plan, node: CheckedNode, shapes: Shapes, bytesPerElement: number): number {
  const sizeOf = (key: string) => {
    const shape = shapes[key]
    return shape && isConcrete(shape) ? numel(shape) * bytesPerElement : 0
  }
  const returns = plan.reaching.has(node.id)
  let bytes = 0
  for (const port of Object.keys(node.op.outputs)) bytes += sizeOf(portKey(node.id, port)) * (returns ? 2 : 1)
  for (const shape of insideValues(node, shapes)) bytes += numel(shape) * bytesPerElement * (returns ? 2 : 1)
  for (const port of node.parameters) bytes += 2 * sizeOf(portKey(node.id, port))
  if (returns)
    for (const [port, wire] of Object.entries(node.wires))
      if (node.op.backward[port]) bytes += sizeOf(portKey(wire.node, wire.port))
  return bytes
}
