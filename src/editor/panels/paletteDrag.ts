/**
 * @file Dragging an operation from the palette with mouse, pen or finger. Pointer events, because HTML drag and drop does
 * not exist on touch screens. A ghost follows the pointer; Escape cancels; dropping beside the canvas does nothing.
 */
import { createStore } from 'zustand/vanilla'

export interface DragState {
  readonly op: string
  /** Client coordinates of the pointer. */
  readonly x: number
  readonly y: number
  /** Whether a drop here adds the node. */
  readonly over: boolean
}

export const paletteDrag = createStore<DragState | { readonly op: null }>(() => ({ op: null }))

/** Marks the element on which a node may be dropped. */
export const DROP_ATTRIBUTE = 'data-gw-drop'

/** Pixels that a mouse moves before a press is a drag, so that a shaky click stays a click. */
const THRESHOLD = 6
/** How long a finger rests before it drags instead of scrolling, ms. */
const LONG_PRESS = 250

interface Start {
  readonly op: string
  readonly pointerId: number
  readonly touch: boolean
  readonly x: number
  readonly y: number
}

/** Follows one press. `onDrop` gets client coordinates; `onEnd(dragged)` comes always, last. */
export function followPress(
  start: Start,
  onDrop: (point: { x: number; y: number }) => void,
  onEnd: (dragged: boolean) => void,
): void {
  let dragging = false
  const begin = (x: number, y: number) => {
    dragging = true
    paletteDrag.setState({ op: start.op, x, y, over: isOverCanvas(x, y) }, true)
  }
  const timer = start.touch ? setTimeout(() => begin(start.x, start.y), LONG_PRESS) : undefined

  const onMove = (event: PointerEvent) => {
    if (event.pointerId !== start.pointerId) return
    const moved = Math.hypot(event.clientX - start.x, event.clientY - start.y)
    if (!dragging && !start.touch && moved > THRESHOLD) begin(event.clientX, event.clientY)
    // A finger that moves before the long press is scrolling the list.
    if (!dragging && start.touch && moved > THRESHOLD) return end(false)
    if (dragging)
      paletteDrag.setState(
        { op: start.op, x: event.clientX, y: event.clientY, over: isOverCanvas(event.clientX, event.clientY) },
        true,
      )
  }
  const onUp = (event: PointerEvent) => {
    if (event.pointerId !== start.pointerId) return
    const drop = dragging && isOverCanvas(event.clientX, event.clientY)
    end(dragging)
    if (drop) onDrop({ x: event.clientX, y: event.clientY })
  }
  const onCancel = () => end(dragging)
  const onKey = (event: KeyboardEvent) => {
    if (event.key !== 'Escape' || !dragging) return
    event.preventDefault()
    event.stopPropagation()
    end(true)
  }
  // Once a finger drags a node, the page must not scroll under it.
  const onTouchMove = (event: TouchEvent) => {
    if (dragging) event.preventDefault()
  }

  function end(dragged: boolean) {
    clearTimeout(timer)
    window.removeEventListener('pointermove', onMove)
    window.removeEventListener('pointerup', onUp)
    window.removeEventListener('pointercancel', onCancel)
    window.removeEventListener('keydown', onKey, true)
    window.removeEventListener('touchmove', onTouchMove)
    paletteDrag.setState({ op: null }, true)
    onEnd(dragged)
  }
  window.addEventListener('pointermove', onMove)
  window.addEventListener('pointerup', onUp)
  window.addEventListener('pointercancel', onCancel)
  window.addEventListener('keydown', onKey, true)
  window.addEventListener('touchmove', onTouchMove, { passive: false })
}

function isOverCanvas(x: number, y: number): boolean {
  return document.elementFromPoint(x, y)?.closest(`[${DROP_ATTRIBUTE}]`) != null
}
