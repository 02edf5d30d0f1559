/** @file Registers the imperative handle of the canvas for as long as it is shown. */
import { useReactFlow } from '@xyflow/react'
import { useEffect, type RefObject } from 'react'
import { useServices } from '../state/context'
import { checked } from '../state/useCheck'
import { nodeGeometry, ORIGIN, type Point } from './geometry'
import { canvasHandle, type CanvasHandle } from './handle'
import { boundsOf, type Rect } from './overview'
import type { CanvasNode } from './projection'

/** Pixels left free around what is shown, for the legend above and the stubs below. */
const SIDE = 24
const TOP = 52
const BOTTOM = 36
export const MIN_ZOOM = 0.05
export const MAX_ZOOM = 3
const MOTION = 180
/** A whole graph smaller than this cannot be read; then it opens at FIRST_ZOOM. */
const READABLE = 0.25
const FIRST_ZOOM = 0.6

const still = () => window.matchMedia('(prefers-reduced-motion: reduce)').matches

interface Openers {
  readonly openQuickAdd: () => void
  readonly openConnectList: (node: string) => void
}

export function useCanvasHandle(
  root: RefObject<HTMLDivElement | null>,
  { openQuickAdd, openConnectList }: Openers,
): void {
  const flow = useReactFlow<CanvasNode>()
  const { documents, view } = useServices()
  useEffect(() => {
    // Linear: the smooth way dips the zoom, and a second move in the middle of it would keep the dip.
    const motion = () => ({ duration: still() ? 0 : MOTION, interpolate: 'linear' }) as const
    const rectOf = (id: string): Rect | null => {
      const { document } = documents.getState()
      if (!document.nodes[id]) return null
      const { width, height } = nodeGeometry(document, id)
      return { ...(document.layout[id] ?? ORIGIN), width, height }
    }
    const fitNodes = (ids: Iterable<string>, duration = motion().duration) => {
      const bounds = boundsOf([...ids].map(rectOf).filter((rect) => rect !== null))
      if (!bounds) return
      const frame = root.current?.getBoundingClientRect()
      if (!frame?.width || !frame.height) return
      const [roomX, roomY] = [frame.width - 2 * SIDE, frame.height - TOP - BOTTOM]
      // A small graph is not blown up beyond a comfortable reading size.
      const zoom = Math.max(MIN_ZOOM, Math.min(1.25, roomX / bounds.width, roomY / bounds.height))
      const x = SIDE + (roomX - bounds.width * zoom) / 2 - bounds.x * zoom
      const y = TOP + (roomY - bounds.height * zoom) / 2 - bounds.y * zoom
      void flow.setViewport({ x, y, zoom }, { duration, interpolate: 'linear' })
    }
    const home = () => {
      const { document } = documents.getState()
      const bounds = boundsOf(
        Object.keys(document.nodes)
          .map(rectOf)
          .filter((rect) => rect !== null),
      )
      const frame = root.current?.getBoundingClientRect()
      if (!bounds || !frame?.width) return
      const whole = Math.min((frame.width - 2 * SIDE) / bounds.width, (frame.height - TOP - BOTTOM) / bounds.height)
      const loss = checked(document).objective?.node
      const target = loss === undefined ? null : rectOf(loss)
      if (whole >= READABLE || !target) return fitNodes(Object.keys(document.nodes), 0)
      const x = frame.width - SIDE - (target.x + target.width) * FIRST_ZOOM
      const y = (frame.height + TOP - BOTTOM) / 2 - (target.y + target.height / 2) * FIRST_ZOOM
      void flow.setViewport({ x, y, zoom: FIRST_ZOOM })
    }
    const center = (): Point => {
      const frame = root.current!.getBoundingClientRect()
      return flow.screenToFlowPosition({ x: frame.left + frame.width / 2, y: frame.top + frame.height / 2 })
    }
    const handle: CanvasHandle = {
      screenToFlow: (point) => flow.screenToFlowPosition(point),
      contains: ({ x, y }) => {
        const frame = root.current?.getBoundingClientRect()
        return !!frame && x >= frame.left && x <= frame.right && y >= frame.top && y <= frame.bottom
      },
      center,
      home,
      fit: () => fitNodes(Object.keys(documents.getState().document.nodes)),
      fitSelection: () => {
        const { selectedNodes } = view.getState()
        if (selectedNodes.size) fitNodes(selectedNodes)
        else handle.fit()
      },
      zoomBy: (factor) => void flow.zoomTo(flow.getZoom() * factor, motion()),
      zoomTo: (zoom) => void flow.zoomTo(zoom, motion()),
      reveal: (ids) => {
        const bounds = boundsOf([...ids].map(rectOf).filter((rect) => rect !== null))
        const frame = root.current?.getBoundingClientRect()
        if (!bounds || !frame) return
        const { x, y, zoom } = flow.getViewport()
        const [left, top] = [bounds.x * zoom + x, bounds.y * zoom + y]
        // What is seen whole stays where it is: following every step must not make the canvas tremble.
        const whole =
          left >= 0 &&
          top >= 0 &&
          left + bounds.width * zoom <= frame.width &&
          top + bounds.height * zoom <= frame.height
        if (whole) return
        const shift = (start: number, length: number, room: number, before: number) =>
          start < before
            ? before - start
            : start + length > room - BOTTOM
              ? Math.max(room - BOTTOM - start - length, before - start)
              : 0
        const dx = shift(left, bounds.width * zoom, frame.width, SIDE)
        const dy = shift(top, bounds.height * zoom, frame.height, TOP)
        if (dx || dy) void flow.setViewport({ x: x + dx, y: y + dy, zoom }, motion())
      },
      openQuickAdd,
      openConnectList,
    }
    canvasHandle.current = handle
    return () => {
      if (canvasHandle.current === handle) canvasHandle.current = null
    }
  }, [flow, documents, view, root, openQuickAdd, openConnectList])
}
