/** @file Where a network says what it thinks: the loss that judges it, what goes in, and passes that stop there. */
import type { CheckedNode } from '../check'
import { dataSets, fieldsOf, type FieldSpec, type LoadedData, type OwnInfo } from '../data'
import { LookPasses, type LookFeeds } from '../engine'
import { portKey, type GraphDocument } from '../graph'
import { feedingFor, type Feeding } from '../train'
import { wasmKernels, type Shape, type Tensor } from '../tensor'
import { before, lossIn, shapesBefore } from './dataLoss'
import { NoResults } from './noResults'

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
  /** What the data say of the target, where they feed it. */
  readonly field: FieldSpec | null
  /** Of one example each: what answer and target are made of, in the order in which it is computed. */
  readonly shapes: readonly Shape[]
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
    const { loss, input, target } = lossIn(document, checked)
    const needed = before(checked, [input.node])
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
      ...fieldsFor(document, target.node, own),
      shapes: shapesBefore(checked, [input.node, target.node]),
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

/** What the data say of the target, and the names of its classes; of a target [1] they are those of the set's label. */
function fieldsFor({ data }: GraphDocument, target: string, own: readonly OwnInfo[]): Pick<Scene, 'field' | 'names'> {
  if (!data) return { field: null, names: null }
  const known = dataSets.get(data.dataset)
  const fields: Readonly<Record<string, FieldSpec>> =
    (known ? fieldsOf(known, data.settings) : own.find(({ id }) => id === data.dataset)?.fields) ?? {}
  const field = fields[data.inputs[target] ?? ''] ?? null
  return { field, names: field?.names ?? fields.label?.names ?? null }
}
