/** @file The strip of events: one tick each, scrubbed by pointer and by keyboard. */
import { useElementSize, useMergedRef } from '@mantine/hooks'
import { useEffect, useMemo, useRef, type KeyboardEvent, type PointerEvent } from 'react'
import { useRun, useServices } from '../state/context'
import { goTo } from '../state/walk'
import { sharpContext } from '../sharpContext'
import { useScheme } from '../theme'
import { eventLine, labelsThatFit, positionOf } from './line'
import { paintStrip, stripBackdrop, type StripBackdrop, type StripColours } from './paintStrip'
import { player } from './player'
import { stripLayout } from './strip'
import { useSentence } from './useSentence'
import { useStops } from './useStops'

const HEIGHT = 34

export function Strip() {
  const sentence = useSentence()
  const { run } = useServices()
  const trace = useRun((summary) => summary.trace)
  const forwardLength = useRun((summary) => summary.forwardLength)
  const recorded = useRun((summary) => summary.recorded)
  const { steps, eventsPerStep } = recorded ?? {}
  const position = useRun(positionOf)
  const stops = useStops()
  const scheme = useScheme()
  const canvas = useRef<HTMLCanvasElement>(null)
  const { ref: sized, width } = useElementSize<HTMLDivElement>()
  const holder = useRef<HTMLDivElement>(null)
  const line = useMemo(
    () => eventLine({ trace, forwardLength, recorded: steps ? recorded : null }),
    // Of the recorded place only the length of the recording counts.
    // eslint-disable-next-line react-hooks/exhaustive-deps
    [trace, forwardLength, steps, eventsPerStep],
  )
  const { length } = line
  const layout = stripLayout(length, width)

  const look = useMemo(() => ({ line, width, scheme }), [line, width, scheme])
  const painted = useRef<{ readonly look: object; readonly backdrop: StripBackdrop } | null>(null)

  useEffect(() => {
    const { line, width, scheme } = look
    const context = sharpContext(canvas.current, width, HEIGHT)
    if (!context) return
    const colours = coloursOf(context.canvas, scheme)
    const picture = { line, layout: stripLayout(line.length, width), width, height: HEIGHT, colours }
    if (painted.current?.look !== look) painted.current = { look, backdrop: stripBackdrop(picture) }
    paintStrip(context, { ...picture, position, stops }, painted.current.backdrop)
  }, [look, position, stops])

  const scrub = (event: PointerEvent<HTMLDivElement>) => {
    player.pause()
    goTo(run, layout.cursorAt(event.clientX - event.currentTarget.getBoundingClientRect().left))
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const page = eventsPerStep ?? Math.max(2, Math.round(length / 20))
    const to: Record<string, number> = {
      ArrowRight: position + 1,
      ArrowUp: position + 1,
      ArrowLeft: position - 1,
      ArrowDown: position - 1,
      PageUp: position + page,
      PageDown: position - page,
      Home: 0,
      End: length,
    }
    if (!Object.hasOwn(to, event.key) || event.ctrlKey || event.metaKey || event.altKey) return
    event.preventDefault()
    event.stopPropagation()
    player.pause()
    goTo(run, to[event.key]!)
  }
  return (
    <div className="gw-strip">
      <div className="gw-strip-labels" aria-hidden="true">
        {labelsThatFit(line.labels, layout.xOf).map(({ text, x }) => (
          <span key={text} style={{ left: x - layout.tick / 2 }}>
            {text}
          </span>
        ))}
      </div>
      <div
        ref={useMergedRef(sized, holder)}
        className="gw-strip-slider"
        role="slider"
        tabIndex={0}
        aria-label="Step through the run"
        aria-valuemin={0}
        aria-valuemax={length}
        aria-valuenow={position}
        aria-valuetext={sentence}
        aria-disabled={!length}
        onKeyDown={onKeyDown}
        onPointerDown={(event) => {
          if (event.button !== 0) return
          event.currentTarget.setPointerCapture(event.pointerId)
          scrub(event)
        }}
        onPointerMove={(event) => {
          if (!event.currentTarget.hasPointerCapture(event.pointerId)) return
          // Else the borders between the panels measure themselves for each move, in the middle of a change of all.
          event.preventDefault()
          scrub(event)
        }}
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
    stop: token('error'),
  }
  colours.set(scheme, read)
  return read
}
