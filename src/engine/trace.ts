/** @file The trace: what a pass does, event by event, each δ once and each edge once. Pure bookkeeping over the plan. */
import type { CheckedNode } from '../check'
import { portKey } from '../graph'
import { SOURCE_OPS } from '../ops'
import type { Tensor } from '../tensor'
import { portCosts } from './costPorts'
import type { Plan } from './plan'
import type { TraceEvent } from './types'

/**
 * Events in the order of the passes: one `value` for each output port; then, nodes in reverse order, the δ of each
 * output (`accumulate`), one `edge-delta` for each wire that carries gradient, one `parameter-gradient` for each parameter.
 * @param values says which nodes ran, and gives the shapes that the cost model counts.
 */
export function makeTrace(plan: Plan, values: ReadonlyMap<string, Tensor>): TraceEvent[] {
  const events: TraceEvent[] = []
  const add = (event: Omit<TraceEvent, 'index'>) => events.push({ index: events.length, ...event })
  const ran = (node: CheckedNode) => Object.keys(node.op.outputs).every((port) => values.has(portKey(node.id, port)))

  for (const node of plan.order) {
    if (!ran(node)) continue
    const reads = SOURCE_OPS.has(node.op.id) ? [] : inputKeys(node)
    for (const port of Object.keys(node.op.outputs))
      add({
        phase: 'forward',
        kind: 'value',
        node: node.id,
        port,
        fromCache: [],
        reads,
        formula: node.op.formula[port] ?? '',
        cost: 0,
      })
  }
  const { objective } = plan
  if (!objective || !values.has(portKey(objective.node, objective.port))) return events

  for (let i = plan.order.length - 1; i >= 0; i--) {
    const node = plan.order[i]!
    if (!plan.reaching.has(node.id)) continue
    const cached: string[] = []
    for (const port of Object.keys(node.op.outputs)) {
      const key = portKey(node.id, port)
      const terms = plan.returning.get(key)?.map((wire) => wire.edge) ?? []
      if (!terms.length && !(objective.node === node.id && objective.port === port)) continue
      cached.push(key)
      add({
        phase: 'backward',
        kind: 'accumulate',
        node: node.id,
        port,
        terms,
        fromCache: [],
        reads: [],
        formula: '',
        cost: 0,
      })
    }
    if (node.op.id === 'parameter') {
      add({
        phase: 'backward',
        kind: 'parameter-gradient',
        node: node.id,
        port: 'y',
        fromCache: cached,
        reads: [],
        formula: '{dy}',
        cost: 0,
      })
      continue
    }
    const costs = portCosts(node, values)
    const reads = [...inputKeys(node), ...Object.keys(node.op.outputs).map((port) => portKey(node.id, port))]
    for (const [port, wire] of Object.entries(node.wires)) {
      if (!node.op.backward[port]) continue
      const formula = node.op.derivative[port]?.formula ?? ''
      add({
        phase: 'backward',
        kind: 'edge-delta',
        node: node.id,
        port,
        edge: wire.edge,
        fromCache: cached,
        reads,
        formula,
        cost: costs[port] ?? 0,
      })
    }
    for (const port of node.parameters) {
      if (!node.op.backward[port]) continue
      const formula = node.op.derivative[port]?.formula ?? ''
      add({
        phase: 'backward',
        kind: 'parameter-gradient',
        node: node.id,
        port,
        fromCache: cached,
        reads,
        formula,
        cost: costs[port] ?? 0,
      })
    }
  }
  return events
}

function inputKeys(node: CheckedNode): string[] {
  const keys: string[] = []
  for (const port of Object.keys(node.op.inputs)) {
    const wire = node.wires[port]
    if (wire) keys.push(portKey(wire.node, wire.port))
    else if (node.parameters.includes(port) || node.buffers.includes(port)) keys.push(portKey(node.id, port))
  }
  return keys
}
