/** @file The picture of the backward graph: painted, dragged, zoomed, and walked along by keys. */
import { useEffect, useMemo, useRef, useState, type KeyboardEvent, type PointerEvent } from 'react'
import type { GraphDocument } from '../../graph'
import { ops } from '../../ops'
import { plainPort } from '../math'
import { useRun, useServices, useView } from '../state/context'
import { sharpContext } from '../sharpContext'
import { useScheme } from '../theme'
import { kindOf, type BackwardGraph, type Box, type Line } from './graph'
import { paintBackward, type BackwardColours } from './paintBackward'
import type { BackwardView } from './useBackwardView'
import { eventOf, inOrder, itemAt, type Item } from './view'
import { itemWords } from './words'

interface BackwardCanvasProps {
  readonly graph: BackwardGraph
  readonly document: GraphDocument
  readonly cursor: number
  readonly view: BackwardView
  readonly onGo: (item: Item) => void
}

/** Less is a click with an unsteady hand, px. */
const DRAG = 4

export function BackwardCanvas({
  graph,
  document,
  cursor,
  view: { view, extent, ref, pan, zoom },
  onGo,
}: BackwardCanvasProps) {
  const { run } = useServices()
  const selectedNodes = useView((state) => state.selectedNodes)
  const selectedEdges = useView((state) => state.selectedEdges)
  const revision = useRun((summary) => summary.revision)
  const scheme = useScheme()
  const canvas = useRef<HTMLCanvasElement>(null)
  const hand = useRef<{ x: number; y: number; moved: boolean } | null>(null)
  const [pointed, setPointed] = useState<Item | null>(null)
  const { width, height } = extent

  useEffect(() => {
    const context = sharpContext(canvas.current, width, height)
    if (!context) return
    const shown = (box: Box) => run.shown(kindOf(box), box.key)
    paintBackward(
      context,
      {
        graph,
        view,
        extent: { width, height },
        cursor,
        shown,
        shownOn: (line: Line) => (line.edge === null ? shown(line.to) : run.shown('edges', line.edge)),
        nameOf: (box) => shortName(document, box),
        selectedNodes,
        selectedEdges,
        pointed: pointed && eventOf(pointed),
      },
      coloursOf(context.canvas),
    )
  }, [graph, document, view, width, height, cursor, revision, run, selectedNodes, selectedEdges, pointed, scheme])

  const items = useMemo(() => inOrder(graph), [graph])
  const place = pointed ? items.findIndex((item) => eventOf(item) === eventOf(pointed)) : -1
  const spot = (event: { clientX: number; clientY: number; currentTarget: Element }) => {
    const { left, top } = event.currentTarget.getBoundingClientRect()
    return { x: event.clientX - left, y: event.clientY - top }
  }
  const onPointerMove = (event: PointerEvent<HTMLDivElement>) => {
    const from = hand.current
    if (!from) return setPointed(itemAt(graph, view, spot(event)))
    const [dx, dy] = [event.clientX - from.x, event.clientY - from.y]
    if (!from.moved && Math.hypot(dx, dy) < DRAG) return
    pan(dx, dy)
    hand.current = { x: event.clientX, y: event.clientY, moved: true }
  }
  const onPointerUp = (event: PointerEvent<HTMLDivElement>) => {
    const from = hand.current
    hand.current = null
    const item = from && !from.moved ? itemAt(graph, view, spot(event)) : null
    setPointed(item)
    if (item) onGo(item)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return
    if ((event.key === 'Enter' || event.key === ' ') && pointed) onGo(pointed)
    else if (event.key === '+' || event.key === '-')
      zoom(event.key === '+' ? 1.25 : 0.8, { x: width / 2, y: height / 2 })
    else {
      const to: Record<string, number> = {
        ArrowRight: place + 1,
        ArrowDown: place + 1,
        ArrowLeft: place - 1,
        ArrowUp: place - 1,
        Home: 0,
        End: items.length - 1,
      }
      if (!Object.hasOwn(to, event.key)) return
      setPointed(items[Math.max(0, Math.min(items.length - 1, to[event.key]!))] ?? null)
    }
    event.preventDefault()
    event.stopPropagation()
  }
  const words = pointed && wordsOf(pointed)
  function wordsOf(item: Item): string {
    const shown =
      item.kind === 'box'
        ? run.shown(kindOf(item.box), item.box.key)
        : item.line.edge === null
          ? run.shown(kindOf(item.line.to), item.line.to.key)
          : run.shown('edges', item.line.edge)
    return itemWords(document, ops, item, shown, cursor)
  }
  useWheel(canvas, zoom)
  return (
    <div
      ref={ref}
      className="gw-backward-canvas"
      role="slider"
      tabIndex={0}
      aria-label="The reverse pass in its order; Enter goes to the node or edge"
      aria-valuemin={0}
      aria-valuemax={Math.max(0, items.length - 1)}
      aria-valuenow={Math.max(0, place)}
      aria-valuetext={words ?? 'nothing yet'}
      data-pointed={pointed ? true : undefined}
      onKeyDown={onKeyDown}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId)
        hand.current = { x: event.clientX, y: event.clientY, moved: false }
      }}
      onPointerMove={onPointerMove}
      onPointerUp={onPointerUp}
      onPointerCancel={() => (hand.current = null)}
      onPointerLeave={() => !hand.current && setPointed(null)}
    >
      <canvas ref={canvas} aria-hidden="true" />
      {words && (
        <p className="gw-backward-tip" aria-hidden="true">
          {words}
        </p>
      )}
    </div>
  )
}

/** React listens to the wheel passively: the page would scroll too. */
function useWheel(canvas: React.RefObject<HTMLCanvasElement | null>, zoom: BackwardView['zoom']) {
  const latest = useRef(zoom)
  useEffect(() => {
    latest.current = zoom
  })
  useEffect(() => {
    const element = canvas.current
    if (!element) return
    const onWheel = (event: WheelEvent) => {
      event.preventDefault()
      const { left, top } = element.getBoundingClientRect()
      latest.current(Math.exp(-event.deltaY / 400), { x: event.clientX - left, y: event.clientY - top })
    }
    element.addEventListener('wheel', onWheel, { passive: false })
    return () => element.removeEventListener('wheel', onWheel)
  }, [canvas])
}

/** "ŷ₁" of a δ; "W" of a gradient, which hangs below its node. */
function shortName(document: GraphDocument, box: Box): string {
  const name = plainPort(document, ops, box)
  return box.kind === 'gradient' ? name.replace(/ of .*$/, '') : name
}

function coloursOf(element: Element): BackwardColours {
  const style = getComputedStyle(element)
  const token = (name: string) => style.getPropertyValue(`--gw-${name}`).trim()
  return {
    delta: token('delta'),
    deltaSoft: token('delta-soft'),
    param: token('param'),
    paramSoft: token('param-soft'),
    error: token('error'),
    surface: token('surface'),
    paper: token('paper'),
    ink: token('ink'),
    quiet: token('ink-3'),
    wire: token('wire'),
    font: style.fontFamily,
  }
}
