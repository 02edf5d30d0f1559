/** @file Automatic layout, left to right in columns. Pure and deterministic: the same graph gives the same picture. */
import { own } from '../own'
import { edgesOutOf, topologicalOrder } from '../queries'
import type { GraphDocument } from '../schema'
import { assignLayers, withStandIns } from './layers'
import { orderColumns } from './ordering'
import { placeVertically } from './placement'

export interface Size {
  readonly width: number
  readonly height: number
}

export interface LayoutOptions {
  /** Lay out only these nodes; they keep the corner of the place where they stand. */
  readonly only?: ReadonlySet<string>
  /** Free space between columns, and between nodes of one column, in pixels. */
  readonly gapX?: number
  readonly gapY?: number
}

type Positions = Record<string, { x: number; y: number }>
interface Block extends Size {
  readonly positions: Positions
}

/**
 * Top left corners by node id, in whole pixels: no two nodes overlap, every edge runs to the right. Pieces that do not
 * hang together stand below each other, single nodes in rows at the end.
 * @param sizeOf width and height of a node in pixels
 */
export function layeredLayout(
  document: GraphDocument,
  sizeOf: (id: string) => Size,
  options: LayoutOptions = {},
): Positions {
  const { only, gapX = 88, gapY = 32 } = options
  const sorted = topologicalOrder(document).order
  // Nodes on a cycle have no order; they come last, and their backward edges are passed over.
  const rest = new Set(Object.keys(document.nodes))
  for (const id of sorted) rest.delete(id)
  const ids = [...sorted, ...rest].filter((id) => !only || only.has(id))
  const pieces = components(document, ids)
  const blocks = pieces
    .filter((piece) => piece.length > 1)
    .map((piece) => layPiece(document, piece, sizeOf, gapX, gapY))
  const width = blocks.reduce((most, block) => Math.max(most, block.width), 1200)
  const singles = pieces.filter((piece) => piece.length === 1).map((piece) => piece[0]!)
  if (singles.length) blocks.push(rows(singles, sizeOf, width, gapX / 2, gapY))
  const origin = only ? corner(document, ids) : { x: 0, y: 0 }
  const positions: Positions = {}
  let { y } = origin
  for (const block of blocks) {
    for (const [id, at] of Object.entries(block.positions)) positions[id] = { x: origin.x + at.x, y: y + at.y }
    y += block.height + 2 * gapY
  }
  return positions
}

/** Connected pieces, largest first, each in topological order. */
function components(document: GraphDocument, ids: readonly string[]): string[][] {
  const parent = new Map(ids.map((id) => [id, id]))
  const root = (id: string) => {
    let top = id
    while (parent.get(top) !== top) top = parent.get(top)!
    while (parent.get(id) !== top) {
      const up = parent.get(id)!
      parent.set(id, top)
      id = up
    }
    return top
  }
  for (const id of ids)
    for (const { to } of edgesOutOf(document, id)) if (parent.has(to.node)) parent.set(root(to.node), root(id))
  const pieces = new Map<string, string[]>()
  for (const id of ids) {
    const piece = pieces.get(root(id))
    if (piece) piece.push(id)
    else pieces.set(root(id), [id])
  }
  return [...pieces.values()].sort((a, b) => b.length - a.length)
}

function layPiece(
  document: GraphDocument,
  ids: readonly string[],
  sizeOf: (id: string) => Size,
  gapX: number,
  gapY: number,
): Block {
  const vertex = new Map(ids.map((id, i) => [id, i]))
  const succ = ids.map((id, u) => {
    const targets = edgesOutOf(document, id).map(({ to }) => vertex.get(to.node) ?? -1)
    return [...new Set(targets)].filter((v) => v > u)
  })
  const layers = assignLayers(succ)
  const leftmost = layers.reduce((least, layer) => Math.min(least, layer), Infinity)
  const graph = withStandIns(
    succ,
    layers.map((layer) => layer - leftmost),
  )
  orderColumns(graph)
  const sizes = ids.map(sizeOf)
  const heights = graph.layer.map((_, u) => sizes[u]?.height ?? 0)
  const centres = placeVertically(graph, heights, gapY)
  const widths = graph.columns.map((column) => column.reduce((most, u) => Math.max(most, sizes[u]?.width ?? 0), 0))
  const lefts = widths.map(() => 0)
  for (let i = 1; i < widths.length; i++) lefts[i] = lefts[i - 1]! + widths[i - 1]! + (widths[i - 1]! ? gapX : 0)
  const tops = ids.map((_, u) => centres[u]! - heights[u]! / 2)
  const top = tops.reduce((least, y) => Math.min(least, y), Infinity)
  const positions: Positions = {}
  let bottom = 0
  ids.forEach((id, u) => {
    const column = graph.layer[u]!
    positions[id] = {
      x: Math.round(lefts[column]! + (widths[column]! - sizes[u]!.width) / 2),
      y: Math.round(tops[u]! - top),
    }
    bottom = Math.max(bottom, positions[id].y + sizes[u]!.height)
  })
  return { positions, width: lefts.at(-1)! + widths.at(-1)!, height: bottom }
}

function rows(ids: readonly string[], sizeOf: (id: string) => Size, width: number, gapX: number, gapY: number): Block {
  const positions: Positions = {}
  let x = 0
  let y = 0
  let tallest = 0
  for (const id of ids) {
    const size = sizeOf(id)
    if (x > 0 && x + size.width > width) {
      x = 0
      y += tallest + gapY
      tallest = 0
    }
    positions[id] = { x: Math.round(x), y: Math.round(y) }
    x += size.width + gapX
    tallest = Math.max(tallest, size.height)
  }
  return { positions, width, height: y + tallest }
}

/** Top left corner of where the nodes stand now. */
function corner(document: GraphDocument, ids: readonly string[]): { x: number; y: number } {
  const places = ids.flatMap((id) => own(document.layout, id) ?? [])
  if (!places.length) return { x: 0, y: 0 }
  return places.reduce((least, { x, y }) => ({ x: Math.min(least.x, x), y: Math.min(least.y, y) }), {
    x: Infinity,
    y: Infinity,
  })
}
