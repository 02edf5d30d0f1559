/**
 * @file Sizes of cards and places of ports, computed from the op and the document and never measured in the page:
 * culling, layout, labels, the overview and exported pictures all read the same numbers. Unit: flow pixels.
 */
import { opShownAt } from '../../check'
import type { GraphDocument, GraphNode } from '../../graph'
import { ops, type Attrs, type Op } from '../../ops'

export type PortSide = 'left' | 'right' | 'bottom'

export interface PortPlace {
  readonly port: string
  /** `parameter`: a trainable port or one for state, which owns its tensor while nothing is wired to it. */
  readonly kind: 'input' | 'output' | 'parameter'
  readonly side: PortSide
  /** Centre, from the card's top left corner. */
  readonly x: number
  readonly y: number
  /** There is no room for its name; it is shown when it is pointed at. */
  readonly tight?: true
}

export interface Size {
  readonly width: number
  readonly height: number
}

export interface Point {
  readonly x: number
  readonly y: number
}

export const CARD_WIDTH = 126
/** Sums, products and single numbers need less, and graphs of single numbers have many of them in a row. */
const NARROW_CARD = 104
export const HEADER_HEIGHT = 24
export const SHAPE_HEIGHT = 16
export const FOOT_HEIGHT = 24
export const CARD_PAD = 8
export const PORT_SIZE = 10
/** How far the row of parameter stubs hangs below a card. */
export const STUB_DROP = 11
const SMALL_PICTURE = 36
const LARGE_PICTURE = 84
const PORT_STEP = 22
/** Room for the 10-pixel name of a stub: its square, a gap, and the mean width of a letter. */
const STUB_LETTER = 5.2
const STUB_PAD = 18
const STUB_MARGIN = 12
/** Mean width of a letter of a port's name inside the card. */
const NAME_LETTER = 5.4
const NO_PORTS: { inputs: string[]; outputs: string[] } = { inputs: [], outputs: [] }

/** Height of the thumbnail: images and kernels need more room than numbers and bars. */
export function pictureHeight(op: Op | undefined, attrs: Attrs): number {
  const declared = attrs.shape
  if (Array.isArray(declared) && declared.length >= 3 && op?.category === 'source') return LARGE_PICTURE
  return op?.category === 'convolution' ? LARGE_PICTURE : SMALL_PICTURE
}

function cardWidth(op: Op | undefined, attrs: Attrs): number {
  const single = op?.category === 'source' && Array.isArray(attrs.shape) && attrs.shape.length === 0
  return single || op?.category === 'arithmetic' ? NARROW_CARD : CARD_WIDTH
}

/** A card's size. @param strangers input ports known only from wires: all there is for an op that is missing. */
export function nodeSize(op: Op | undefined, attrs: Attrs, strangers: readonly string[] = []): Size {
  const body = HEADER_HEIGHT + pictureHeight(op, attrs) + SHAPE_HEIGHT + FOOT_HEIGHT
  const count = op ? inputsOf(op, attrs).filter(({ own }) => !own).length : strangers.length
  return { width: cardWidth(op, attrs), height: Math.max(body, Math.ceil((count * PORT_STEP + 12) / 4) * 4) }
}

/** Where the ports are: inputs left, outputs right, trainable ports as stubs below. */
export function portPlaces(
  op: Op | undefined,
  attrs: Attrs,
  strangers: { readonly inputs: readonly string[]; readonly outputs: readonly string[] } = { inputs: [], outputs: [] },
): readonly PortPlace[] {
  const { width, height } = nodeSize(op, attrs, strangers.inputs)
  const known = op ? inputsOf(op, attrs) : strangers.inputs.map((port) => ({ port, own: false }))
  const inputs = known.filter(({ own }) => !own)
  const outputs = op ? Object.keys(op.outputs) : strangers.outputs
  const at = (index: number, count: number) => height / 2 + (index - (count - 1) / 2) * PORT_STEP
  const places: PortPlace[] = inputs.map(({ port }, i) => ({
    port,
    kind: 'input',
    side: 'left',
    x: 0,
    y: at(i, inputs.length),
  }))
  outputs.forEach((port, i) => places.push({ port, kind: 'output', side: 'right', x: width, y: at(i, outputs.length) }))
  return [
    ...places,
    ...stubs(
      known.flatMap(({ port, own }) => (own ? [port] : [])),
      width,
      height + STUB_DROP,
    ),
  ]
}

