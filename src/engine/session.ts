/**
 * @file The evaluator for looking: every value, every cached δ, every edge delta, and the trace. It keeps what it has
 * computed and reuses it as long as the very same tensors come in, so an edit recomputes only what depends on it.
 */
import { check, describeProblem, type CheckedNode, type CheckResult, type Feeds } from '../check'
import { portKey, type GraphDocument } from '../graph'
import { SOURCE_OPS, type Op } from '../ops'
import { wasmKernels, type Kernels, type Ref, type Shape, type Tensor } from '../tensor'
import { DEFAULT_MEMORY_BUDGET } from './budget'
import { backwardPort, forwardNode, gatherInputs, RANDOM_KEY, type NodeRecord } from './evaluate'
import { inMode, type Mode } from './mode'
import { makePlan, memoryProblem, type Plan } from './plan'
import { errorsOf, failed, noData, overBudget } from './runErrors'
import { Sources } from './sources'
import { sameStructure } from './structure'
import { makeTrace } from './trace'
import { whole } from './steps'
import type { Run, TraceEvent } from './types'

export interface SessionOptions {
  readonly dtype?: 'float64' | 'float32'
  /** Bytes that one pass may hold. */
  readonly memoryBudget?: number
}

interface NodeMemory {
  readonly op: Op
  readonly attrs: CheckedNode['attrs']
  readonly record: NodeRecord
}

interface DeltaMemory {
  readonly record: NodeRecord
  readonly deltas: readonly (Tensor | undefined)[]
  readonly result: Tensor
}

interface SumMemory {
  readonly terms: readonly Tensor[]
  readonly result: Tensor
}

export interface RunOptions {
  /** 'train' by default: every op does what its attributes say. */
  readonly mode?: Mode
}

interface Prepared {
  readonly mode: Mode
  readonly document: GraphDocument
  readonly feeds: Readonly<Record<string, Tensor>>
  readonly checked: CheckResult
  readonly plan: Plan
  readonly trace: { ran: number; events: readonly TraceEvent[] }
}

export class Session {
  readonly #k: Kernels
  readonly #budget: number
  readonly #sources: Sources
  #nodes = new Map<string, NodeMemory>()
  #vjps = new Map<string, DeltaMemory>()
  #sums = new Map<string, SumMemory>()
  #prepared: Prepared | null = null

  constructor(
    readonly ops: ReadonlyMap<string, Op>,
    { dtype = 'float64', memoryBudget = DEFAULT_MEMORY_BUDGET }: SessionOptions = {},
  ) {
    this.#k = wasmKernels(dtype)
    this.#sources = new Sources(this.#k)
    this.#budget = memoryBudget
  }

  /**
   * Forward and backward over the whole document; reuses whatever has not changed since the last run.
   * @param feeds instead of what the document holds, by "node.port": data of sources, parameters and buffers of nodes, and
   * keys of random numbers.
   */
  run(document: GraphDocument, feeds: Readonly<Record<string, Tensor>> = {}, options: RunOptions = {}): Run {
    return whole(this.steps(document, feeds, options))
  }

