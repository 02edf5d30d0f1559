/**
 * @file The canvas for the rest of the editor: actions, palette and outline move the view through this handle. There
 * is one canvas a page, so the handle is a plain variable; it is null while no canvas is shown.
 */
import type { Point } from './geometry'

export interface CanvasHandle {
  /** From client (mouse) coordinates to the graph's. */
  screenToFlow(point: Point): Point
  /** Whether a client point is over the canvas: where a drag from the palette may be dropped. */
  contains(point: Point): boolean
  /** The middle of what is seen, in the graph's coordinates. */
  center(): Point
  /** How a graph is first shown: all of it where that is readable, else its loss, where the backward pass begins. */
  home(): void
  fit(): void
  /** Fits the selected nodes, or everything when nothing is selected. */
  fitSelection(): void
  zoomBy(factor: number): void
  /** 1 is reading size. */
  zoomTo(zoom: number): void
  /** Brings nodes into view, moving no more than needed. */
  reveal(nodes: readonly string[]): void
  /** Opens the list of operations in the middle of the view. */
  openQuickAdd(): void
  /** Opens the list of places that a wire from this node may go to. */
  openConnectList(node: string): void
}

export const canvasHandle: { current: CanvasHandle | null } = { current: null }
