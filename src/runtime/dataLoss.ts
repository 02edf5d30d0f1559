/** @file The loss of a graph that judges its network, and what it is computed from. */
import type { CheckedNode, CheckResult } from '../check'
import { portKey, type GraphDocument } from '../graph'
import type { Shape } from '../tensor'
import { NoResults } from './noResults'

type Wire = CheckedNode['wires'][string]

/** A loss with what it compares. */
export interface Judge {
  readonly loss: CheckedNode
  readonly input: Wire
  readonly target: Wire
}

function judgeOf(loss: CheckedNode): Judge | null {
  const { input, target } = loss.wires
  return loss.op.category === 'loss' && input && target ? { loss, input, target } : null
}

/**
 * The loss that is minimised, or the only one in what is minimised: beside it may stand what keeps weights small.
 * @throws NoResults when there is none, or several.
 */
export function lossIn({ nodes }: GraphDocument, checked: CheckResult): Judge {
  const { order, objective } = checked
  const within = objective ? before(checked, [objective.node]) : new Set<string>()
  const judges = order.filter(({ id }) => within.has(id)).flatMap((node) => judgeOf(node) ?? [])
  const found = judges.find(({ loss }) => loss.id === objective?.node) ?? (judges.length === 1 ? judges[0] : undefined)
  if (found) return found
  if (judges.length > 1)
    throw new NoResults(
      `Several losses are put together: ${judges.map(({ loss: { id } }) => nodes[id]?.label || id).join(', ')}. Results are of one.`,
      'Select one of them on the canvas and make it the objective under Attributes, to see its results.',
    )
  throw new NoResults(
    'This graph has no loss that compares an answer with a target.',
    'Add a loss such as cross entropy or mean squared error, and wire the network and the target to it.',
  )
}

/** These nodes, and all that they depend on. */
export function before({ order }: CheckResult, nodes: readonly string[]): Set<string> {
  const found = new Set(nodes)
  for (const node of [...order].reverse())
    if (found.has(node.id)) for (const wire of Object.values(node.wires)) found.add(wire.node)
  return found
}

/** What these nodes are computed from, and they, in the order in which it is computed: the shapes of one example. */
export function shapesBefore(checked: CheckResult, nodes: readonly string[]): Shape[] {
  const found = before(checked, nodes)
  return checked.order.flatMap(({ id, op }) =>
    Object.keys(found.has(id) ? op.outputs : {}).flatMap((port) => {
      const shape = checked.shapes[portKey(id, port)]?.slice(1) ?? []
      return shape.every((size) => typeof size === 'number') ? [shape] : []
    }),
  )
}
