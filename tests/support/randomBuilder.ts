/**
 * @file Random valid DAGs over all ops of the registry, node by node. Everything is read from the ops' contracts, so that a
 * new op comes in as soon as its file is there: ports, dtypes, attributes from the schema, shapes from its examples;
 * `check` and a run decide what is valid.
 */
import { check } from '../../src/check'
import { Session } from '../../src/engine'
import { portKey } from '../../src/graph'
import { opFor, ops, type Op, type OpExample } from '../../src/ops'
import { numel, type DType, type Random, type Shape } from '../../src/tensor'
import { randomAttrs } from './randomAttrs'
import { close, EMPTY, FINAL, withNode, type Draft, type Output } from './randomDraft'

/** Larger tensors make no other graphs, only slower ones. */
const LARGEST_TENSOR = 60
/** Values beyond make differences and float32 imprecise, without saying anything about the op. */
const LARGEST_VALUE = 30
const ATTEMPTS = 8

export class GraphBuilder {
  document = EMPTY
  protected draft: Draft = { document: EMPTY, outputs: [] }
  #names = 0
  readonly #session = new Session(ops)

  constructor(protected readonly random: Random) {}

  pick<T>(items: readonly T[]): T {
    return items[this.random.integer(items.length)]!
  }

  /** Adds a node of this op, if one can be made; `must` says that its examples' shapes may be used to make sure. */
  grow(op: Op, must = false): void {
    for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
      const example = this.pick(op.examples)
      const byExample = must ? attempt >= 1 : this.random.uniform() < 0.5
      const attrs = byExample ? { ...example.attrs } : this.attrs(op)
      const alone = must && attempt >= ATTEMPTS / 2
      if (this.accept(this.#node(op, attrs, example, byExample, alone))) return
    }
    if (must) throw new Error(`No node of ${op.id} could be made. Give it an example of ordinary size.`)
  }

  /** The padding row of an embedding is read but has no gradient, by its own word: differences see it. */
  protected attrs(op: Op): Record<string, unknown> {
    const { padding_idx: _, ...attrs } = randomAttrs(op, this.random)
    return attrs
  }

  protected accept(draft: Draft): boolean {
    const closed = close(draft)
    const checked = check(closed, ops)
    if (checked.diagnostics.some((d) => d.severity === 'error' && !this.#broken(d.node))) return false
    const shapes = Object.values(checked.shapes)
    if (shapes.some((shape) => shape.some((s) => typeof s !== 'number') || numel(shape as Shape) > LARGEST_TENSOR))
      return false
    const run = this.#session.run(closed)
    if (run.errors.some((error) => !this.#broken(error.node))) return false
    const tame = (data: ArrayLike<number>) => Array.from(data).every((x) => Math.abs(x) <= LARGEST_VALUE)
    if (![...run.values.values()].every(({ data }) => tame(data))) return false
    // A pole or a steep wall shows in the gradients; differences cannot follow there.
    if (![...run.edges.values(), ...run.gradients.values()].every(({ data }) => tame(data))) return false
    // Another attribute or wire may have changed the shapes of what was there.
    const outputs = draft.outputs.flatMap((output): Output[] => {
      const shape = checked.shapes[portKey(output.node, output.port)]
      return shape ? [{ ...output, shape: shape as Shape }] : []
    })
    this.draft = { document: draft.document, outputs }
    this.document = closed
    return true
  }

  /** Nodes that an edit has cut off before. */
  protected readonly cut = new Set<string>()

  #broken(node: string | undefined): boolean {
    return node === undefined ? this.cut.size > 0 : this.cut.has(node) || (this.cut.size > 0 && node === FINAL)
  }

  #name(op: string): string {
    return `${op}_${++this.#names}`
  }

  /** @param alone feeds it from sources only, with numbers of the signs of its example: for ops with a narrow domain. */
  #node(given: Op, attrs: Record<string, unknown>, example: OpExample, byExample: boolean, alone: boolean): Draft {
    const op = opFor(given, Object.keys(example.inputs))
    const id = this.#name(op.id)
    let draft = this.draft
    const wires: { from: Output; port: string }[] = []
    const parsed = op.attrs.safeParse(attrs)
    for (const [port, spec] of Object.entries(op.inputs)) {
      const like = example.inputs[port]
      if (spec.enabled && !(parsed.success && spec.enabled(parsed.data))) continue
      if (spec.buffer) continue
      // A port's own parameter is the usual way; now and then it is wired.
      if (spec.parameter && (byExample ? !like : this.random.uniform() < 0.8)) continue
      if (spec.optional && (byExample ? !like : this.random.uniform() < 0.5)) continue
      const isFloat = !like || like.dtype === 'float64' || like.dtype === 'float32'
      const known = draft.outputs.filter(({ dtype }) => (dtype === 'float64') === isFloat)
      const shape = like?.shape ?? this.pick([[], [3], [2, 3]])
      let from: Output
      if (isFloat && known.length && !alone && this.random.uniform() < 0.85)
        [draft, from] = byExample ? this.#adapted(draft, this.pick(known), shape) : [draft, this.pick(known)]
      else [draft, from] = this.#source(draft, shape, isFloat ? 'float64' : like!.dtype, like?.data)
      wires.push({ from, port })
    }
    const document = withNode(draft.document, id, op.id, attrs, wires)
    const checked = check(document, ops)
    const made = Object.keys(op.outputs).flatMap((port): Output[] => {
      const shape = checked.shapes[portKey(id, port)]
      return shape ? [{ node: id, port, shape: shape as Shape, dtype: 'float64' }] : []
    })
    return { document, outputs: [...draft.outputs, ...made] }
  }

  /** Numbers of the example's kind: whole ones and masks are the example's own, as they may name rows or classes. */
  #source(draft: Draft, shape: Shape, dtype: DType, like?: ArrayLike<number>): [Draft, Output] {
    const op = dtype === 'float64' ? this.pick(['input', 'parameter']) : 'input'
    const id = this.#name(op)
    const data =
      dtype === 'float64'
        ? this.#numbersLike(shape, like)
        : Array.from(like ?? [], (x) => (dtype === 'bool' ? x !== 0 : x))
    const nodes = { ...draft.document.nodes, [id]: { op, attrs: { shape: [...shape], dtype } } }
    const tensors = { ...draft.document.tensors, [`${id}.y`]: { dtype, shape: [...shape], data } }
    const output: Output = { node: id, port: 'y', shape, dtype }
    return [{ document: { ...draft.document, nodes, tensors }, outputs: [...draft.outputs, output] }, output]
  }

  /** In the domain that the example shows: positive, or between 0 and 1, where all its numbers are. */
  #numbersLike(shape: Shape, like: ArrayLike<number> = []): number[] {
    const known = Array.from(like)
    const numbers = this.numbers(shape)
    if (!known.length || known.some((x) => x < 0)) return numbers
    return numbers.map((x) => (known.every((one) => one <= 1) ? 1 / (1 + Math.exp(x)) : Math.abs(x) + 0.01))
  }

  protected numbers(shape: Shape): number[] {
    return Array.from({ length: numel(shape) }, () => Math.round(this.random.normal() * 1000) / 1000)
  }

  /** The same output in another shape: through an affine node, where the number of elements differs. */
  #adapted(draft: Draft, from: Output, shape: Shape): [Draft, Output] {
    if (from.shape.join() === shape.join()) return [draft, from]
    let { document } = draft
    const outputs = [...draft.outputs]
    let last = from
    const add = (op: string, attrs: Record<string, unknown>, to: Shape) => {
      const node = this.#name(op)
      document = withNode(document, node, op, attrs, [{ from: last, port: 'x' }])
      outputs.push((last = { node, port: 'y', shape: to, dtype: 'float64' }))
    }
    const [have, want] = [numel(from.shape), numel(shape)]
    if (have !== want) {
      add('reshape', { shape: [have] }, [have])
      add('affine', { out_features: want }, [want])
    }
    add('reshape', { shape: [...shape] }, shape)
    return [{ document, outputs }, last]
  }
}
