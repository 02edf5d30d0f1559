/** @file Adding an operation from the palette, the command palette or a drop: where it goes, and what it is wired to. */
import { opShownAt } from '../../check'
import { addNode, connect, edgeAt, portKey, type GraphDocument, type PortRef } from '../../graph'
import { ops, type Attrs, type Op } from '../../ops'
import { CARD_WIDTH, nodeGeometry, nodeSize } from '../canvas/geometry'
import { canvasHandle } from '../canvas/handle'
import { inSequence } from '../canvas/sequence'
import { nodeName } from '../format'
import type { EditorServices } from '../state/context'
import { checked } from '../state/useCheck'
import { freeSpot, type Box, type Point } from './freeSpot'
import { showAdded } from './inView'
import { opDefaults } from './opDefaults'

/** From one card's right side to the next card's left: room for the numbers on the edge. */
const COLUMN_GAP = 92

/**
 * Adds a node of this op and selects it.
 * @param at where its centre goes, in flow coordinates. Without it: to the right of the one selected node and, where that
 * fits, wired from it; a source to the left of the selected node, wired to the input that is still open; else near the
 * centre of what is seen.
 */
export function addOp(services: EditorServices, opId: string, at?: Point): void {
  const { documents, view } = services
  const op = ops.get(opId)
  if (!op) return
  const { document } = documents.getState()
  const { attrs, tensors, letter } = opDefaults(opId, document)
  const size = nodeSize(op, attrs)
  const node = { op: opId, attrs: attrs as Parameters<typeof addNode>[0]['attrs'], letter, tensors }

  if (at) {
    const command = addNode({ ...node, position: { x: at.x - size.width / 2, y: at.y - size.height / 2 } })
    tell(services, documents.run(command))
    return
  }
  const before = onlySelected(services)
  const input = before && firstFreeInput(op, attrs)
  const output = before && firstOutput(document, before)
  const taken = boxes(document)
  if (before && input && output) {
    const left = document.layout[before] ?? { x: 0, y: 0 }
    const position = freeSpot({ x: left.x + CARD_WIDTH + COLUMN_GAP, y: left.y }, size, taken)
    const from: PortRef = { node: before, port: output }
    const wired = addNode({ ...node, position, connectFrom: from, port: input })(document)
    if (wired.ok && fits(wired.document, wired.created?.[0], input)) {
      documents.dispatch(wired.transaction)
      tell(services, wired, `, wired from ${nodeName(document, before)}`)
      return
    }
    tell(services, documents.run(addNode({ ...node, position })))
    return
  }
  const gap = before && !input ? openInput(document, before) : undefined
  if (before && gap && addSource(services, op, { node: before, port: gap.port }, gap.integer)) return
  const centre = canvasHandle.current?.center() ?? { x: 0, y: 0 }
  const position = freeSpot({ x: centre.x - size.width / 2, y: centre.y - size.height / 2 }, size, taken)
  tell(services, documents.run(addNode({ ...node, position })))
  view.setState({ inspectorTab: 'attributes' })
}

/** Adds a source in front of an open input and wires it there. False, and nothing done, where the wire is refused. */
function addSource(services: EditorServices, op: Op, to: PortRef, integer: boolean): boolean {
  const { documents } = services
  const { document } = documents.getState()
  const output = Object.keys(op.outputs)[0]
  if (output === undefined) return false
  const { attrs, tensors, letter } = opDefaults(op.id, document, { integer })
  const size = nodeSize(op, attrs)
  const { x, y } = document.layout[to.node] ?? { x: 0, y: 0 }
  const position = freeSpot({ x: x - COLUMN_GAP - size.width, y }, size, boxes(document))
  const node = addNode({ op: op.id, attrs: attrs as Parameters<typeof addNode>[0]['attrs'], letter, tensors, position })
  const result = inSequence(`Add ${op.id}`, node, ({ created }) =>
    connect({ from: { node: created![0]!, port: output }, to }),
  )(document)
  if (!result.ok || !fits(result.document, to.node, to.port)) return false
  documents.dispatch(result.transaction)
  tell(services, result, `, wired to ${to.port} of ${nodeName(document, to.node)}`)
  return true
}

/** The first data input of a node that nothing is wired to yet. */
function openInput(document: GraphDocument, id: string): { port: string; integer: boolean } | undefined {
  const node = document.nodes[id]!
  const op = opShownAt(document, ops, id)
  const parsed = op?.attrs.safeParse(node.attrs ?? {})
  if (!op || !parsed?.success) return undefined
  const found = Object.entries(op.inputs).find(
    ([port, spec]) =>
      !spec.parameter &&
      !spec.buffer &&
      !(spec.enabled && !spec.enabled(parsed.data)) &&
      !edgeAt(document, { node: id, port }),
  )
  if (!found) return undefined
  const [port, { dtype = 'float' }] = found
  // A port of any dtype that sends no gradient back takes class numbers.
  return { port, integer: dtype === 'integer' || (dtype === 'any' && op.backward[port] === null) }
}

type Result = ReturnType<EditorServices['documents']['run']>

function tell({ view }: EditorServices, result: Result, more = '') {
  if (!result.ok) return
  const id = result.created?.[0]
  if (!id) return
  view.select([id])
  view.announce(`Added ${nodeName(result.document, id)} (${result.document.nodes[id]!.op})${more}.`)
  // The canvas knows the node after its next paint.
  requestAnimationFrame(() => showAdded(result.document, id))
}

function onlySelected({ view, documents }: EditorServices): string | undefined {
  const { selectedNodes } = view.getState()
  const [id] = selectedNodes
  return selectedNodes.size === 1 && id !== undefined && documents.getState().document.nodes[id] ? id : undefined
}

/** The first input that is not a parameter and that these attributes switch on. */
function firstFreeInput(op: Op, attrs: Attrs): string | undefined {
  const parsed = op.attrs.safeParse(attrs)
  const full = parsed.success ? (parsed.data as Attrs) : attrs
  return Object.keys(op.inputs).find((port) => {
    const spec = op.inputs[port]!
    return !spec.parameter && !spec.buffer && (!spec.enabled || spec.enabled(full))
  })
}

function firstOutput(document: GraphDocument, id: string): string | undefined {
  return Object.keys(ops.get(document.nodes[id]!.op)?.outputs ?? {})[0]
}

/** No new complaint about the wire itself; other inputs may still be open. */
function fits(document: GraphDocument, id: string | undefined, port: string): boolean {
  return !checked(document).diagnostics.some(
    (diagnostic) =>
      diagnostic.severity === 'error' &&
      diagnostic.node === id &&
      diagnostic.code !== 'unwired' &&
      (diagnostic.port ?? port) === port,
  )
}

function boxes(document: GraphDocument): Box[] {
  return Object.keys(document.nodes).map((id) => {
    const { width, height } = nodeGeometry(document, id)
    return { ...(document.layout[id] ?? { x: 0, y: 0 }), width, height }
  })
}

/** Select a node and bring it into view: from the outline, a problem, a search. */
export function goToNode({ documents, view }: EditorServices, id: string): void {
  const { document } = documents.getState()
  if (!document.nodes[id]) return
  view.select([id])
  view.announce(`${nodeName(document, id)} is selected.`)
  canvasHandle.current?.reveal([id])
}

/** The port whose value stands for a node in lists: its first output. */
export function mainPort(document: GraphDocument, id: string): string {
  return portKey(id, firstOutput(document, id) ?? 'y')
}
