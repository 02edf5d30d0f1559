/** @file The loss as a surface that can be turned by pointer and keyboard. */
import { useElementSize, useMergedRef } from '@mantine/hooks'
import { useEffect, useRef, type KeyboardEvent, type PointerEvent } from 'react'
import { sharpContext } from '../../sharpContext'
import { useScheme } from '../../theme'
import { paintSurface, type SurfaceColours } from './paintSurface'
import { planeStore } from './planeStore'
import { usePlane } from './usePlane'

/** Degrees for each pixel and each key. */
const PER_PIXEL = 0.5
const PER_KEY = 5
const ELEVATION = { least: 5, most: 89 }

function turn(azimuth: number, elevation: number): void {
  const { turned } = planeStore.getState()
  planeStore.setState({
    turned: {
      azimuth: (((turned.azimuth + azimuth) % 360) + 360) % 360,
      elevation: Math.max(ELEVATION.least, Math.min(ELEVATION.most, turned.elevation + elevation)),
    },
  })
}

export function Surface({ names }: { readonly names: readonly [string, string] }) {
  const { coarse, fine, trails, walkers, t, turned } = usePlane('coarse', 'fine', 'trails', 'walkers', 't', 'turned')
  const scheme = useScheme()
  const { ref: sized, width, height } = useElementSize<HTMLDivElement>()
  const holder = useRef<HTMLDivElement>(null)
  const both = useMergedRef(sized, holder)
  const canvas = useRef<HTMLCanvasElement>(null)
  const last = useRef<readonly [number, number] | null>(null)
  const grid = fine ?? coarse
  const [first, second] = names

  useEffect(() => {
    // Once a picture, however many moves of the pointer come between two of them.
    const next = requestAnimationFrame(() => {
      const element = canvas.current
      const context = sharpContext(element, width, height)
      if (!element || !context || !grid) return
      const shown = walkers.flatMap(({ id, shown }, index) =>
        shown && trails[id] ? [{ index, trail: trails[id] }] : [],
      )
      const view = { width, height, ...turned }
      paintSurface(
        context,
        { grid, view, names: [first, second], trails: shown, t },
        coloursOf(element, walkers.length),
      )
    })
    return () => cancelAnimationFrame(next)
  }, [grid, trails, walkers, t, turned, width, height, scheme, first, second])

  const onPointerMove = (event: PointerEvent) => {
    if (!last.current) return
    turn((event.clientX - last.current[0]) * -PER_PIXEL, (event.clientY - last.current[1]) * PER_PIXEL)
    last.current = [event.clientX, event.clientY]
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const turns: Record<string, readonly [number, number]> = {
      ArrowLeft: [PER_KEY, 0],
      ArrowRight: [-PER_KEY, 0],
      ArrowUp: [0, PER_KEY],
      ArrowDown: [0, -PER_KEY],
    }
    const by = turns[event.key]
    if (!by || event.ctrlKey || event.metaKey || event.altKey) return
    event.preventDefault()
    event.stopPropagation()
    turn(...by)
  }
  return (
    <div
      ref={both}
      className="gw-descent-picture gw-plane-surface"
      role="slider"
      tabIndex={0}
      aria-label="The loss as a surface; drag it or use the arrow keys to turn it"
      aria-valuemin={0}
      aria-valuemax={360}
      aria-valuenow={Math.round(turned.azimuth)}
      aria-valuetext={`turned by ${Math.round(turned.azimuth)}°, seen from ${Math.round(turned.elevation)}° above`}
      onKeyDown={onKeyDown}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId)
        last.current = [event.clientX, event.clientY]
      }}
      onPointerMove={onPointerMove}
      onPointerUp={() => (last.current = null)}
      onPointerCancel={() => (last.current = null)}
    >
      <canvas ref={canvas} aria-hidden="true" />
      <p className="gw-descent-note">Height: logarithm of the loss</p>
    </div>
  )
}

function coloursOf(element: Element, count: number): SurfaceColours {
  const style = getComputedStyle(element)
  const token = (name: string) => style.getPropertyValue(name).trim()
  const rgb = (name: string) => {
    const hex = token(name).replace('#', '')
    return [0, 2, 4].map((i) => parseInt(hex.slice(i, i + 2), 16))
  }
  return {
    low: rgb('--gw-surface-low'),
    high: rgb('--gw-surface-high'),
    line: token('--gw-line-strong'),
    ink: token('--gw-ink'),
    param: token('--gw-param'),
    font: style.fontFamily,
    walkers: Array.from({ length: count }, (_, i) => token(`--gw-walker-${i}`)),
  }
}
