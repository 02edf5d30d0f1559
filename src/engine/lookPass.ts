/**
 * @file Passes for looking into a network that is judged: forward as far as one node, and back from it to the image. The
 * same op rules as everywhere, in float32, in evaluation mode, and only over the nodes between.
 */
import { check, type CheckedNode, type CheckResult } from '../check'
import { portKey, type GraphDocument } from '../graph'
import { SOURCE_OPS, type Op } from '../ops'
import { wasmKernels, type Kernels, type Ref, type Tensor } from '../tensor'
import { backwardPort, forwardNode, gatherInputs, RANDOM_KEY, type NodeRecord } from './evaluate'
import { dependents, neededBy } from './lookField'
import { inMode } from './mode'
import { Sources } from './sources'

/** "node.port" → tensor. */
export type LookFeeds = Readonly<Record<string, Tensor>>

export interface LookSubject {
  readonly document: GraphDocument
  readonly checked: CheckResult
  readonly feeds: LookFeeds
}

export interface LookRun {
  readonly values: ReadonlyMap<string, Tensor>
  readonly records: ReadonlyMap<string, NodeRecord>
  /** In the order in which they ran. */
  readonly nodes: readonly CheckedNode[]
}

/** Why a pass cannot be made, in words. */
export class LookProblem extends Error {}

export class LookPasses {
  readonly #k: Kernels = wasmKernels('float32')
  readonly #sources = new Sources(this.#k)

  constructor(private readonly ops: ReadonlyMap<string, Op>) {}

  subject(document: GraphDocument, feeds: LookFeeds): LookSubject {
    this.#sources.forget(document)
    const found = check(document, this.ops, feeds)
    return { document, feeds, checked: { ...found, order: found.order.map((node) => inMode(node, 'evaluate')) } }
  }

  /**
   * Forward over what these nodes depend on. Pauses after each node.
   * @param given values that replace those of the feeds; they may have other heights and widths.
   * @throws LookProblem when something has no value, or an op refuses its numbers.
   */
  *forward(
    subject: LookSubject,
    targets: readonly string[],
    given: LookFeeds = subject.feeds,
  ): Generator<void, LookRun> {
    const { document, checked } = subject
    const nodes = neededBy(checked.order, targets)
    const values = new Map<string, Tensor>()
    const records = new Map<string, NodeRecord>()
    for (const node of nodes) {
      const own = portKey(node.id, 'y')
      if (SOURCE_OPS.has(node.op.id)) {
        const value = given[own] ?? this.#sources.source(document, node, checked)
        if (!value) throw new LookProblem(`${node.id} has no data. Give it values, or choose a data set for it.`)
        values.set(own, this.#sources.inDtype(value))
        continue
      }
      for (const port of [...node.parameters, ...node.buffers]) {
        const value = node.parameters.includes(port)
          ? this.#sources.parameter(document, node, port, checked)
          : this.#sources.buffer(document, node, port, checked)
        if (value) values.set(portKey(node.id, port), value)
      }
      const inputs = gatherInputs(node, values)
      if (node.op.random) inputs[RANDOM_KEY] = this.#sources.key(document, node.id)
      const refused = node.op.checkValues?.(inputs, node.attrs)
      if (refused) throw new LookProblem(`${node.id} refuses the numbers of ${refused.port}. See Problems.`)
      const record = forwardNode(this.#k, node, inputs)
      records.set(node.id, record)
      for (const [port, value] of Object.entries(record.outputs)) values.set(portKey(node.id, port), value as Tensor)
      yield
    }
    return { values, records, nodes }
  }

  /**
   * ∂(Σ seed · value at `from`)/∂(the image). Inputs have no gradient of their own in training; here the deltas are carried
   * on to the image, and nowhere else. Pauses after each node.
   * @param from "node.port" with the δ that is sent back from it.
   * @returns null when no gradient comes through.
   */
  *back(
    { records, nodes }: LookRun,
    from: { readonly key: string; readonly delta: Tensor },
    image: string,
  ): Generator<void, Tensor | null> {
    const between = dependents({ order: nodes }, image)
    const deltas = new Map<string, Ref>([[from.key, from.delta]])
    for (const node of [...nodes].reverse()) {
      const incoming: Record<string, Ref | undefined> = {}
      for (const port of Object.keys(node.op.outputs)) incoming[port] = deltas.get(portKey(node.id, port))
      if (Object.values(incoming).every((delta) => !delta)) continue
      for (const [port, wire] of Object.entries(node.wires)) {
        if (!node.op.backward[port] || !between.has(wire.node)) continue
        const key = portKey(wire.node, wire.port)
        const sum = deltas.get(key)
        const delta = backwardPort(this.#k, node, port, records.get(node.id)!, incoming)
        deltas.set(key, sum ? this.#k.add(sum, delta) : delta)
        yield
      }
    }
    return (deltas.get(portKey(image, 'y')) as Tensor | undefined) ?? null
  }
}
