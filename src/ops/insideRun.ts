/** @file Running the inside of a composite op: forward in order, backward on demand, each δ once. */
import type { Kernels, Ref } from '../tensor'
import { sourceKey, type Inside, type InsideNode, type Source } from './inside'

/** Everything of a pass that the sweep back reads: values under "node.port", what ops saved under "node#name". */
type Saved = Readonly<Record<string, Ref>>

const savedKey = (node: InsideNode, name: string) => `${node.name}#${name}`

/** The outputs of the composite, and all values inside as `saved`. */
export function insideForward(
  k: Kernels,
  { nodes, outputs }: Inside,
  inputs: Readonly<Record<string, Ref | undefined>>,
): Readonly<Record<string, Ref>> & { readonly saved: Saved } {
  const kept: Record<string, Ref> = {}
  for (const [port, ref] of Object.entries(inputs)) if (ref) kept[sourceKey({ node: null, port })] = ref
  for (const node of nodes) {
    const { name, op, attrs, data } = node
    if (op.category === 'source') {
      const { shape, value } = attrs as { shape: readonly number[]; value: number }
      kept[sourceKey({ node: name, port: 'y' })] = data ? k.constant(shape, data) : k.full(shape, value)
      continue
    }
    const { saved = {}, ...values } = op.forward(k, valuesOf(node.inputs, kept), attrs)
    for (const [port, value] of Object.entries(values)) kept[sourceKey({ node: name, port })] = value as Ref
    for (const [key, ref] of Object.entries(saved as Saved)) kept[savedKey(node, key)] = ref
  }
  const results = Object.entries(outputs).map(([port, source]) => [port, kept[sourceKey(source)]!])
  return { ...Object.fromEntries(results), saved: kept } as ReturnType<typeof insideForward>
}

function valuesOf(sources: Readonly<Record<string, Source>>, kept: Saved): Record<string, Ref> {
  return Object.fromEntries(Object.entries(sources).map(([port, source]) => [port, kept[sourceKey(source)]!]))
}

/** The way back for one set of δ. What no one asks for (the gradient of plain data) is not computed. */
export class Sweep {
  readonly #deltas = new Map<string, Ref | null>()
  readonly #contexts = new Map<string, Record<string, unknown> | null>()
  /** Value → the inputs that read it, in order. */
  readonly #readers = new Map<string, { node: InsideNode; port: string }[]>()

  constructor(
    private readonly k: Kernels,
    private readonly inside: Inside,
    private readonly saved: Saved,
    /** δ of the composite's outputs. */
    private readonly given: Readonly<Record<string, Ref>>,
  ) {
    for (const node of inside.nodes)
      for (const [port, source] of Object.entries(node.inputs)) {
        const key = sourceKey(source)
        const readers = this.#readers.get(key)
        if (readers) readers.push({ node, port })
        else this.#readers.set(key, [{ node, port }])
      }
  }

  /** ∂L/∂ of one input of the composite; zeros when nothing inside reads it. */
  gradient(port: string): Ref {
    const source = { node: null, port }
    return this.#delta(source) ?? this.k.full(this.saved[sourceKey(source)]!.shape, 0)
  }

  /** The sum of what all readers send back; null when no gradient comes this way. */
  #delta(source: Source): Ref | null {
    const key = sourceKey(source)
    const known = this.#deltas.get(key)
    if (known !== undefined) return known
    const terms: Ref[] = []
    for (const [output, at] of Object.entries(this.inside.outputs))
      if (sourceKey(at) === key) terms.push(this.given[output]!)
    for (const { node, port } of this.#readers.get(key) ?? []) {
      const rule = node.op.backward[port]
      const context = rule && this.#context(node)
      if (context) terms.push(rule(context))
    }
    const [first, ...rest] = terms
    const delta = first ? rest.reduce((sum, term) => this.k.add(sum, term), first) : null
    this.#deltas.set(key, delta)
    return delta
  }

  /** What the backward rules of a node read; null when no δ reaches it. Made once, so that a composite inside sweeps once. */
  #context(node: InsideNode): Record<string, unknown> | null {
    const known = this.#contexts.get(node.name)
    if (known !== undefined) return known
    const outputs: Record<string, Ref> = {}
    const deltas: Record<string, Ref> = {}
    let reached = false
    for (const port of Object.keys(node.op.outputs)) {
      const value = this.saved[sourceKey({ node: node.name, port })]!
      const delta = this.#delta({ node: node.name, port })
      outputs[port] = value
      deltas[`d${port}`] = delta ?? this.k.full(value.shape, 0)
      reached ||= delta !== null
    }
    const prefix = savedKey(node, '')
    const saved: Record<string, Ref> = {}
    for (const [key, ref] of Object.entries(this.saved))
      if (key.startsWith(prefix)) saved[key.slice(prefix.length)] = ref
    const context = reached
      ? { ...valuesOf(node.inputs, this.saved), ...outputs, ...deltas, k: this.k, attrs: node.attrs, saved }
      : null
    this.#contexts.set(node.name, context)
    return context
  }
}
