/** @file Where a step first went wrong: the step that diverged is done again, watching for the first NaN or infinity. */
import { nameOf, type CheckedNode } from '../check'
import { backwardPort, forwardNode, gatherInputs, type NodeRecord, type Plan } from '../engine'
import { portKey, type GraphDocument } from '../graph'
import { SOURCE_OPS } from '../ops'
import { numberText, type Kernels, type Ref, type Tensor, type TensorData } from '../tensor'

/** The first event of a step that gave a number which is not finite. */
export interface NonFinite {
  readonly message: string
  readonly hint: string
  readonly node: string
  readonly port: string
  readonly edge?: string
}

interface Scene {
  readonly k: Kernels
  readonly document: GraphDocument
  readonly plan: Plan
  /** The nodes that the objective needs, in order. */
  readonly nodes: readonly CheckedNode[]
  /** Sources and parameters, as they were before the step; filled by the forward pass. */
  readonly values: Map<string, Tensor>
}

const SMALLER = 'Use a smaller rate η, or clip the gradients.'

/** The index of the first NaN or infinity, or −1. */
export function firstBad(data: TensorData): number {
  for (let i = 0; i < data.length; i++) if (!Number.isFinite(data[i]!)) return i
  return -1
}

const called = (x: number) => (Number.isNaN(x) ? 'NaN' : x > 0 ? 'infinity' : '−infinity')

function largest(data: TensorData): number {
  let size = 0
  for (let i = 0; i < data.length; i++) size = Math.max(size, Math.abs(data[i]!))
  return size
}

/** Null when both passes are finite: then it was the update itself. */
export function firstNonFinite(scene: Scene): NonFinite | null {
  const records = new Map<string, NodeRecord>()
  return badSource(scene) ?? badForward(scene, records) ?? badBackward(scene, records)
}

function badSource({ document, nodes, values }: Scene): NonFinite | null {
  for (const node of nodes)
    for (const port of SOURCE_OPS.has(node.op.id) ? ['y'] : node.parameters) {
      const { data } = values.get(portKey(node.id, port))!
      const at = firstBad(data)
      if (at < 0) continue
      const what = SOURCE_OPS.has(node.op.id) ? nameOf(document, node.id) : `${port} of ${nameOf(document, node.id)}`
      return {
        message: `${what} holds ${called(data[at]!)} (its number ${at + 1} of ${data.length}) before anything is computed.`,
        hint: `Give ${what} finite numbers.`,
        node: node.id,
        port,
      }
    }
  return null
}

function badForward({ k, document, nodes, values }: Scene, records: Map<string, NodeRecord>): NonFinite | null {
  for (const node of nodes) {
    if (SOURCE_OPS.has(node.op.id)) continue
    const inputs = gatherInputs(node, values)
    const record = forwardNode(k, node, inputs)
    records.set(node.id, record)
    for (const port of Object.keys(node.op.outputs)) {
      const value = record.outputs[port] as Tensor
      values.set(portKey(node.id, port), value)
      const at = firstBad(value.data)
      if (at < 0) continue
      const biggest = Object.entries(inputs)
        .flatMap(([input, tensor]) => (tensor ? [{ input, size: largest(tensor.data) }] : []))
        .sort((a, b) => b.size - a.size)[0]
      const from = biggest && node.wires[biggest.input]
      const size = biggest
        ? `; the largest number at its inputs was ${numberText(biggest.size)} (${biggest.input}${from ? `, from ${nameOf(document, from.node)}` : ''})`
        : ''
      return {
        message: `The first number that was not finite came forward out of ${nameOf(document, node.id)} (${node.op.id}): its ${port} became ${called(value.data[at]!)} from finite inputs${size}.`,
        hint:
          biggest && biggest.size > 100
            ? SMALLER
            : `Keep the inputs of ${nameOf(document, node.id)} where ${node.op.id} is defined, or use a smaller rate η.`,
        node: node.id,
        port,
      }
    }
  }
  return null
}

function badBackward({ k, document, plan }: Scene, records: ReadonlyMap<string, NodeRecord>): NonFinite | null {
  const deltas = new Map<string, Ref>()
  const objective = plan.objective!
  const seed = records.get(objective.node)!.outputs[objective.port]!
  deltas.set(portKey(objective.node, objective.port), k.full(seed.shape, 1))
  for (let i = plan.order.length - 1; i >= 0; i--) {
    const node = plan.order[i]!
    const record = records.get(node.id)
    if (!record || !plan.reaching.has(node.id) || !plan.trainable.has(node.id)) continue
    const incoming: Record<string, Ref | undefined> = {}
    for (const output of Object.keys(node.op.outputs)) incoming[output] = deltas.get(portKey(node.id, output))
    for (const port of [...Object.keys(node.wires), ...node.parameters]) {
      const wire = node.wires[port]
      if (!node.op.backward[port] || (wire && !plan.trainable.has(wire.node))) continue
      const delta = backwardPort(k, node, port, record, incoming)
      const name = nameOf(document, node.id)
      const at = firstBad(delta.data)
      if (at >= 0)
        return {
          message: `The first number that was not finite went back from ${name} (${node.op.id}) ${wire ? `to ${nameOf(document, wire.node)}, over its input ${port}` : `to its own ${port}`}: the gradient became ${called(delta.data[at]!)}, though all values are finite.`,
          hint: `Keep the inputs of ${name} away from where its slope is infinite, or use a smaller rate η.`,
          node: node.id,
          port,
          ...(wire ? { edge: wire.edge } : {}),
        }
      if (!wire) continue
      const key = portKey(wire.node, wire.port)
      const sum = deltas.get(key)
      const total = sum ? k.add(sum, delta) : delta
      deltas.set(key, total)
      const over = firstBad((total as Tensor).data)
      if (over >= 0)
        return {
          message: `The gradients that meet at ${wire.port} of ${nameOf(document, wire.node)} add up to ${called((total as Tensor).data[over]!)}.`,
          hint: SMALLER,
          node: wire.node,
          port: wire.port,
        }
    }
  }
  return null
}

/** Both passes are finite, so the update made the first one. */
export function badUpdate(document: GraphDocument, key: string, gradient: TensorData, rate: number): NonFinite {
  const [node, port] = [key.slice(0, key.indexOf('.')), key.slice(key.indexOf('.') + 1)]
  const what =
    document.nodes[node]?.op === 'parameter' ? nameOf(document, node) : `${port} of ${nameOf(document, node)}`
  return {
    message: `The update of ${what} was the first to leave the finite numbers: its largest gradient was ${numberText(largest(gradient))}, at η = ${numberText(rate)}.`,
    hint: SMALLER,
    node,
    port,
  }
}
