/**
 * @file The nodes that React Flow is given. Its own culling mounts and unmounts cards in most frames of a pan, and each
 * such frame lays the whole view out anew (6 to 10 ms without a graphics card); here cards beyond the view are mounted
 * ahead when nothing else happens, a few a frame, and kept until the view has left them well behind.
 */
import { useStoreApi, type ReactFlowState } from '@xyflow/react'
import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import type { GraphDocument } from '../../graph'
import { useServices } from '../state/context'
import { boxOf, BUSY_MARGIN, MARGIN, meets, nodesNear, seenRect, serves } from './near'
import type { Rect } from './overview'
import { useViewMoves } from './useViewMoves'

/** Cards out of sight that are mounted in one frame. */
const AHEAD = 4
/** After the last number has changed. Milliseconds. */
const REST = 1200
const NONE: ReadonlySet<string> = new Set()

/** @returns ids of the nodes to render, the same set while nothing changes; and the part of the plane they were chosen for. */
export function useNear(document: GraphDocument): { readonly near: ReadonlySet<string>; readonly around: Rect } {
  const flow = useStoreApi()
  const { run } = useServices()
  const [kept, setKept] = useState<Rect>(() => viewOf(flow.getState(), BUSY_MARGIN))
  const margin = useRef(BUSY_MARGIN)
  const look = useCallback((state: ReactFlowState) => {
    const [seen, wanted] = [viewOf(state), viewOf(state, margin.current)]
    setKept((rect) => (serves(rect, seen, wanted) ? rect : wanted))
  }, [])
  useViewMoves(look)
  useEffect(() => {
    const settle = (pixels: number) => {
      if (margin.current === pixels) return
      margin.current = pixels
      setKept(viewOf(flow.getState(), pixels))
    }
    let rest = setTimeout(settle, REST, MARGIN)
    const stop = run.subscribe(() => {
      settle(BUSY_MARGIN)
      clearTimeout(rest)
      rest = setTimeout(settle, REST, MARGIN)
    })
    return () => {
      stop()
      clearTimeout(rest)
    }
  }, [flow, run])

  const near = useMemo(() => nodesNear(document, kept), [document, kept])
  const [, again] = useState(0)
  const shown = useRef(NONE)
  const { set, waiting } = admit(near, shown.current, () => {
    const seen = viewOf(flow.getState())
    return (id) => meets(boxOf(document, id), seen)
  })
  useEffect(() => {
    shown.current = set
    if (!waiting) return
    const frame = requestAnimationFrame(() => again((n) => n + 1))
    return () => cancelAnimationFrame(frame)
  })
  return { near: set, around: kept }
}

const viewOf = ({ transform, width, height }: ReactFlowState, grow = 0) => seenRect(transform, width, height, grow)

/** What is in sight comes at once, the rest a few at a time; what is far goes when all that is near has come. */
function admit(near: ReadonlySet<string>, shown: ReadonlySet<string>, sight: () => (id: string) => boolean) {
  const coming = [...near].filter((id) => !shown.has(id))
  const gone = [...shown].some((id) => !near.has(id))
  if (!coming.length) return { set: gone ? near : shown, waiting: false }
  const inSight = sight()
  const set = new Set([...shown, ...coming.filter(inSight)])
  let room = AHEAD
  let waiting = false
  for (const id of coming) {
    if (set.has(id)) continue
    if (room-- > 0) set.add(id)
    else waiting = true
  }
  return { set, waiting: waiting || gone }
}
