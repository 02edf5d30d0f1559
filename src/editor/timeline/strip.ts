/** @file Geometry of the strip of events: from two events to many thousands on one canvas. */

export interface StripLayout {
  /** Distance between neighbouring events, px; below 1 several share a column. */
  readonly pitch: number
  /** Width of one tick, px. */
  readonly tick: number
  /** Centre of an event, px. */
  xOf(index: number): number
  /** The cursor that a pointer at x asks for: events done, 0 … count. */
  cursorAt(x: number): number
}

const EDGE = 10
const WIDEST_PITCH = 44

/** Few events stay close together at the left, so that a short trace does not look like a sparse one. */
export function stripLayout(count: number, width: number): StripLayout {
  const room = Math.max(1, width - 2 * EDGE)
  const pitch = count ? Math.min(WIDEST_PITCH, room / count) : room
  return {
    pitch,
    tick: Math.max(1, Math.min(8, pitch * 0.62)),
    xOf: (index) => EDGE + (index + 0.5) * pitch,
    cursorAt: (x) => Math.max(0, Math.min(count, Math.round((x - EDGE) / pitch + 0.5))),
  }
}
