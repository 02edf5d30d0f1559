/**
 * @file The objective as a function of one tensor: runs forward again only what depends on it. Ports over which no
 * gradient flows, by the op's own word (targets of a loss), keep the values that they have.
 */
import type { CheckedNode } from '../check'
import { portKey } from '../graph'
import type { Kernels, Ref, Tensor } from '../tensor'
import { inputKeysOf } from './costBuilder'
import { forwardNode, type NodeRecord } from './evaluate'

export class Probe {
  /** "node.port" → the ports that read it. */
  readonly #readers = new Map<string, { node: CheckedNode; port: string }[]>()
  readonly #place: ReadonlyMap<string, number>

  constructor(
    private readonly k: Kernels,
    private readonly order: readonly CheckedNode[],
    private readonly recordOf: (node: string) => NodeRecord,
    private readonly objective: string,
  ) {
    this.#place = new Map(order.map((node, i) => [node.id, i]))
    for (const node of order) for (const [port, key] of Object.entries(inputKeysOf(node))) this.#read(key, node, port)
  }

  #read(key: string, node: CheckedNode, port: string) {
    if (!node.op.backward[port]) return
    const readers = this.#readers.get(key)
    if (readers) readers.push({ node, port })
    else this.#readers.set(key, [{ node, port }])
  }

  /** The objective with another tensor at an output or parameter "node.port": all its readers see it. */
  atValue(key: string): (tensor: Tensor) => number {
    const readers = this.#readers.get(key) ?? []
    const after = this.#after(readers.map(({ node }) => node))
    return (tensor) => this.#objective(after, new Map([[key, tensor]]))
  }

  /** The objective with another tensor at one input port: only that consumer sees it. */
  atInput(node: string, port: string): (tensor: Tensor) => number {
    const consumer = this.order[this.#place.get(node)!]!
    const after = this.#after([consumer])
    return (tensor) => this.#objective(after, new Map(), { node, port, tensor })
  }

  /** These nodes and all that depend on them, in order. */
  #after(start: readonly CheckedNode[]): CheckedNode[] {
    const found = new Set(start)
    const todo = [...start]
    for (let node = todo.pop(); node; node = todo.pop())
      for (const output of Object.keys(node.op.outputs))
        for (const reader of this.#readers.get(portKey(node.id, output)) ?? [])
          if (!found.has(reader.node)) {
            found.add(reader.node)
            todo.push(reader.node)
          }
    return [...found].sort((a, b) => this.#place.get(a.id)! - this.#place.get(b.id)!)
  }

  #objective(
    after: readonly CheckedNode[],
    changed: Map<string, Ref>,
    at?: { readonly node: string; readonly port: string; readonly tensor: Tensor },
  ): number {
    for (const node of after) {
      const inputs = { ...this.recordOf(node.id).inputs }
      for (const [port, key] of Object.entries(inputKeysOf(node)))
        if (node.op.backward[port]) inputs[port] = changed.get(key) ?? inputs[port]
      if (at?.node === node.id) inputs[at.port] = at.tensor
      for (const [port, value] of Object.entries(forwardNode(this.k, node, inputs).outputs))
        changed.set(portKey(node.id, port), value)
    }
    return (changed.get(this.objective) as Tensor).data[0]!
  }
}
