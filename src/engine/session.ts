/**
 * @file The evaluator for looking: every value, every cached δ, every edge delta, and the trace. It keeps what it has
 * computed and reuses it as long as the very same tensors come in, so an edit recomputes only what depends on it.
 */
import { check, describeProblem, isConcrete, nameOf, type CheckedNode, type CheckResult, type Feeds } from '../check'
import { portKey, decodeTensor, type GraphDocument, type StoredTensor } from '../graph'
import { SOURCE_OPS, type InitScheme, type Op } from '../ops'
import {
  full,
  hashSeed,
  shapeText,
  typescriptKernels,
  type DType,
  type Kernels,
  type Ref,
  type Shape,
  type Tensor,
} from '../tensor'
import { backwardPort, forwardNode, gatherInputs, type NodeRecord } from './evaluate'
import { initialParameter, initialTensor } from './initialize'
import { makePlan, memoryProblem, type Plan } from './plan'
import { makeTrace } from './trace'
import { sameStructure } from './structure'
import type { Run, RunError, TraceEvent } from './types'

export interface SessionOptions {
  readonly dtype?: 'float64' | 'float32'
  /** Bytes that one pass may hold. */
  readonly memoryBudget?: number
}

/** 1 GiB: more than any lesson needs, less than what makes a tab die. */
export const DEFAULT_MEMORY_BUDGET = 2 ** 30

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

interface Prepared {
  readonly document: GraphDocument
  readonly feeds: Readonly<Record<string, Tensor>>
  readonly checked: CheckResult
  readonly plan: Plan
  readonly trace: { ran: number; events: readonly TraceEvent[] }
}

export class Session {
  readonly #k: Kernels
  readonly #budget: number
  readonly #decoded = new WeakMap<StoredTensor, Map<DType, Tensor>>()
  #nodes = new Map<string, NodeMemory>()
  #vjps = new Map<string, DeltaMemory>()
  #sums = new Map<string, SumMemory>()
  #started = new Map<string, { signature: string; tensor: Tensor }>()
  #fills = new Map<string, Tensor>()
  #prepared: Prepared | null = null

  constructor(
    readonly ops: ReadonlyMap<string, Op>,
    { dtype = 'float64', memoryBudget = DEFAULT_MEMORY_BUDGET }: SessionOptions = {},
  ) {
    this.#k = typescriptKernels(dtype)
    this.#budget = memoryBudget
  }

  /** Forward and backward over the whole document; reuses whatever has not changed since the last run. */
  run(document: GraphDocument, feeds: Readonly<Record<string, Tensor>> = {}): Run {
    const steps = this.steps(document, feeds)
    for (;;) {
      const next = steps.next()
      if (next.done) return next.value
    }
  }

