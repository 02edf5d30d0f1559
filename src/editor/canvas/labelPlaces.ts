/**
 * @file Where along its line an edge writes its numbers. The middle, unless a card covers it; and wires that join the
 * same two cards are bowed apart, so that the numbers of one do not cover those of the other.
 */
import type { GraphDocument } from '../../graph'
import { edgeCurve, labelExtent, pointAt } from './edgePath'
import { nodeGeometry, portPoint, type Point } from './geometry'

export interface EdgePlace {
  /** Position of the labels on the line, 0 … 1. */
  readonly at: number
  readonly bow: number
}

const CANDIDATES = [0.5, 0.4, 0.6, 0.3, 0.7, 0.2, 0.8] as const
/** Distance between the middles of parallel wires that leaves room for two labels each. */
const APART = 38
const CELL = 256

interface Box {
  readonly left: number
  readonly top: number
  readonly right: number
  readonly bottom: number
}

/** Places of all edges of a document. Linear in nodes and edges: cards are found through a grid. */
export function labelPlaces(document: GraphDocument): ReadonlyMap<string, EdgePlace> {
  const grid = gridOf(document)
  const bows = parallelBows(document)
  const places = new Map<string, EdgePlace>()
  for (const [id, edge] of Object.entries(document.edges)) {
    const source = portPoint(document, edge.from.node, edge.from.port, true)
    const target = portPoint(document, edge.to.node, edge.to.port, false)
    const bow = bows.get(id) ?? 0
    if (!source || !target) continue
    const curve = edgeCurve({ source, target, targetSide: target.side, bow })
    const at = CANDIDATES.find((t) => !covered(grid, pointAt(curve, t))) ?? 0.5
    places.set(id, { at, bow })
  }
  return places
}

/** How far each wire of a bundle (same two cards) leaves its straight course. */
export function parallelBows(document: GraphDocument): ReadonlyMap<string, number> {
  const bundles = new Map<string, string[]>()
  for (const [id, { from, to }] of Object.entries(document.edges)) {
    const key = `${from.node} ${to.node}`
    const bundle = bundles.get(key)
    if (bundle) bundle.push(id)
    else bundles.set(key, [id])
  }
  const bows = new Map<string, number>()
  for (const bundle of bundles.values()) {
    if (bundle.length < 2) continue
    const middles = bundle
      .map((id) => {
        const { from, to } = document.edges[id]!
        const a = portPoint(document, from.node, from.port, true)
        const b = portPoint(document, to.node, to.port, false)
        return { id, y: ((a?.y ?? 0) + (b?.y ?? 0)) / 2 }
      })
      .sort((a, b) => a.y - b.y)
    const centre = middles.reduce((sum, { y }) => sum + y, 0) / middles.length
    middles.forEach(({ id, y }, i) => {
      const wanted = centre + (i - (middles.length - 1) / 2) * APART
      bows.set(id, Math.round(wanted - y))
    })
  }
  return bows
}

type Grid = ReadonlyMap<string, readonly Box[]>

function gridOf(document: GraphDocument): Grid {
  const grid = new Map<string, Box[]>()
  for (const id of Object.keys(document.nodes)) {
    const { width, height } = nodeGeometry(document, id)
    const { x, y } = document.layout[id] ?? { x: 0, y: 0 }
    const box = { left: x, top: y, right: x + width, bottom: y + height }
    for (let i = Math.floor(box.left / CELL); i <= Math.floor(box.right / CELL); i++)
      for (let j = Math.floor(box.top / CELL); j <= Math.floor(box.bottom / CELL); j++) {
        const cell = grid.get(`${i} ${j}`)
        if (cell) cell.push(box)
        else grid.set(`${i} ${j}`, [box])
      }
  }
  return grid
}

function covered(grid: Grid, { x, y }: Point): boolean {
  const half = labelExtent()
  for (let i = Math.floor((x - half.x) / CELL); i <= Math.floor((x + half.x) / CELL); i++)
    for (let j = Math.floor((y - half.y) / CELL); j <= Math.floor((y + half.y) / CELL); j++)
      for (const box of grid.get(`${i} ${j}`) ?? [])
        if (x + half.x > box.left && x - half.x < box.right && y + half.y > box.top && y - half.y < box.bottom)
          return true
  return false
}
