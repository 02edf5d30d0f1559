/** @file Which operations may take a node's place with all of its wires, and with which of its attributes. */
import type { GraphNode } from '../../graph'
import { SOURCE_OPS, type Op } from '../../ops'

/** In the order of `all`, with itself; only itself where nothing else has the same ports. */
export function similarOps(op: Op, attrs: GraphNode['attrs'], all: Iterable<Op>): Op[] {
  const ports = portsOf(op)
  return [...all].filter(
    (other) =>
      other === op || (!SOURCE_OPS.has(other.id) && portsOf(other) === ports && keptAttributes(other, attrs) !== null),
  )
}

/** The attributes that mean something to the other operation too; null when it cannot do without one that is not there. */
export function keptAttributes(op: Op, attrs: GraphNode['attrs'] = {}): NonNullable<GraphNode['attrs']> | null {
  const known = Object.entries(attrs).filter(([name]) => Object.hasOwn(op.attrs.shape, name))
  const kept = Object.fromEntries(known)
  if (op.attrs.safeParse(kept).success) return kept
  // The same name with another meaning (a list here, a number there) is left out.
  return op.attrs.safeParse({}).success ? {} : null
}

/** Names of all ports, and which of them the node may own. */
function portsOf({ id, inputs, outputs }: Op): string {
  if (SOURCE_OPS.has(id)) return id
  const into = Object.entries(inputs).map(
    ([port, spec]) => `${port} ${Boolean(spec.parameter)} ${Boolean(spec.buffer)}`,
  )
  return `${into.sort().join()} | ${Object.keys(outputs).sort().join()}`
}