  /** The same in small steps, one node at a time, so that a worker can stay responsive and give up between them. */
  *steps(document: GraphDocument, feeds: Readonly<Record<string, Tensor>> = {}): Generator<void, Run> {
    const prepared = this.#prepare(document, feeds)
    const { checked, plan } = prepared
    const errors = errorsOf(checked)
    const problem = memoryProblem(plan, checked.shapes, this.#k.dtype === 'float64' ? 8 : 4, this.#budget)
    if (problem) return overBudget(document, problem, checked, this.#budget)

    const values = new Map<string, Tensor>()
    const records = new Map<string, NodeRecord>()
    let computedForward = 0
    for (const node of plan.order) {
      if (SOURCE_OPS.has(node.op.id)) {
        const value = feeds[portKey(node.id, 'y')] ?? this.#source(document, node, checked)
        if (value) values.set(portKey(node.id, 'y'), this.#inDtype(value))
        else errors.push(noData(document, node))
        continue
      }
      if (Object.values(node.wires).some((wire) => !values.has(portKey(wire.node, wire.port)))) continue
      for (const port of node.parameters) {
        const value = this.#parameter(document, node, port, checked)
        if (value) values.set(portKey(node.id, port), value)
      }
      const inputs = gatherInputs(node, values)
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
    }
    const back = yield* this.#backward(plan, values, records)
    this.#forget(document)
    const { objective } = plan
    const loss = objective ? values.get(portKey(objective.node, objective.port)) : undefined
    return {
      values,
      ...back.tensors,
      blockedEdges: plan.blocked,
      loss: loss ? loss.data[0]! : null,
      objective: loss ? portKey(objective!.node, objective!.port) : null,
      trace: this.#trace(prepared, values),
      errors,
      computed: { forward: computedForward, backward: back.computed },
    }
  }

  /** Check and plan; kept as long as wiring, attributes and the shapes of all data are the same. */
  #prepare(document: GraphDocument, feeds: Readonly<Record<string, Tensor>>): Prepared {
    const kept = this.#prepared
    if (kept && sameStructure(kept, document, feeds)) return (this.#prepared = { ...kept, document, feeds })
    const checked = check(document, this.ops, feeds satisfies Feeds)
    return (this.#prepared = { document, feeds, checked, plan: makePlan(checked), trace: { ran: -1, events: [] } })
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
    return this.#fill(shape, 1, this.#k.dtype)
  }

  #fill(shape: Shape, value: number, dtype: DType): Tensor {
    const id = `${dtype} ${shape.join(' ')} ${value}`
    let tensor = this.#fills.get(id)
    if (!tensor) this.#fills.set(id, (tensor = full(shape, value, dtype)))
    return tensor
  }

  #source(document: GraphDocument, node: CheckedNode, checked: CheckResult): Tensor | null {
    const stored = document.tensors[portKey(node.id, 'y')]
    if (stored) return this.#decode(stored, node.attrs.dtype as DType | undefined)
    if (node.op.id === 'input') return null
    const shape = checked.shapes[portKey(node.id, 'y')]!
    if (!isConcrete(shape)) return null
    const { value, dtype = 'float64', init } = node.attrs as { value?: number; dtype?: DType; init?: InitScheme }
    if (node.op.id === 'parameter' && value === undefined) {
      const seed = hashSeed(document.training?.seed ?? 0, node.id)
      return this.#start(portKey(node.id, 'y'), `${shapeText(shape)} ${init} ${seed}`, () =>
        initialTensor(init ?? 'kaiming_uniform', shape, shape.at(-1) ?? 1, seed),
      )
    }
    return this.#fill(shape, value ?? 0, dtype)
  }

  #parameter(document: GraphDocument, node: CheckedNode, port: string, checked: CheckResult): Tensor | null {
    const key = portKey(node.id, port)
    const stored = document.tensors[key]
    if (stored) return this.#inDtype(this.#decode(stored, undefined))
    const shape = checked.shapes[key]
    if (!shape || !isConcrete(shape)) return null
    const seed = document.training?.seed ?? 0
    return this.#start(key, `${shapeText(shape)} ${String(node.attrs.init)} ${seed}`, () =>
      initialParameter(node, port, checked.shapes, seed),
    )
  }

  /** An initial value is drawn once and stays the same tensor, so that nothing after it is computed again. */
  #start(key: string, signature: string, draw: () => Tensor): Tensor {
    const kept = this.#started.get(key)
    if (kept?.signature === signature) return kept.tensor
    const tensor = this.#inDtype(draw())
    this.#started.set(key, { signature, tensor })
    return tensor
  }

  #decode(stored: StoredTensor, dtype: DType | undefined): Tensor {
    const wanted = dtype && dtype !== 'float64' ? dtype : stored.dtype
    let kept = this.#decoded.get(stored)
    if (!kept) this.#decoded.set(stored, (kept = new Map()))
    const known = kept.get(wanted)
    if (known) return known
    const tensor: Tensor = { ...decodeTensor(stored), dtype: wanted }
    kept.set(wanted, tensor)
    return tensor
  }

  readonly #cast = new WeakMap<Tensor, Tensor>()

  /** Floating data in the dtype of the kernels; integers stay as they are. */
  #inDtype(tensor: Tensor): Tensor {
    if (tensor.dtype === this.#k.dtype || tensor.dtype === 'int64' || tensor.dtype === 'bool') return tensor
    let cast = this.#cast.get(tensor)
    if (!cast) this.#cast.set(tensor, (cast = this.#k.toFloat(tensor) as Tensor))
    return cast
  }

  /** Nodes that are gone must not keep their tensors alive. */
  #forget(document: GraphDocument) {
    if (this.#nodes.size <= Object.keys(document.nodes).length) return
    for (const id of this.#nodes.keys()) if (!document.nodes[id]) this.#nodes.delete(id)
    for (const id of this.#vjps.keys()) if (!document.nodes[id.slice(0, id.indexOf(' '))]) this.#vjps.delete(id)
    for (const id of this.#sums.keys()) if (!document.nodes[id.slice(0, id.indexOf('.'))]) this.#sums.delete(id)
    for (const id of this.#started.keys()) if (!document.nodes[id.slice(0, id.indexOf('.'))]) this.#started.delete(id)
  }
}

function sameInputs(a: NodeRecord['inputs'], b: NodeRecord['inputs']): boolean {
  for (const port of Object.keys(b)) if (a[port] !== b[port]) return false
  return true
}

function errorsOf(checked: CheckResult): RunError[] {
  return checked.diagnostics
    .filter((d) => d.severity === 'error')
    .map(({ code, message, hint, node, port }) => ({
      code,
      message,
      hint,
      ...(node ? { node } : {}),
      ...(port ? { port } : {}),
    }))
}

function noData(document: GraphDocument, node: CheckedNode): RunError {
  const name = nameOf(document, node.id)
  return {
    code: 'no-data',
    node: node.id,
    port: 'y',
    message: `${name} has no data, so nothing after it can run.`,
    hint: `Give ${name} numbers, or bind it to a data set.`,
  }
}

function failed(document: GraphDocument, node: CheckedNode, thrown: unknown): RunError {
  return {
    code: 'failed',
    node: node.id,
    message: `${nameOf(document, node.id)} (${node.op.id}) could not be computed: ${thrown instanceof Error ? thrown.message : String(thrown)}`,
    hint: 'Check the shapes and attributes of this node.',
  }
}

function overBudget(
  document: GraphDocument,
  problem: { node: string; bytes: number },
  checked: CheckResult,
  budget: number,
): Run {
  const mib = (bytes: number) => `${Math.round(bytes / 2 ** 20).toLocaleString('en')} MiB`
  const shape = Object.entries(checked.shapes).find(([key]) => key.startsWith(`${problem.node}.`))?.[1] ?? []
  return {
    values: new Map(),
    deltas: new Map(),
    edges: new Map(),
    gradients: new Map(),
    blockedEdges: new Set(),
    loss: null,
    objective: null,
    trace: [],
    errors: [
      {
        code: 'memory',
        node: problem.node,
        message: `${nameOf(document, problem.node)} ${shapeText(shape)} would bring this pass to ${mib(problem.bytes)}; the budget is ${mib(budget)}.`,
        hint: 'Use fewer examples at a time, or smaller layers.',
      },
    ],
    computed: { forward: 0, backward: 0 },
  }
}
