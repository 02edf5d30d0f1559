/**
 * @file The dotted paper. React Flow's own Background paints its pattern anew over the whole view in every frame of a
 * pan (half of the cost of a frame without a graphics card); this sheet is painted once for a zoom, and then slides.
 */
import { useOnViewportChange, useReactFlow, type Viewport } from '@xyflow/react'
import { useCallback, useLayoutEffect, useRef } from 'react'

const GAP = 24
/** Dots closer together than this are noise: farther out every second one is left out. */
const MIN_STEP = 14
/** Upper bound of a step, as GAP times the largest zoom: the sheet is larger than the view by that much. */
const SPARE = 96

export function Grid() {
  const flow = useReactFlow()
  const sheet = useRef<HTMLDivElement>(null)
  const place = useCallback(({ x, y, zoom }: Viewport) => {
    const { style } = sheet.current ?? {}
    if (!style) return
    let step = GAP * zoom
    while (step < MIN_STEP) step *= 2
    const size = `${step}px ${step}px`
    if (style.backgroundSize !== size) style.backgroundSize = size
    const slide = (at: number) => (((at % step) + step) % step) - SPARE
    style.transform = `translate(${slide(x + SPARE)}px, ${slide(y + SPARE)}px)`
  }, [])
  useOnViewportChange({ onChange: place })
  useLayoutEffect(() => place(flow.getViewport()), [flow, place])
  return <div ref={sheet} className="gw-grid" aria-hidden />
}
