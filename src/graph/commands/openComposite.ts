import { layeredLayout, type Size } from '../layout'
import { LIMITS } from '../limits'
import { Namer, nodeName } from '../naming'
import { own } from '../own'
import { edgesInto, edgesOutOf } from '../queries'
import {
  emptyDocument,
  portKey,
  type GraphDocument,
  type GraphEdge,
  type GraphNode,
  type PortRef,
  type StoredTensor,
} from '../schema'
import { cleanPosition, type Position } from './moveNodes'
import { missingNode, refuse, transact, type Command } from './transact'

/** Where a value inside comes from: a node inside, or (null) an input port of the composite itself. */
interface InsideSource {
  readonly node: string | null
  readonly port: string
}

/** What a composite node consists of, as plain data. */
export interface OpenedInside {
  /** Each after all that feed it. */
  readonly nodes: readonly {
    readonly name: string
    readonly op: string
    readonly attrs: NonNullable<GraphNode['attrs']>
    readonly inputs: Readonly<Record<string, InsideSource>>
    /** Numbers of its output, for a constant. */
    readonly tensor?: StoredTensor
  }[]
  /** By output port of the composite. */
  readonly outputs: Readonly<Record<string, InsideSource>>
  /** By input port: the parameters that the composite owns. */
  readonly own: Readonly<Record<string, StoredTensor>>
}

export interface OpenOptions {
  /** Width and height of a node in pixels. */
  readonly sizeOf?: (document: GraphDocument, node: string) => Size
}

/** Free space around the opened nodes, in pixels: room for the frame of their group and its name. */
const MARGIN = 48

/**
 * Puts the inside of a composite node in its place, as one entry of history: new nodes named after it, its own
 * parameters as `parameter` nodes that keep their numbers, wires led on, what stands around moved aside, and a group
 * around it all. `created` holds the new ids.
 */
export function openComposite(
  id: string,
  inside: OpenedInside,
  { sizeOf = () => ({ width: 126, height: 100 }) }: OpenOptions = {},
): Command {
  return (document) => {
    const missing = missingNode(document, id)
    if (missing) return missing
    const opened = expand(document, id, inside)
    if (Object.keys(document.nodes).length + Object.keys(opened.nodes).length - 1 > LIMITS.nodes)
      return refuse(
        'too-many-nodes',
        `A graph holds at most ${LIMITS.nodes} nodes.`,
        'Delete nodes that are not needed.',
      )
    const name = nodeName(document, id)
    const created = Object.keys(opened.nodes)
    const layout = makeRoom(document, id, opened, sizeOf)
    return transact(
      document,
      `Open ${name}`,
      (draft) => {
        delete draft.nodes[id]
        delete draft.layout[id]
        for (const edge of edgesInto(document, id)) delete draft.edges[edge.id]
        for (const key of Object.keys(document.tensors)) if (key.startsWith(`${id}.`)) delete draft.tensors[key]
        Object.assign(draft.nodes, opened.nodes)
        Object.assign(draft.tensors, opened.tensors)
        Object.assign(draft.edges, opened.edges)
        Object.assign(draft.layout, layout)
        for (const edge of edgesOutOf(document, id)) {
          const from = own(opened.outputs, edge.from.port)
          // A wire from an output that never was leads nowhere now either.
          if (from) draft.edges[edge.id]!.from = { ...from }
          else delete draft.edges[edge.id]
        }
        if (document.objective?.node === id) {
          const objective = own(opened.outputs, document.objective.port)
          if (objective) draft.objective = { ...objective }
          else delete draft.objective
        }
        for (const group of Object.values(draft.groups ?? {}))
          if (group.nodes.includes(id)) group.nodes = group.nodes.flatMap((node) => (node === id ? created : [node]))
        draft.groups = { ...draft.groups, [freeGroup(document, id)]: { label: name, nodes: created } }
      },
      { created },
    )
  }
}

interface Opened {
  readonly nodes: Record<string, GraphNode>
  readonly tensors: Record<string, StoredTensor>
  readonly edges: Record<string, GraphEdge>
  /** By output port of the composite: where its value is now. */
  readonly outputs: Record<string, PortRef>
}

