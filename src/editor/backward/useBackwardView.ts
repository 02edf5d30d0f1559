/** @file Where the backward graph is looked at: fits itself until a hand moves it, then stays, and follows the selection. */
import { useElementSize } from '@mantine/hooks'
import { useCallback, useEffect, useMemo, useState } from 'react'
import { useView } from '../state/context'
import type { BackwardGraph, Point } from './graph'
import { fitView, reveal, zoomAt, type Extent, type View } from './view'

export interface BackwardView {
  readonly view: View
  readonly extent: Extent
  readonly ref: (element: HTMLDivElement | null) => void
  readonly fit: () => void
  readonly pan: (dx: number, dy: number) => void
  readonly zoom: (factor: number, at: Point) => void
}

export function useBackwardView(graph: BackwardGraph): BackwardView {
  const { ref, width, height } = useElementSize<HTMLDivElement>()
  /** Null: fitted. */
  const [moved, setMoved] = useState<View | null>(null)
  const extent = { width, height }
  const fitted = useMemo(() => fitView(graph, { width, height }), [graph, width, height])
  const view = moved ?? fitted
  const selected = useView((state) => state.selectedNodes)
  useEffect(() => {
    if (!selected.size) return
    setMoved((now) => {
      const box = graph.boxes.find(({ node }) => selected.has(node))
      return now && box ? reveal(now, box, { width, height }) : now
    })
  }, [selected, graph, width, height])
  const fit = useCallback(() => setMoved(null), [])
  const pan = (dx: number, dy: number) =>
    setMoved((now) => ({ ...(now ?? fitted), x: (now ?? fitted).x + dx, y: (now ?? fitted).y + dy }))
  const zoom = (factor: number, at: Point) => setMoved((now) => zoomAt(now ?? fitted, factor, at))
  return { view, extent, ref, fit, pan, zoom }
}
