/**
 * @file The document as React Flow's nodes and edges. An unchanged node keeps its object, so React Flow skips it; the
 * array itself keeps its identity when nothing in it changed. Live values never pass through here.
 */
import type { Edge, Node, NodeHandle } from '@xyflow/react'
import { Position } from '@xyflow/react'
import type { GraphDocument } from '../../graph'
import { nodeGeometry, ORIGIN, PORT_SIZE, type NodeGeometry, type Point, type PortSide } from './geometry'
import { labelPlaces, type EdgePlace } from './labelPlaces'

export type CanvasNode = Node<{ readonly id: string }, 'op'>
export type CanvasEdge = Edge<{ readonly at: number; readonly bow: number }, 'wire'>

export interface Projection {
  /**
   * @param near the nodes to project; one that is not in the document is passed over.
   * @param moved places of nodes under the hand, which are not in the document yet.
   */
  nodes(
    document: GraphDocument,
    near: ReadonlySet<string>,
    moved: ReadonlyMap<string, Point>,
    selected: ReadonlySet<string>,
  ): CanvasNode[]
  /** @param near an edge is projected where both its nodes are. */
  edges(document: GraphDocument, near: ReadonlySet<string>, selected: ReadonlySet<string>): CanvasEdge[]
}

const SIDES: Record<PortSide, Position> = { left: Position.Left, right: Position.Right, bottom: Position.Bottom }
const MIDDLE: EdgePlace = { at: 0.5, bow: 0 }

/** A projection remembers what it gave last time; one for each canvas. */
export function createProjection(): Projection {
  let nodeMemo = new Map<string, { geometry: NodeGeometry; node: CanvasNode }>()
  let edgeMemo = new Map<string, CanvasEdge>()
  let lastNodes: CanvasNode[] = []
  let lastEdges: CanvasEdge[] = []
  let places: { nodes: object; edges: object; layout: object; map: ReadonlyMap<string, EdgePlace> } | null = null

  const placesOf = (document: GraphDocument) => {
    const { nodes, edges, layout } = document
    if (!places || places.nodes !== nodes || places.edges !== edges || places.layout !== layout)
      places = { nodes, edges, layout, map: labelPlaces(document) }
    return places.map
  }

  return {
    nodes(document, near, moved, selected) {
      const next = new Map<string, { geometry: NodeGeometry; node: CanvasNode }>()
      const list: CanvasNode[] = []
      for (const id of Object.keys(document.nodes)) {
        if (!near.has(id)) continue
        const geometry = nodeGeometry(document, id)
        const position = moved.get(id) ?? document.layout[id] ?? ORIGIN
        const isSelected = selected.has(id)
        const known = nodeMemo.get(id)
        const same =
          known &&
          known.geometry === geometry &&
          known.node.position.x === position.x &&
          known.node.position.y === position.y &&
          known.node.selected === isSelected
        const entry = same ? known : { geometry, node: projectNode(id, geometry, position, isSelected, known) }
        next.set(id, entry)
        list.push(entry.node)
      }
      nodeMemo = next
      return (lastNodes = sameItems(lastNodes, list) ? lastNodes : list)
    },

    edges(document, near, selected) {
      const next = new Map<string, CanvasEdge>()
      const list: CanvasEdge[] = []
      const where = placesOf(document)
      for (const [id, { from, to }] of Object.entries(document.edges)) {
        if (!document.nodes[from.node] || !document.nodes[to.node]) continue
        if (!near.has(from.node) || !near.has(to.node)) continue
        const { at, bow } = where.get(id) ?? MIDDLE
        const isSelected = selected.has(id)
        const known = edgeMemo.get(id)
        const same =
          known &&
          known.source === from.node &&
          known.target === to.node &&
          known.sourceHandle === from.port &&
          known.targetHandle === to.port &&
          known.selected === isSelected &&
          known.data!.at === at &&
          known.data!.bow === bow
        const edge: CanvasEdge = same
          ? known
          : {
              id,
              type: 'wire',
              source: from.node,
              target: to.node,
              sourceHandle: from.port,
              targetHandle: to.port,
              selected: isSelected,
              data: { at, bow },
            }
        next.set(id, edge)
        list.push(edge)
      }
      edgeMemo = next
      return (lastEdges = sameItems(lastEdges, list) ? lastEdges : list)
    },
  }
}

function projectNode(
  id: string,
  geometry: NodeGeometry,
  position: Point,
  selected: boolean,
  known: { geometry: NodeGeometry; node: CanvasNode } | undefined,
): CanvasNode {
  const { width, height } = geometry
  return {
    id,
    type: 'op',
    position: { x: position.x, y: position.y },
    width,
    height,
    measured: { width, height },
    handles: known?.geometry === geometry ? known.node.handles! : handlesOf(geometry),
    selected,
    // The same object for the life of the node: its card never renders again because of its data.
    data: known?.node.data ?? { id },
  }
}

function handlesOf({ ports }: NodeGeometry): NodeHandle[] {
  return ports.map(({ port, kind, side, x, y }) => ({
    id: port,
    type: kind === 'output' ? 'source' : 'target',
    position: SIDES[side],
    x: x - PORT_SIZE / 2,
    y: y - PORT_SIZE / 2,
    width: PORT_SIZE,
    height: PORT_SIZE,
  }))
}

function sameItems<T>(a: readonly T[], b: readonly T[]): boolean {
  return a.length === b.length && a.every((item, i) => item === b[i])
}
