/** @file Paints the strip of events. */
import type { EventTone } from './eventWords'
import type { EventLine } from './line'
import type { StripLayout } from './strip'

export interface StripColours extends Readonly<Record<EventTone, string>> {
  readonly line: string
  readonly ink: string
  readonly stop: string
}

/** Height of a tick, px: what has run stands taller than what is ahead, the current event tallest. */
const HEIGHT = { ahead: 12, done: 12, current: 20 }
/** Radius of the dot over an event at which a breakpoint stops, px. */
const STOP = 2.5

export interface StripPicture {
  readonly line: EventLine
  /** Positions at which breakpoints stop. */
  readonly stops: readonly number[]
  readonly layout: StripLayout
  /** Of the canvas, CSS px. */
  readonly width: number
  readonly height: number
  readonly colours: StripColours
}

/**
 * One pass over the pixel columns: where several events share one, its first stands for them, so that the cost is
 * bounded by the width and not by the length of the line.
 */
export function paintStrip(context: CanvasRenderingContext2D, picture: StripPicture): void {
  const { line, layout, width, height, colours } = picture
  const { length, position } = line
  context.clearRect(0, 0, width, height)
  const base = height - 5
  context.fillStyle = colours.line
  context.fillRect(0, base + 2, width, 1)
  for (const at of line.borders) context.fillRect(Math.round((layout.xOf(at - 1) + layout.xOf(at)) / 2), 2, 1, base)
  const column = Math.max(1, Math.floor(1 / layout.pitch))
  for (let i = 0; i < length; i += column) {
    const done = i < position
    context.globalAlpha = done ? 1 : 0.3
    context.fillStyle = colours[line.toneAt(i)]
    tick(context, layout.xOf(i), base, layout.tick, done ? HEIGHT.done : HEIGHT.ahead)
  }
  context.globalAlpha = 1
  paintStops(context, picture)
  const current = position > 0 ? line.toneAt(position - 1) : null
  const x = current ? layout.xOf(position - 1) : layout.xOf(-0.9)
  context.fillStyle = current ? colours[current] : colours.ink
  tick(context, x, base, Math.max(3, layout.tick), HEIGHT.current)
}

/** Dots that would cover each other are one. */
function paintStops(context: CanvasRenderingContext2D, { stops, layout, height, colours }: StripPicture) {
  context.fillStyle = colours.stop
  let last = -Infinity
  for (const position of stops) {
    const x = layout.xOf(position - 1)
    if (x < last + STOP) continue
    last = x
    context.beginPath()
    context.arc(x, height - 5 - HEIGHT.current - STOP - 1, STOP, 0, 2 * Math.PI)
    context.fill()
  }
}

function tick(context: CanvasRenderingContext2D, x: number, base: number, width: number, height: number) {
  if (width < 3) {
    context.fillRect(x - width / 2, base - height, width, height)
    return
  }
  context.beginPath()
  context.roundRect(x - width / 2, base - height, width, height, Math.min(2, width / 2))
  context.fill()
}
