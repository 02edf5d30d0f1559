/**
 * @file Dotted paper below the wires and cards, shown only while a hand drags the canvas. Chromium splits a moving view
 * into a dozen layers where its pieces lie far apart, and sorts every piece into them anew in each frame (6 ms a frame
 * at 100 cards); over one opaque sheet that reaches everywhere they all fall into its layer (0.9 ms), and the paper
 * beneath need not be composed.
 */
import { useStore, ViewportPortal } from '@xyflow/react'
import { gridStep } from './Grid'
import type { Rect } from './overview'

/** @param around what is near the view, in flow coordinates. */
export function PanSheet({ around }: { readonly around: Rect }) {
  const zoom = useStore(({ transform }) => transform[2])
  const step = gridStep(zoom) / zoom
  const { x, y, width, height } = sheetOver(around, step)
  return (
    <ViewportPortal>
      <div
        className="gw-pan-sheet"
        aria-hidden
        style={{
          left: x,
          top: y,
          width,
          height,
          backgroundSize: `${step}px ${step}px`,
          backgroundImage: `radial-gradient(circle, var(--gw-line) ${1.1 / zoom}px, transparent ${1.5 / zoom}px)`,
        }}
      />
    </ViewportPortal>
  )
}

/**
 * Twice as far as what is near, for wires that lead out of it; and to the origin, where React Flow's pictures of wires
 * all begin. Its corner lies on a dot of the paper.
 */
function sheetOver(around: Rect, step: number): Rect {
  const left = Math.min(0, around.x - around.width / 2)
  const top = Math.min(0, around.y - around.height / 2)
  const right = Math.max(0, around.x + around.width * 1.5)
  const bottom = Math.max(0, around.y + around.height * 1.5)
  const [x, y] = [Math.floor(left / step) * step, Math.floor(top / step) * step]
  return { x, y, width: right - x, height: bottom - y }
}