function expand(document: GraphDocument, id: string, inside: OpenedInside): Opened {
  const namer = new Namer(document)
  const name = nodeName(document, id)
  const nodes: Opened['nodes'] = {}
  const tensors: Opened['tensors'] = {}
  const edges: Opened['edges'] = {}
  const places = new Map<string, PortRef>()
  const incoming = new Map(edgesInto(document, id).map(({ from, to }) => [to.port, from]))
  const add = (inner: string, node: Omit<GraphNode, 'label'>) => {
    const fresh = namer.id(`${id}_${inner}`)
    nodes[fresh] = { ...node, label: namer.relabel(`${name} ${inner.replaceAll('_', ' ')}`.slice(0, 100)) }
    return fresh
  }
  const find = ({ node, port }: InsideSource): PortRef => {
    const known = places.get(`${node ?? ''}.${port}`)
    if (known) return node === null ? known : { node: known.node, port }
    const outside = incoming.get(port)
    if (outside) return outside
    // A parameter of its own becomes a node when the first one reads it.
    const tensor = inside.own[port]!
    const parameter = add(port, { op: 'parameter', attrs: { shape: [...tensor.shape] } })
    tensors[portKey(parameter, 'y')] = tensor
    const place = { node: parameter, port: 'y' }
    places.set(`.${port}`, place)
    return place
  }
  for (const { name: inner, op, attrs, inputs, tensor } of inside.nodes) {
    const froms = Object.entries(inputs).map(([port, source]) => ({ port, from: find(source) }))
    const fresh = add(inner, {
      op,
      ...(Object.keys(attrs).length && { attrs: JSON.parse(JSON.stringify(attrs)) as typeof attrs }),
    })
    if (tensor) tensors[portKey(fresh, 'y')] = tensor
    for (const port of outputPorts(inside, inner)) places.set(`${inner}.${port}`, { node: fresh, port })
    for (const { port, from } of froms) edges[namer.edgeId()] = { from: { ...from }, to: { node: fresh, port } }
  }
  const outputs = Object.fromEntries(Object.entries(inside.outputs).map(([port, source]) => [port, find(source)]))
  return { nodes, tensors, edges, outputs }
}

/** The outputs of a node inside that something reads. */
function outputPorts({ nodes, outputs }: OpenedInside, name: string): string[] {
  const sources = [...nodes.flatMap(({ inputs }) => Object.values(inputs)), ...Object.values(outputs)]
  return [...new Set(sources.filter(({ node }) => node === name).map(({ port }) => port))]
}

/** Places for the new nodes, left to right where the old one stood, and for what has to move aside. */
function makeRoom(
  document: GraphDocument,
  id: string,
  { nodes, edges }: Opened,
  sizeOf: NonNullable<OpenOptions['sizeOf']>,
): Record<string, Position> {
  const inner: GraphDocument = {
    ...emptyDocument(),
    nodes,
    edges: Object.fromEntries(Object.entries(edges).filter(([, { from }]) => own(nodes, from.node))),
  }
  const size = (node: string) => sizeOf(inner, node)
  const block = layeredLayout(inner, size)
  const ids = Object.keys(block)
  const width = Math.max(...ids.map((node) => block[node]!.x + size(node).width))
  const height = Math.max(...ids.map((node) => block[node]!.y + size(node).height))
  const old = { ...(document.layout[id] ?? { x: 0, y: 0 }), ...sizeOf(document, id) }
  const left = old.x + MARGIN
  const top = old.y + old.height / 2 - height / 2
  const places: Record<string, Position> = {}
  const put = (node: string, at: Position) => (places[node] = cleanPosition(at) ?? { x: 0, y: 0 })
  for (const node of ids) put(node, { x: left + block[node]!.x, y: top + block[node]!.y })

  // What stood to the right goes further right; what the block would cover goes up or down.
  const widen = width + 2 * MARGIN - old.width
  const raise = Math.max(0, (height - old.height) / 2 + MARGIN)
  for (const [node, at] of Object.entries(document.layout)) {
    if (node === id || !own(document.nodes, node)) continue
    const beside = sizeOf(document, node)
    if (at.x >= old.x + old.width) put(node, { x: at.x + widen, y: at.y })
    else if (at.x + beside.width > old.x)
      put(node, { x: at.x, y: at.y + (at.y + beside.height / 2 < old.y + old.height / 2 ? -raise : raise) })
  }
  return places
}

function freeGroup(document: GraphDocument, id: string): string {
  if (!own(document.groups ?? {}, id)) return id
  let n = 2
  while (own(document.groups ?? {}, `${id.slice(0, 58)}_${n}`)) n++
  return `${id.slice(0, 58)}_${n}`
}
