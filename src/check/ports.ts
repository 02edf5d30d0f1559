/** @file The input ports of a node, in words. */
import { edgesInto, type GraphDocument } from '../graph'
import { opFor, opShown, type Attrs, type Op } from '../ops'
import type { CheckedNode } from './types'

/** Names of the input ports that have a wire. */
export const wiredPorts = (document: GraphDocument, id: string) => edgesInto(document, id).map(({ to }) => to.port)

type Ops = ReadonlyMap<string, Op>

/** The op of a node with the inputs that its wires give it; undefined when the op is not known. */
export function opOfNode(document: GraphDocument, ops: Ops, id: string): Op | undefined {
  const op = ops.get(document.nodes[id]?.op ?? '')
  return op?.variadic ? opFor(op, wiredPorts(document, id)) : op
}

/** The same with the inputs that are shown and may be wired. */
export function opShownAt(document: GraphDocument, ops: Ops, id: string): Op | undefined {
  const op = ops.get(document.nodes[id]?.op ?? '')
  return op?.variadic ? opShown(op, wiredPorts(document, id)) : op
}

/** The inputs that may be wired, in words: "x, weight or bias". */
export function listed(op: Op, attrs: Attrs): string {
  const ports = Object.entries(op.inputs).flatMap(([port, { enabled }]) => (enabled?.(attrs) === false ? [] : [port]))
  if (op.variadic) return `one of ${op.variadic.prefix}0 to ${op.variadic.prefix}${op.variadic.max - 1}`
  const last = ports.at(-1) ?? 'another node'
  return ports.length > 1 ? `${ports.slice(0, -1).join(', ')} or ${last}` : last
}

/** A gap among numbered inputs can also be closed from behind. */
export function laterWire(op: Op, port: string, wires: CheckedNode['wires']): string {
  if (!op.variadic) return ''
  const last = Object.keys(op.inputs)
    .filter((candidate) => wires[candidate])
    .at(-1)
  const later = last !== undefined && Object.keys(op.inputs).indexOf(last) > Object.keys(op.inputs).indexOf(port)
  return later ? `, or move the wire of ${last} there` : ''
}
