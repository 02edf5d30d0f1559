/**
 * @file The dotted paper. React Flow's own Background paints its pattern anew over the whole view in every frame of a
 * pan (half of the cost of a frame without a graphics card); this sheet is painted once for a zoom, and then slides.
 * While a hand drags the canvas, the sheet that moves with the view stands in for it (`PanSheet`).
 */
import type { ReactFlowState } from '@xyflow/react'
import { useCallback, useRef } from 'react'
import { useViewMoves } from './useViewMoves'

const GAP = 24
/** Dots closer together than this are noise: farther out every second one is left out. */
const MIN_STEP = 14
/** Upper bound of a step, as GAP times the largest zoom: the sheet is larger than the view by that much. */
const SPARE = 96

/** Distance of the dots, in pixels of the screen. */
export function gridStep(zoom: number): number {
  let step = GAP * zoom
  while (step < MIN_STEP) step *= 2
  return step
}

export function Grid() {
  const sheet = useRef<HTMLDivElement>(null)
  const place = useCallback(({ transform: [x, y, zoom] }: ReactFlowState) => {
    const { style } = sheet.current ?? {}
    if (!style) return
    const step = gridStep(zoom)
    const size = `${step}px ${step}px`
    if (style.backgroundSize !== size) style.backgroundSize = size
    const slide = (at: number) => (((at % step) + step) % step) - SPARE
    style.transform = `translate(${slide(x + SPARE)}px, ${slide(y + SPARE)}px)`
  }, [])
  useViewMoves(place)
  return <div ref={sheet} className="gw-grid" aria-hidden />
}
