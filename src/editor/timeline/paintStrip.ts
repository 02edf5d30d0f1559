/** @file Paints the strip of events. */
import type { TraceEvent } from '../../runtime/protocol'
import { eventTone, type EventTone } from './eventWords'
import type { StripLayout } from './strip'

export interface StripColours extends Readonly<Record<EventTone, string>> {
  readonly line: string
  readonly ink: string
}

/** Height of a tick, px: what has run stands taller than what is ahead, the current event tallest. */
const HEIGHT = { ahead: 12, done: 12, current: 20 }

/**
 * One pass over the pixel columns: where several events share one, its first stands for them, so that the cost is
 * bounded by the width and not by the length of the trace.
 * @param height of the canvas, CSS px
 */
export function paintStrip(
  context: CanvasRenderingContext2D,
  trace: readonly TraceEvent[],
  cursor: number,
  forwardLength: number,
  layout: StripLayout,
  width: number,
  height: number,
  colours: StripColours,
): void {
  context.clearRect(0, 0, width, height)
  const base = height - 5
  context.fillStyle = colours.line
  context.fillRect(0, base + 2, width, 1)
  if (forwardLength > 0 && forwardLength < trace.length) {
    const border = Math.round((layout.xOf(forwardLength - 1) + layout.xOf(forwardLength)) / 2)
    context.fillRect(border, 2, 1, base)
  }
  const column = Math.max(1, Math.floor(1 / layout.pitch))
  for (let i = 0; i < trace.length; i += column) {
    const done = i < cursor
    context.globalAlpha = done ? 1 : 0.3
    context.fillStyle = colours[eventTone(trace[i]!)]
    const tall = done ? HEIGHT.done : HEIGHT.ahead
    tick(context, layout.xOf(i), base, layout.tick, tall)
  }
  context.globalAlpha = 1
  const current = trace[cursor - 1]
  const x = current ? layout.xOf(cursor - 1) : layout.xOf(-0.9)
  context.fillStyle = current ? colours[eventTone(current)] : colours.ink
  tick(context, x, base, Math.max(3, layout.tick), HEIGHT.current)
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
