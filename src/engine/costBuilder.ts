/**
 * @file One node after the other, turned into links of scalar edges. Composite ops are taken apart into their inside, so
 * that a composite and its opened form count the same.
 */
import type { CheckedNode } from '../check'
import { portKey } from '../graph'
import {
  broadcasting,
  insideShapes,
  sourceKey,
  SOURCE_OPS,
  type Attrs,
  type Op,
  type Pattern,
  type Source,
} from '../ops'
import type { Ref, Shape, Tensor } from '../tensor'
import type { NodeRecord } from './evaluate'

/** One op at work: a node, or a node inside a composite. */
export interface Work {
  /** The node of the document. */
  readonly node: string
  readonly op: Op
  readonly attrs: Attrs
  /** Port → key of its tensor. */
  readonly inputs: Readonly<Record<string, string>>
  readonly outputs: Readonly<Record<string, string>>
  /** The numbers, from a forward pass that runs when they are first asked for. */
  readonly record: () => NodeRecord
}

/** All scalar edges from one input port to one output. */
export interface Link {
  readonly work: Work
  readonly port: string
  readonly output: string
  /** Keys of the tensors at the tails and at the heads. */
  readonly from: string
  readonly to: string
  readonly pattern: Pattern
}

export function workOf(node: CheckedNode, record: () => NodeRecord): Work {
  return {
    node: node.id,
    op: node.op,
    attrs: node.attrs,
    inputs: inputKeysOf(node),
    outputs: Object.fromEntries(Object.keys(node.op.outputs).map((port) => [port, portKey(node.id, port)])),
    record,
  }
}

/** Collects links, node by node in topological order. */
export class LinkBuilder {
  readonly links: Link[] = []
  readonly #known = new Map<string, Shape>()
  /** A composite's output is a tensor of its inside. */
  readonly #alias = new Map<string, string>()

  /** @param given the shape of a tensor that is not inside a composite. */
  constructor(private readonly given: (key: string) => Shape) {}

  readonly shapeOf = (key: string): Shape => {
    const found = this.#known.get(key)
    if (found) return found
    const shape = this.given(key)
    this.#known.set(key, shape)
    return shape
  }

  keyOf(key: string): string {
    return this.#alias.get(key) ?? key
  }

  add(given: Work): void {
    const work = { ...given, inputs: mapped(given.inputs, (key) => this.keyOf(key)) }
    if (work.op.inside) return this.#addInside(work)
    const shapes = mapped({ ...work.inputs, ...work.outputs }, this.shapeOf)
    for (const [port, from] of Object.entries(work.inputs)) {
      if (!work.op.backward[port]) continue
      const declared = work.op.dependence?.[port]?.(shapes, work.attrs, (name) => numbersOf(work.record(), name))
      for (const [output, to] of Object.entries(work.outputs))
        this.links.push({
          work,
          port,
          output,
          from,
          to,
          pattern: declared ?? broadcasting(shapes[port]!, shapes[output]!),
        })
    }
  }

  #addInside(work: Work): void {
    const shapes = mapped(work.inputs, this.shapeOf)
    const inside = work.op.inside!(work.attrs, shapes)
    const within = (name: string, port: string) => `${work.node}/${sourceKey({ node: name, port })}`
    const place = ({ node, port }: Source) => (node === null ? work.inputs[port]! : this.keyOf(within(node, port)))
    // All sizes of the inputs are known, so all inside are.
    for (const [key, shape] of Object.entries(insideShapes(inside, shapes)))
      if (!key.startsWith('.')) this.#known.set(`${work.node}/${key}`, shape as Shape)
    for (const { name, op, attrs, inputs } of inside.nodes) {
      if (SOURCE_OPS.has(op.id)) continue
      const outputs = Object.keys(op.outputs)
      this.add({
        node: `${work.node}/${name}`,
        op,
        attrs,
        inputs: mapped(inputs, place),
        outputs: Object.fromEntries(outputs.map((port) => [port, within(name, port)])),
        record: () => recordInside(work.record(), name, inputs, outputs),
      })
    }
    for (const [port, source] of Object.entries(inside.outputs)) this.#alias.set(work.outputs[port]!, place(source))
  }
}

/** Where the tensor at each input port of a node is found. */
export function inputKeysOf(node: CheckedNode): Record<string, string> {
  const keys: Record<string, string> = {}
  for (const [port, wire] of Object.entries(node.wires)) keys[port] = portKey(wire.node, wire.port)
  for (const port of [...node.parameters, ...node.buffers]) keys[port] = portKey(node.id, port)
  return keys
}

const mapped = <A, B>(record: Readonly<Record<string, A>>, map: (value: A) => B): Record<string, B> =>
  Object.fromEntries(Object.entries(record).map(([name, value]) => [name, map(value)]))

/** The record of a node inside, from what its composite saved: values under "node.port", saved under "node#name". */
function recordInside(
  { saved }: NodeRecord,
  name: string,
  inputs: Readonly<Record<string, Source>>,
  outputs: readonly string[],
): NodeRecord {
  const own = `${name}#`
  const within = Object.entries(saved).filter(([key]) => key.startsWith(own))
  return {
    inputs: mapped(inputs, (source) => saved[sourceKey(source)]),
    outputs: Object.fromEntries(outputs.map((port): [string, Ref] => [port, saved[`${name}.${port}`]!])),
    saved: Object.fromEntries(within.map(([key, ref]) => [key.slice(own.length), ref])),
    state: {},
  }
}

function numbersOf({ inputs, outputs, saved }: NodeRecord, name: string): ArrayLike<number> {
  return ((saved[name] ?? outputs[name] ?? inputs[name]) as Tensor).data
}