/** Stubs in a row below the card, each with its name; where the names do not fit, evenly and without them. */
function stubs(ports: readonly string[], width: number, y: number): PortPlace[] {
  const widths = ports.map((port) => STUB_PAD + port.length * STUB_LETTER)
  const named = widths.reduce((sum, step) => sum + step, 0) <= width + STUB_LETTER * 4
  const step = (width - 2 * STUB_MARGIN) / Math.max(1, ports.length - 1)
  let x = STUB_MARGIN
  return ports.map((port, i) => {
    const place: PortPlace = { port, kind: 'parameter', side: 'bottom', x, y, ...(named ? {} : { tight: true }) }
    x += named ? widths[i]! : step
    return place
  })
}

/** Attributes with the defaults of the op filled in; as they are where they are not valid (the card says so). */
export function filledAttrs(op: Op | undefined, attrs: Attrs | undefined): Attrs {
  const parsed = op?.attrs.safeParse(attrs ?? {})
  return parsed?.success ? (parsed.data as Attrs) : (attrs ?? {})
}

export interface NodeGeometry extends Size {
  readonly pictureHeight: number
  readonly pictureWidth: number
  /** Room at the left for the names of inputs; 0 where a single input needs no name. */
  readonly gutter: number
  readonly ports: readonly PortPlace[]
}

const remembered = new WeakMap<GraphNode, { readonly strangers: string; readonly geometry: NodeGeometry }>()

/** The geometry of a node of the document; one object a node as long as its ports do not change. */
export function nodeGeometry(document: GraphDocument, id: string): NodeGeometry {
  const node = document.nodes[id]!
  const op = opShownAt(document, ops, id)
  // The ports of a missing op come from the wires, which change without the node; so do numbered ones.
  const strangers = op ? NO_PORTS : wiredPorts(document, id)
  const key = !op ? JSON.stringify(strangers) : op.variadic ? String(Object.keys(op.inputs).length) : ''
  const known = remembered.get(node)
  if (known && known.strangers === key) return known.geometry
  const attrs = node.attrs ?? {}
  const ports = portPlaces(op, attrs, strangers)
  const inputs = ports.filter(({ kind }) => kind === 'input')
  const gutter = inputs.length > 1 ? Math.ceil(Math.max(...inputs.map(({ port }) => port.length)) * NAME_LETTER) + 4 : 0
  const size = nodeSize(op, attrs, strangers.inputs)
  const geometry: NodeGeometry = {
    ...size,
    pictureHeight: pictureHeight(op, attrs),
    pictureWidth: size.width - 2 * CARD_PAD - gutter,
    gutter,
    ports,
  }
  remembered.set(node, { strangers: key, geometry })
  return geometry
}

const OUTWARD: Record<PortSide, Point> = {
  left: { x: -PORT_SIZE / 2, y: 0 },
  right: { x: PORT_SIZE / 2, y: 0 },
  bottom: { x: 0, y: PORT_SIZE / 2 },
}

/** Where a wire meets a port, in flow coordinates: its outer edge. Null when the card has no such port. */
export function portPoint(
  document: GraphDocument,
  node: string,
  port: string,
  output: boolean,
): (Point & { side: PortSide }) | null {
  if (!document.nodes[node]) return null
  const place = nodeGeometry(document, node).ports.find((p) => p.port === port && (p.kind === 'output') === output)
  const corner = document.layout[node] ?? ORIGIN
  if (!place) return null
  const out = OUTWARD[place.side]
  return { x: corner.x + place.x + out.x, y: corner.y + place.y + out.y, side: place.side }
}

/** The place of a node that has none in the document. */
export const ORIGIN: Point = { x: 0, y: 0 }

function inputsOf(op: Op, given: Attrs): { port: string; own: boolean }[] {
  const attrs = filledAttrs(op, given)
  return Object.entries(op.inputs)
    .filter(([, spec]) => spec.enabled?.(attrs) ?? true)
    .map(([port, spec]) => ({ port, own: spec.parameter !== undefined || spec.buffer !== undefined }))
}

function wiredPorts(document: GraphDocument, id: string) {
  const inputs = new Set<string>()
  const outputs = new Set<string>()
  for (const { from, to } of Object.values(document.edges)) {
    if (to.node === id) inputs.add(to.port)
    if (from.node === id) outputs.add(from.port)
  }
  return { inputs: [...inputs], outputs: [...outputs] }
}