  /** The same in small steps, one node at a time, so that a worker can stay responsive and give up between them. */
  *steps(
    document: GraphDocument,
    feeds: Readonly<Record<string, Tensor>> = {},
    { mode = 'train' }: RunOptions = {},
  ): Generator<void, Run> {
    const prepared = this.#prepare(document, feeds, mode)
    const { checked, plan } = prepared
    const errors = errorsOf(checked)
    const problem = memoryProblem(plan, checked.shapes, this.#k.dtype === 'float64' ? 8 : 4, this.#budget)
    if (problem) return overBudget(document, problem, checked, this.#budget)

    const values = new Map<string, Tensor>()
    const records = new Map<string, NodeRecord>()
    const stateAfter = new Map<string, Tensor>()
    let computedForward = 0
    for (const node of plan.order) {
      if (SOURCE_OPS.has(node.op.id)) {
        const value = feeds[portKey(node.id, 'y')] ?? this.#sources.source(document, node, checked)
        if (value) values.set(portKey(node.id, 'y'), this.#sources.inDtype(value))
        else errors.push(noData(document, node))
        continue
      }
      if (Object.values(node.wires).some((wire) => !values.has(portKey(wire.node, wire.port)))) continue
      for (const port of node.parameters) {
        const value = feeds[portKey(node.id, port)] ?? this.#sources.parameter(document, node, port, checked)
        if (value) values.set(portKey(node.id, port), this.#sources.inDtype(value))
      }
      for (const port of node.buffers) {
        const value = feeds[portKey(node.id, port)] ?? this.#sources.buffer(document, node, port, checked)
        if (value) values.set(portKey(node.id, port), this.#sources.inDtype(value))
      }
      const inputs = gatherInputs(node, values)
      if (node.op.random)
        inputs[RANDOM_KEY] = feeds[portKey(node.id, RANDOM_KEY)] ?? this.#sources.key(document, node.id)
      const kept = this.#nodes.get(node.id)
      let record: NodeRecord
      if (kept && kept.op === node.op && kept.attrs === node.attrs && sameInputs(kept.record.inputs, inputs))
        record = kept.record
      else {
        const refused = node.op.checkValues?.(inputs, node.attrs)
        if (refused) {
          errors.push({
            node: node.id,
            ...describeProblem(document, node.id, node.wires, { code: 'value', ...refused }),
          })
          continue
        }
        try {
          record = forwardNode(this.#k, node, inputs)
        } catch (thrown) {
          errors.push(failed(document, node, thrown))
          continue
        }
        computedForward++
        this.#nodes.set(node.id, { op: node.op, attrs: node.attrs, record })
        yield
      }
      records.set(node.id, record)
      for (const [port, value] of Object.entries(record.outputs)) values.set(portKey(node.id, port), value as Tensor)
      for (const [port, value] of Object.entries(record.state ?? {}))
        stateAfter.set(portKey(node.id, port), value as Tensor)
    }
    const back = yield* this.#backward(plan, values, records)
    this.#forget(document)
    const { objective } = plan
    const loss = objective ? values.get(portKey(objective.node, objective.port)) : undefined
    return {
      values,
      stateAfter,
      ...back.tensors,
      blockedEdges: plan.blocked,
      loss: loss ? loss.data[0]! : null,
      objective: loss ? portKey(objective!.node, objective!.port) : null,
      trace: this.#trace(prepared, values),
      errors,
      computed: { forward: computedForward, backward: back.computed },
    }
  }

  /** What a node left behind when it last ran forward: all that its backward rules read. */
  record(node: string): NodeRecord | undefined {
    return this.#nodes.get(node)?.record
  }

  /** Check and plan; kept as long as wiring, attributes and the shapes of all data are the same. */
  #prepare(document: GraphDocument, feeds: Readonly<Record<string, Tensor>>, mode: Mode): Prepared {
    const kept = this.#prepared
    if (kept && kept.mode === mode && sameStructure(kept, document, feeds))
      return (this.#prepared = { ...kept, document, feeds })
    const found = check(document, this.ops, feeds satisfies Feeds)
    const checked = { ...found, order: found.order.map((node) => inMode(node, mode)) }
    return (this.#prepared = {
      mode,
      document,
      feeds,
      checked,
      plan: makePlan(checked),
      trace: { ran: -1, events: [] },
    })
  }

  #trace({ plan, trace }: Prepared, values: ReadonlyMap<string, Tensor>): readonly TraceEvent[] {
    // Same plan and shapes: the trace can differ only if another number of nodes could run.
    if (trace.ran !== values.size) Object.assign(trace, { ran: values.size, events: makeTrace(plan, values) })
    return trace.events
  }

  *#backward(plan: Plan, values: ReadonlyMap<string, Tensor>, records: ReadonlyMap<string, NodeRecord>) {
    const deltas = new Map<string, Tensor>()
    const edges = new Map<string, Tensor>()
    const gradients = new Map<string, Tensor>()
    let computed = 0
    const { objective } = plan
    const seedKey = objective && portKey(objective.node, objective.port)
    if (!seedKey || !values.has(seedKey)) return { tensors: { deltas, edges, gradients }, computed }

    for (let i = plan.order.length - 1; i >= 0; i--) {
      const node = plan.order[i]!
      if (!plan.reaching.has(node.id)) continue
      const incoming: Record<string, Tensor | undefined> = {}
      for (const port of Object.keys(node.op.outputs)) {
        const key = portKey(node.id, port)
        const terms = (plan.returning.get(key) ?? []).map((wire) => edges.get(wire.edge)!)
        if (key === seedKey) terms.unshift(this.#seed(values.get(key)!.shape))
        if (!terms.length) continue
        const delta = this.#sum(key, terms)
        deltas.set(key, delta)
        incoming[port] = delta
      }
      if (node.op.id === 'parameter') {
        gradients.set(portKey(node.id, 'y'), incoming.y!)
        continue
      }
      const record = records.get(node.id)
      if (!record) continue
      for (const port of [...Object.keys(node.wires), ...node.parameters]) {
        if (!node.op.backward[port]) continue
        const { result, fresh } = this.#vjp(node, port, record, incoming)
        const wire = node.wires[port]
        if (wire) edges.set(wire.edge, result)
        else gradients.set(portKey(node.id, port), result)
        if (fresh) {
          computed++
          yield
        }
      }
    }
    return { tensors: { deltas, edges, gradients }, computed }
  }

  #vjp(node: CheckedNode, port: string, record: NodeRecord, incoming: Record<string, Tensor | undefined>) {
    const id = `${node.id} ${port}`
    const deltas = Object.keys(node.op.outputs).map((output) => incoming[output])
    const kept = this.#vjps.get(id)
    if (kept && kept.record === record && kept.deltas.every((delta, i) => delta === deltas[i]))
      return { result: kept.result, fresh: false }
    const result = backwardPort(this.#k, node, port, record, incoming)
    this.#vjps.set(id, { record, deltas, result })
    return { result, fresh: true }
  }

  /** δ is the sum of the edge deltas; with a single one it is that very tensor. */
  #sum(key: string, terms: readonly Tensor[]): Tensor {
    if (terms.length === 1) return terms[0]!
    const kept = this.#sums.get(key)
    if (kept && kept.terms.length === terms.length && kept.terms.every((term, i) => term === terms[i]))
      return kept.result
    const result = terms.slice(1).reduce<Ref>((sum, term) => this.#k.add(sum, term), terms[0]!) as Tensor
    this.#sums.set(key, { terms, result })
    return result
  }

  #seed(shape: Shape): Tensor {
    return this.#sources.fill(shape, 1, this.#k.dtype)
  }

  /** Nodes that are gone must not keep their tensors alive. */
  #forget(document: GraphDocument) {
    if (this.#nodes.size <= Object.keys(document.nodes).length) return
    for (const id of this.#nodes.keys()) if (!document.nodes[id]) this.#nodes.delete(id)
    for (const id of this.#vjps.keys()) if (!document.nodes[id.slice(0, id.indexOf(' '))]) this.#vjps.delete(id)
    for (const id of this.#sums.keys()) if (!document.nodes[id.slice(0, id.indexOf('.'))]) this.#sums.delete(id)
    this.#sources.forget(document)
  }
}

function sameInputs(a: NodeRecord['inputs'], b: NodeRecord['inputs']): boolean {
  for (const port of Object.keys(b)) if (a[port] !== b[port]) return false
  return true
}
