/** @file Paints the strip of events. */
import { sharpContext } from '../sharpContext'
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
  readonly line: Omit<EventLine, 'position'>
  /** Events done. */
  readonly position: number
  /** Positions at which breakpoints stop. */
  readonly stops: readonly number[]
  readonly layout: StripLayout
  /** Of the canvas, CSS px. */
  readonly width: number
  readonly height: number
  readonly colours: StripColours
}

/** All ticks as they are before and after the cursor has passed: painted once a line, then shown in parts. */
export interface StripBackdrop {
  readonly ahead: CanvasImageSource
  readonly done: CanvasImageSource
}

export function stripBackdrop(picture: Omit<StripPicture, 'stops' | 'position'>): StripBackdrop {
  const paint = (done: boolean) => {
    const sheet = document.createElement('canvas')
    const context = sharpContext(sheet, picture.width, picture.height)
    if (context) paintTicks(context, picture, done)
    return sheet
  }
  return { ahead: paint(false), done: paint(true) }
}

/**
 * One pass over the pixel columns: where several events share one, its first stands for them, so that the cost is
 * bounded by the width and not by the length of the line.
 */
function paintTicks(
  context: CanvasRenderingContext2D,
  { line, layout, width, height, colours }: Omit<StripPicture, 'stops' | 'position'>,
  done: boolean,
) {
  const base = height - 5
  context.fillStyle = colours.line
  context.fillRect(0, base + 2, width, 1)
  for (const at of line.borders) context.fillRect(Math.round((layout.xOf(at - 1) + layout.xOf(at)) / 2), 2, 1, base)
  const column = Math.max(1, Math.floor(1 / layout.pitch))
  context.globalAlpha = done ? 1 : 0.3
  for (let i = 0; i < line.length; i += column) {
    context.fillStyle = colours[line.toneAt(i)]
    tick(context, layout.xOf(i), base, layout.tick, done ? HEIGHT.done : HEIGHT.ahead)
  }
}

export function paintStrip(context: CanvasRenderingContext2D, picture: StripPicture, backdrop: StripBackdrop): void {
  const { line, position, layout, width, height, colours } = picture
  const base = height - 5
  const border = position > 0 ? layout.xOf(position - 0.5) : 0
  part(context, backdrop.done, 0, border, width, height)
  part(context, backdrop.ahead, border, width, width, height)
  paintStops(context, picture)
  const current = position > 0 ? line.toneAt(position - 1) : null
  const x = current ? layout.xOf(position - 1) : layout.xOf(-0.9)
  context.fillStyle = current ? colours[current] : colours.ink
  tick(context, x, base, Math.max(3, layout.tick), HEIGHT.current)
}

/** The part of a sheet between two places. */
function part(
  context: CanvasRenderingContext2D,
  sheet: CanvasImageSource,
  from: number,
  to: number,
  width: number,
  height: number,
) {
  if (to <= from) return
  context.save()
  context.beginPath()
  context.rect(from, 0, to - from, height)
  context.clip()
  context.drawImage(sheet, 0, 0, width, height)
  context.restore()
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
