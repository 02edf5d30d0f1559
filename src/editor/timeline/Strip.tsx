/** @file The strip of events: one tick each, scrubbed by pointer and by keyboard. */
import { useElementSize, useMergedRef } from '@mantine/hooks'
import { useComputedColorScheme } from '@mantine/core'
import { useEffect, useRef, type KeyboardEvent, type PointerEvent } from 'react'
import { useRun, useServices } from '../state/context'
import { paintStrip, type StripColours } from './paintStrip'
import { player } from './player'
import { stripLayout } from './strip'

const HEIGHT = 34

export function Strip({ sentence }: { readonly sentence: string }) {
  const { run } = useServices()
  const trace = useRun((summary) => summary.trace)
  const cursor = useRun((summary) => summary.cursor)
  const forwardLength = useRun((summary) => summary.forwardLength)
  const scheme = useComputedColorScheme('light')
  const canvas = useRef<HTMLCanvasElement>(null)
  const { ref: sized, width } = useElementSize<HTMLDivElement>()
  const holder = useRef<HTMLDivElement>(null)
  const layout = stripLayout(trace.length, width)

  useEffect(() => {
    const element = canvas.current
    const context = element?.getContext('2d')
    if (!element || !context || !width) return
    const ratio = window.devicePixelRatio || 1
    element.width = Math.round(width * ratio)
    element.height = Math.round(HEIGHT * ratio)
    context.setTransform(ratio, 0, 0, ratio, 0, 0)
    paintStrip(
      context,
      trace,
      cursor,
      forwardLength,
      stripLayout(trace.length, width),
      width,
      HEIGHT,
      coloursOf(element, scheme),
    )
  }, [trace, cursor, forwardLength, width, scheme])

  const scrub = (event: PointerEvent<HTMLDivElement>) => {
    player.pause()
    run.setCursor(layout.cursorAt(event.clientX - event.currentTarget.getBoundingClientRect().left))
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const page = Math.max(2, Math.round(trace.length / 20))
    const to: Record<string, number> = {
      ArrowRight: cursor + 1,
      ArrowUp: cursor + 1,
      ArrowLeft: cursor - 1,
      ArrowDown: cursor - 1,
      PageUp: cursor + page,
      PageDown: cursor - page,
      Home: 0,
      End: trace.length,
    }
    if (!Object.hasOwn(to, event.key) || event.ctrlKey || event.metaKey || event.altKey) return
    event.preventDefault()
    event.stopPropagation()
    player.pause()
    run.setCursor(to[event.key]!)
  }
  const backward = forwardLength < trace.length ? layout.xOf(forwardLength) - layout.tick / 2 : null
  return (
    <div className="gw-strip">
      <div className="gw-strip-labels" aria-hidden="true">
        {forwardLength > 0 && <span style={{ left: layout.xOf(0) - layout.tick / 2 }}>forward</span>}
        {backward !== null && <span style={{ left: Math.max(backward, layout.xOf(0) + 52) }}>backward</span>}
      </div>
      <div
        ref={useMergedRef(sized, holder)}
        className="gw-strip-slider"
        role="slider"
        tabIndex={0}
        aria-label="Step through the run"
        aria-valuemin={0}
        aria-valuemax={trace.length}
        aria-valuenow={cursor}
        aria-valuetext={sentence}
        aria-disabled={!trace.length}
        onKeyDown={onKeyDown}
        onPointerDown={(event) => {
          if (event.button !== 0) return
          event.currentTarget.setPointerCapture(event.pointerId)
          scrub(event)
        }}
        onPointerMove={(event) => event.currentTarget.hasPointerCapture(event.pointerId) && scrub(event)}
      >
        <canvas ref={canvas} aria-hidden="true" style={{ width: '100%', height: HEIGHT }} />
      </div>
    </div>
  )
}

/** Reading tokens makes the browser bring all styles up to date: once a colour scheme is enough, not once a step. */
const colours = new Map<string, StripColours>()

function coloursOf(element: Element, scheme: string): StripColours {
  const known = colours.get(scheme)
  if (known) return known
  const style = getComputedStyle(element)
  const token = (name: string) => style.getPropertyValue(`--gw-${name}`).trim()
  const read = {
    value: token('value'),
    delta: token('delta'),
    parameter: token('param'),
    line: token('line'),
    ink: token('ink-2'),
  }
  colours.set(scheme, read)
  return read
}
