/**
 * @file Putting a point somewhere on a picture. A mouse presses and drags; a finger drags the point itself, or taps:
 * a finger that moves elsewhere scrolls the panel.
 */
import { useRef, type PointerEvent } from 'react'

export function usePlacing<E extends Element>(move: (event: PointerEvent<E>) => void) {
  const tapping = useRef<number | null>(null)
  return {
    onPointerDown(event: PointerEvent<E>) {
      const onPoint = (event.target as Element).closest('.gw-line-point') !== null
      if (event.pointerType === 'touch' && !onPoint) {
        tapping.current = event.pointerId
        return
      }
      event.currentTarget.setPointerCapture(event.pointerId)
      move(event)
    },
    onPointerMove(event: PointerEvent<E>) {
      if (tapping.current !== event.pointerId && event.currentTarget.hasPointerCapture(event.pointerId)) move(event)
    },
    onPointerUp(event: PointerEvent<E>) {
      if (tapping.current === event.pointerId) move(event)
      tapping.current = null
    },
    onPointerCancel() {
      tapping.current = null
    },
  }
}
