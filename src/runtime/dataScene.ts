/** @file Where a network says what it thinks: the loss that judges it, what goes in, and passes that stop there. */
import type { CheckedNode } from '../check'
import { dataSets, fieldsOf, type FieldSpec, type LoadedData, type OwnInfo } from '../data'
import { LookPasses, type LookFeeds } from '../engine'
import { portKey, type GraphDocument } from '../graph'
import { feedingFor, type Feeding } from '../train'
import { wasmKernels, type Shape, type Tensor } from '../tensor'

/** Why there are no results, in words. */
export class NoResults extends Error {
  constructor(
    message: string,
    readonly hint: string,
  ) {
    super(message)
  }
}

export interface Scene {
  readonly document: GraphDocument
  readonly loss: CheckedNode
  /** What the loss compares: "node.port" with its node. */
  readonly answer: { readonly node: string; readonly key: string }
  readonly target: { readonly node: string; readonly key: string }
  readonly train: Feeding
  readonly heldOut: Feeding | null
  /** Inputs that the answer depends on, with the shape of one example. */
  readonly inputs: readonly { readonly node: string; readonly shape: Shape }[]
  /** What leads to the answer and nothing else: nobody else has to be fed when it is asked alone. */
  readonly alone: GraphDocument
  /** Names of the classes. */
  readonly names: readonly string[] | null
}

export class Scenes {
  readonly #passes: LookPasses
  readonly #k = wasmKernels('float32')

  constructor(ops: ConstructorParameters<typeof LookPasses>[0]) {
    this.#passes = new LookPasses(ops)
  }

  /** @throws NoResults when nothing compares an answer with a target. */
  scene(document: GraphDocument, data: LoadedData | null, own: readonly OwnInfo[]): Scene {
    const { train, heldOut } = feedingFor(document, data)
    const { checked } = this.#passes.subject(document, Object.fromEntries(train.batch([0], this.#k)))
    const wrong = checked.diagnostics.find(({ severity }) => severity === 'error')
    if (wrong) throw new NoResults(wrong.message, wrong.hint)
    const loss = checked.order.find(({ id }) => id === checked.objective?.node)
    const input = loss?.wires.input
    const target = loss?.wires.target
    if (!loss || !input || !target)
      throw new NoResults(
        'This graph has no loss that compares an answer with a target.',
        'Add a loss such as cross entropy or mean squared error, and wire the network and the target to it.',
      )
    const needed = new Set([input.node])
    for (const node of [...checked.order].reverse())
      if (needed.has(node.id)) for (const wire of Object.values(node.wires)) needed.add(wire.node)
    const shapes = train.shapes(1)
    const inputs = checked.order
      .filter(({ id, op }) => op.id === 'input' && needed.has(id) && shapes[portKey(id, 'y')])
      .map(({ id }) => ({ node: id, shape: shapes[portKey(id, 'y')]!.shape.slice(1) }))
    const { objective: _, exercise: __, ...rest } = document
    const alone: GraphDocument = {
      ...rest,
      nodes: Object.fromEntries(Object.entries(document.nodes).filter(([id]) => needed.has(id))),
      edges: Object.fromEntries(
        Object.entries(document.edges).filter(([, { from, to }]) => needed.has(from.node) && needed.has(to.node)),
      ),
    }
    return {
      document,
      alone,
      loss,
      answer: { node: input.node, key: portKey(input.node, input.port) },
      target: { node: target.node, key: portKey(target.node, target.port) },
      train,
      heldOut,
      inputs,
      names: namesOf(document, target.node, own),
    }
  }

  /** Examples as they enter the graph. */
  feeds(feeding: Feeding, indices: ArrayLike<number>): LookFeeds {
    return Object.fromEntries(feeding.batch(indices, this.#k))
  }

  /** Forward as far as these nodes, in evaluation mode. Pauses after each node. */
  *forward(
    { document }: Scene,
    feeds: LookFeeds,
    nodes: readonly string[],
  ): Generator<void, ReadonlyMap<string, Tensor>> {
    return (yield* this.#passes.forward(this.#passes.subject(document, feeds), nodes)).values
  }

  /** What the network answers to these numbers at its one input. Pauses after each node. */
  *ask({ alone, answer }: Scene, input: string, numbers: Tensor): Generator<void, Tensor> {
    const subject = this.#passes.subject(alone, { [portKey(input, 'y')]: numbers })
    return (yield* this.#passes.forward(subject, [answer.node])).values.get(answer.key)!
  }
}

/** Of the classes that a bound field stands for; of a target [1] they are those of the set's label. */
function namesOf(document: GraphDocument, target: string, own: readonly OwnInfo[]): readonly string[] | null {
  const { data } = document
  if (!data) return null
  const known = dataSets.get(data.dataset)
  const fields: Readonly<Record<string, FieldSpec>> =
    (known ? fieldsOf(known, data.settings) : own.find(({ id }) => id === data.dataset)?.fields) ?? {}
  const field = data.inputs[target]
  return (field !== undefined && fields[field]?.names) || fields.label?.names || null
}
