/** @file What the trace says each input of a node costs: its scalar edges, one multiplication each. */
import type { CheckedNode } from '../check'
import { edgesOf } from '../ops'
import type { Tensor } from '../tensor'
import { LinkBuilder, workOf } from './costBuilder'

/**
 * Edges by input port. The edges inside a composite count for the first port that they lie behind, as its one backward
 * sweep is made for whichever input asks first and shared by the others.
 * @param values of all ports of the node; what ops with a choice saved is not asked for, as it does not change a count.
 */
export function portCosts(node: CheckedNode, values: ReadonlyMap<string, Tensor>): Readonly<Record<string, number>> {
  const work = workOf(node, () => ({
    inputs: tensorsAt(work.inputs, values),
    outputs: tensorsAt(work.outputs, values),
    saved: {},
    state: {},
  }))
  const builder = new LinkBuilder((key) => values.get(key)!.shape)
  builder.add(work)
  const ports = Object.keys(work.inputs)
  const owner = new Map<string, number>()
  for (const [i, port] of ports.entries()) {
    const key = work.inputs[port]!
    // One tensor at two ports of a composite cannot be told apart inside; the first owns it.
    if (!owner.has(key)) owner.set(key, i)
  }
  const costs: Record<string, number> = {}
  for (const { port, from, to, work: at, pattern } of builder.links) {
    const first = at.node === node.id ? ports.indexOf(port) : owner.get(from)
    if (first === undefined) continue
    owner.set(to, Math.min(owner.get(to) ?? Infinity, first))
    costs[ports[first]!] = (costs[ports[first]!] ?? 0) + edgesOf(pattern)
  }
  return costs
}

function tensorsAt(
  keys: Readonly<Record<string, string>>,
  values: ReadonlyMap<string, Tensor>,
): Record<string, Tensor> {
  return Object.fromEntries(Object.entries(keys).map(([port, key]) => [port, values.get(key)!]))
}
