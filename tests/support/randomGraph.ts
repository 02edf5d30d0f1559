/** @file Random valid DAGs over all ops, and random edits of them. Seeded; `randomBuilder.ts` says how they come about. */
import fc from 'fast-check'
import { check } from '../../src/check'
import type { GraphDocument, GraphNode } from '../../src/graph'
import { ops, SOURCE_OPS, type Op } from '../../src/ops'
import { createRandom, type Random } from '../../src/tensor'
import { GraphBuilder } from './randomBuilder'
import { close } from './randomDraft'

export interface EditableGraph {
  document: GraphDocument
  /** Changes numbers, an attribute, a wire, adds a node, or takes a wire away. */
  edit(): void
}

export const computingOps = [...ops.values()].filter((op) => !SOURCE_OPS.has(op.id))

/** @param first these ops come in for certain, before any others. */
export function randomGraph(random: Random, size: number, first: readonly Op[] = []): EditableGraph {
  const builder = new Graph(random)
  for (let i = 0; i < size; i++) builder.grow(first[i] ?? builder.pick(computingOps), i < first.length)
  return builder
}

/** Graphs of `min` to `max` computing nodes; smaller ones when a property is shrunk. */
export const graphs = (min: number, max: number): fc.Arbitrary<EditableGraph> =>
  fc.tuple(fc.nat(), fc.integer({ min, max })).map(([seed, size]) => randomGraph(createRandom(seed), size))

class Graph extends GraphBuilder implements EditableGraph {
  /** What a failed property prints. */
  [fc.toStringMethod](): string {
    return JSON.stringify(this.document)
  }

  edit(): void {
    const choice = this.pick([
      this.#renumber,
      this.#reattribute,
      this.#rewire,
      this.#rewire,
      this.#cutWire,
      this.#addOne,
    ])
    choice.call(this)
  }

  #addOne(): void {
    this.grow(this.pick(computingOps))
  }

  #renumber(): void {
    const { document, outputs } = this.draft
    const keys = Object.keys(document.tensors).filter((key) => document.tensors[key]!.dtype === 'float64')
    if (!keys.length) return
    const key = this.pick(keys)
    const { shape } = document.tensors[key]!
    const tensor = { dtype: 'float64' as const, shape: [...shape], data: this.numbers(shape) }
    this.accept({ document: { ...document, tensors: { ...document.tensors, [key]: tensor } }, outputs })
  }

  #reattribute(): void {
    const { document, outputs } = this.draft
    const id = this.pick(Object.keys(document.nodes))
    const op = ops.get(document.nodes[id]!.op)!
    if (SOURCE_OPS.has(op.id)) return
    const attrs = { ...document.nodes[id]!.attrs, ...this.attrs(op) } as GraphNode['attrs']
    this.accept({ document: { ...document, nodes: { ...document.nodes, [id]: { op: op.id, attrs } } }, outputs })
  }

  /** From another output of the same shape; `check` refuses loops. */
  #rewire(): void {
    const { document, outputs } = this.draft
    const ids = Object.keys(document.edges)
    if (!ids.length) return
    const edge = this.pick(ids)
    const { from, to } = document.edges[edge]!
    const now = outputs.find(({ node, port }) => node === from.node && port === from.port)
    if (!now) return
    const alike = outputs.filter((o) => o.shape.join() === now.shape.join() && o.dtype === now.dtype)
    const { node, port } = this.pick(alike)
    this.accept({
      document: { ...document, edges: { ...document.edges, [edge]: { from: { node, port }, to } } },
      outputs,
    })
  }

  /** The consumer, and all after it, cannot run any more. Seldom: what is cut stays cut. */
  #cutWire(): void {
    if (this.random.uniform() < 0.7) return
    const { document, outputs } = this.draft
    const ids = Object.keys(document.edges)
    if (!ids.length) return
    const gone = this.pick(ids)
    const consumer = document.edges[gone]!.to.node
    const edges = Object.fromEntries(Object.entries(document.edges).filter(([id]) => id !== gone))
    this.cut.add(consumer)
    const sound = new Set(check({ ...document, edges }, ops).order.map(({ id }) => id))
    this.draft = { document: { ...document, edges }, outputs: outputs.filter(({ node }) => sound.has(node)) }
    this.document = close(this.draft)
  }
}
