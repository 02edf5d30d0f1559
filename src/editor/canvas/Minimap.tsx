/**
 * @file The overview: cards as boxes on one small canvas, the view as a frame that can be dragged. For the pointer only:
 * the keyboard has "fit" and the outline.
 */
import { useThrottledCallback } from '@mantine/hooks'
import { useReactFlow } from '@xyflow/react'
import { useCallback, useEffect, useMemo, useRef, type PointerEvent } from 'react'
import { useDocument, useView } from '../state/context'
import { useScheme } from '../theme'
import type { Point } from './geometry'
import { fitOverview, overviewBoxes, type Overview } from './overview'
import { useViewMoves } from './useViewMoves'

const WIDTH = 168
const HEIGHT = 108
const DENSITY = 2
/** A picture so small need not be painted anew in every frame of a pan. Milliseconds. */
const INTERVAL = 150

interface Colours {
  readonly scheme: string
  readonly plain: string
  readonly chosen: string
  readonly frame: string
}

function readColours(element: Element, scheme: string): Colours {
  const style = getComputedStyle(element)
  const of = (name: string) => style.getPropertyValue(name).trim()
  return { scheme, plain: of('--gw-line-strong'), chosen: of('--gw-value'), frame: of('--gw-ink-2') }
}

interface MinimapProps {
  readonly moved: ReadonlyMap<string, Point>
  /** Size of the canvas that the overview belongs to. */
  readonly measure: () => { width: number; height: number }
}

export function Minimap({ moved, measure }: MinimapProps) {
  const flow = useReactFlow()
  const document = useDocument((state) => state.document)
  const selected = useView((state) => state.selectedNodes)
  const scheme = useScheme()
  const canvas = useRef<HTMLCanvasElement>(null)
  const colours = useRef<Colours | null>(null)
  const overview = useRef<Overview | null>(null)
  /** The map as it was when the press began: following one that rescales under the pointer would run away. */
  const held = useRef<Overview | null>(null)
  const boxes = useMemo(() => overviewBoxes(document, moved), [document, moved])

  const paint = useCallback(() => {
    const element = canvas.current
    const context = element?.getContext('2d')
    if (!element || !context) return
    if (colours.current?.scheme !== scheme) colours.current = readColours(element, scheme)
    const { plain, chosen, frame } = colours.current
    const { x, y, zoom } = flow.getViewport()
    const { width, height } = measure()
    const seen = { x: -x / zoom, y: -y / zoom, width: width / zoom, height: height / zoom }
    const map = fitOverview(boxes, seen, WIDTH, HEIGHT)
    overview.current = map
    context.setTransform(DENSITY, 0, 0, DENSITY, 0, 0)
    context.clearRect(0, 0, WIDTH, HEIGHT)
    context.setTransform(DENSITY * map.scale, 0, 0, DENSITY * map.scale, DENSITY * map.x, DENSITY * map.y)
    for (const box of boxes) {
      context.fillStyle = selected.has(box.id) ? chosen : plain
      context.fillRect(box.x, box.y, box.width, box.height)
    }
    context.strokeStyle = frame
    context.lineWidth = 1.25 / map.scale
    context.strokeRect(seen.x, seen.y, seen.width, seen.height)
  }, [flow, boxes, measure, selected, scheme])

  const repaint = useThrottledCallback(() => requestAnimationFrame(paint), INTERVAL)
  useViewMoves(repaint)
  useEffect(repaint, [repaint, paint])
  useEffect(() => {
    const element = canvas.current
    element?.addEventListener('contextrestored', repaint)
    return () => element?.removeEventListener('contextrestored', repaint)
  }, [repaint])

  const go = (event: PointerEvent<HTMLCanvasElement>) => {
    const map = held.current
    if (!map || !(event.buttons & 1)) return
    const corner = event.currentTarget.getBoundingClientRect()
    const x = (event.clientX - corner.left - map.x) / map.scale
    const y = (event.clientY - corner.top - map.y) / map.scale
    void flow.setCenter(x, y, { zoom: flow.getZoom() })
  }
  return (
    <canvas
      ref={canvas}
      className="gw-minimap"
      width={WIDTH * DENSITY}
      height={HEIGHT * DENSITY}
      style={{ width: WIDTH, height: HEIGHT }}
      aria-hidden
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId)
        held.current = overview.current
        go(event)
      }}
      onPointerMove={go}
    />
  )
}
