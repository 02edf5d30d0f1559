/** @file Where a hint opens: beside its control, always wholly inside the window. All lengths in CSS pixels. */
import type { HintSide } from './hint'

interface Size {
  readonly width: number
  readonly height: number
}
interface Box extends Size {
  readonly left: number
  readonly top: number
}

const GAP = 6
const MARGIN = 6

/** @returns the hint's top left corner. */
export function placeHint(control: Box, tip: Size, view: Size, side: HintSide): { left: number; top: number } {
  const inside = (at: number, length: number, room: number) => Math.max(MARGIN, Math.min(at, room - MARGIN - length))
  const right = control.left + control.width
  const bottom = control.top + control.height
  if (side === 'right') {
    const fits = right + GAP + tip.width <= view.width - MARGIN
    return {
      left: inside(fits ? right + GAP : control.left - GAP - tip.width, tip.width, view.width),
      top: inside(control.top + (control.height - tip.height) / 2, tip.height, view.height),
    }
  }
  const roomAbove = control.top - GAP - tip.height >= MARGIN
  const roomBelow = bottom + GAP + tip.height <= view.height - MARGIN
  const above = side === 'top' ? roomAbove || !roomBelow : roomAbove && !roomBelow
  return {
    left: inside(control.left + (control.width - tip.width) / 2, tip.width, view.width),
    top: inside(above ? control.top - GAP - tip.height : bottom + GAP, tip.height, view.height),
  }
}
