/**
 * @file What lies over the canvas on demand: other colours and widths for the edges, and marks on nodes and edges. View
 * state of the one canvas of the page; cards and edges read their own entry by id.
 */
import { useStore } from 'zustand'
import { createStore } from 'zustand/vanilla'

/** How an edge is drawn instead of by its gradient. */
export interface EdgePaint {
  /** Flow pixels. */
  readonly width: number
  /** A CSS colour. */
  readonly colour: string
  /** In the place of the gradient, and the same in few letters. */
  readonly label: string | null
  /** Read aloud after the edge's name. */
  readonly words: string
}

export interface Mark {
  readonly tone: 'ok' | 'kink' | 'bad'
  /** A sentence. */
  readonly words: string
}

type Marks = ReadonlyMap<string, Mark>

export interface Overlays {
  /** By edge; null: every edge as usual. */
  readonly paint: ReadonlyMap<string, EdgePaint> | null
  /** What the paint means. */
  readonly legend: string | null
  readonly nodes: Marks
  readonly edges: Marks
}

const NO_MARKS: Marks = new Map()
/** An edge that the paint has nothing to say about. */
const PLAIN: EdgePaint = { width: 1.25, colour: 'var(--gw-wire)', label: null, words: '' }

export const overlays = createStore<Overlays>(() => ({ paint: null, legend: null, nodes: NO_MARKS, edges: NO_MARKS }))

export function clearMarks(): void {
  overlays.setState({ nodes: NO_MARKS, edges: NO_MARKS })
}

export function useEdgePaint(id: string): EdgePaint | undefined {
  return useStore(overlays, ({ paint }) => paint && (paint.get(id) ?? PLAIN)) ?? undefined
}

export function useMark(kind: 'nodes' | 'edges', id: string): Mark | undefined {
  return useStore(overlays, (state) => state[kind].get(id))
}
