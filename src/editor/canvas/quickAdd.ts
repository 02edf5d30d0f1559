/** @file Adding a node where a wire was dropped or the canvas was double-clicked, wired at once. Pure. */
import { checkConnection } from '../../check'
import { addNode, connect, type GraphDocument } from '../../graph'
import { ops, type Op } from '../../ops'
import { opDefaults } from '../panels/opDefaults'
import type { PortEnd } from './connecting'
import { nodeSize, portPlaces, type Point } from './geometry'
import { inSequence } from './sequence'

/** Cannot be the id of a node: it starts with a digit. */
const TRIAL = '0'

/**
 * The port of a new node of this op that a wire from `from` would be joined to: the first that may take it, data
 * before parameters. Null when none may.
 */
export function portFor(document: GraphDocument, op: Op, from: PortEnd): string | null {
  const { attrs } = opDefaults(op.id, document)
  const trial = { ...document, nodes: { ...document.nodes, [TRIAL]: { op: op.id, attrs: attrs as never } } }
  const wanted = portPlaces(op, attrs).filter(({ kind }) => (kind === 'output') !== from.output)
  const fits = (port: string) => {
    const end = { node: TRIAL, port }
    const start = { node: from.node, port: from.port }
    return checkConnection(trial, ops, from.output ? { from: start, to: end } : { from: end, to: start }).ok
  }
  return (
    [...wanted.filter(({ kind }) => kind !== 'parameter'), ...wanted.filter(({ kind }) => kind === 'parameter')].find(
      ({ port }) => fits(port),
    )?.port ?? null
  )
}

/** The ops that can be added here: all, or those with a port for the wire. */
export function opsFor(document: GraphDocument, from: PortEnd | null, all: readonly Op[]): readonly Op[] {
  return from ? all.filter((op) => portFor(document, op, from) !== null) : all
}

/** @param at where the wire was dropped: the port that it joins comes to lie there; without a wire, the card's centre. */
export function quickAdd(op: Op, at: Point, from: PortEnd | null) {
  return (document: GraphDocument) => {
    const { attrs, tensors, letter } = opDefaults(op.id, document)
    const { width, height } = nodeSize(op, attrs)
    const port = from && portFor(document, op, from)
    const place = port
      ? portPlaces(op, attrs).find((p) => p.port === port && (p.kind === 'output') !== from.output)
      : undefined
    const corner = place ? { x: at.x - place.x, y: at.y - place.y } : { x: at.x - width / 2, y: at.y - height / 2 }
    const node = { op: op.id, attrs: attrs as never, letter, tensors, position: corner }
    if (!from || !port) return addNode(node)(document)
    const start = { node: from.node, port: from.port }
    if (from.output) return addNode({ ...node, connectFrom: start, port })(document)
    return inSequence(`Add ${op.id}`, addNode(node), ({ created }) =>
      connect({ from: { node: created![0]!, port }, to: start }),
    )(document)
  }
}
