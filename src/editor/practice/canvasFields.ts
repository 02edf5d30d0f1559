/** @file Where on the canvas a hidden number is typed: where the number itself would stand. Pure. */
import type { GraphDocument } from '../../graph'
import type { PlaceReport } from '../../runtime/protocol'
import { directionAt, edgeCurve, labelPoint } from '../canvas/edgePath'
import {
  FOOT_HEIGHT,
  HEADER_HEIGHT,
  nodeGeometry,
  ORIGIN,
  portPoint,
  type Point,
  type PortPlace,
} from '../canvas/geometry'
import { labelPlaces } from '../canvas/labelPlaces'

export interface CanvasField {
  readonly place: PlaceReport
  /** Centre, in flow pixels. */
  readonly at: Point
}

const FIELD_WIDTH = 64
const FIELD_HEIGHT = 20
/** What the edge itself writes there at most: the field lies on it, and reaches away from the line. */
const LABEL = '◂ 12.0'
const LABEL_WIDTH = 36

/** The places that the canvas has room for; a number that no card shows is typed in the panel only. */
export function canvasFields(document: GraphDocument, places: readonly PlaceReport[]): CanvasField[] {
  const labels = places.some(({ kind }) => kind === 'edge') ? labelPlaces(document) : null
  return places.flatMap((place) => {
    const at =
      place.kind === 'edge'
        ? onEdge(document, place.key, labels?.get(place.key) ?? { at: 0.5, bow: 0 })
        : onCard(document, place)
    return at ? [{ place, at }] : []
  })
}

function onEdge(document: GraphDocument, id: string, { at, bow }: { at: number; bow: number }): Point | null {
  const edge = document.edges[id]
  const source = edge && portPoint(document, edge.from.node, edge.from.port, true)
  const target = edge && portPoint(document, edge.to.node, edge.to.port, false)
  if (!source || !target) return null
  const curve = edgeCurve({ source, target, targetSide: target.side, bow })
  const label = labelPoint(curve, at, LABEL, 'below')
  const { x, y } = directionAt(curve, at)
  // The normal that points down the page, where labels below are.
  const across = x >= 0 ? -y : y
  return {
    x: label.x + (across * Math.abs(across) * (FIELD_WIDTH - LABEL_WIDTH)) / 2,
    y: label.y + 2 - 4 * Math.abs(across),
  }
}

/** The value where the thumbnail is, δ in the foot, the gradient of an own parameter below its stub. */
function onCard(document: GraphDocument, { kind, key }: PlaceReport): Point | null {
  const dot = key.indexOf('.')
  const [node, port] = [key.slice(0, dot), key.slice(dot + 1)]
  if (!document.nodes[node]) return null
  const { ports, width, height, gutter, pictureHeight } = nodeGeometry(document, node)
  const corner = document.layout[node] ?? ORIGIN
  const place = ports.find((candidate) => candidate.port === port && candidate.kind !== 'input')
  // A card shows its first output.
  if (!place || (place.kind === 'output' && ports.find((other) => other.kind === 'output') !== place)) return null
  if (place.kind === 'parameter') return stubField(ports, place, corner)
  return kind === 'value'
    ? { x: corner.x + (width + gutter) / 2, y: corner.y + HEADER_HEIGHT + pictureHeight / 2 }
    : { x: corner.x + width / 2, y: corner.y + height - FOOT_HEIGHT / 2 }
}

/** Stubs stand closer together than fields are wide: each has its field a line lower. */
function stubField(ports: readonly PortPlace[], place: PortPlace, corner: Point): Point {
  const line = ports.filter(({ kind }) => kind === 'parameter').indexOf(place)
  return {
    x: corner.x + place.x + FIELD_WIDTH / 2 - 8,
    y: corner.y + place.y + 8 + FIELD_HEIGHT / 2 + line * (FIELD_HEIGHT + 3),
  }
}
