/** @file Moving nodes: places under the hand live here and enter the document once, when the hand lets go. */
import type { NodeChange, OnNodesChange } from '@xyflow/react'
import { useCallback, useRef, useState } from 'react'
import { moveNodes } from '../../graph'
import { useServices } from '../state/context'
import { ORIGIN, type Point } from './geometry'
import type { CanvasNode } from './projection'

export interface Moves {
  readonly moved: ReadonlyMap<string, Point>
  readonly onNodesChange: OnNodesChange<CanvasNode>
  /** A drag began: what follows is one gesture. */
  readonly start: () => void
  /** The drag ended: one entry of history. */
  readonly stop: () => void
}

const NOWHERE: ReadonlyMap<string, Point> = new Map()
/** Arrow keys closer together than this are one burst. */
const BURST = 600

export function useMoves(): Moves {
  const { documents, view } = useServices()
  const [moved, setMoved] = useState(NOWHERE)
  const latest = useRef(NOWHERE)
  const dragging = useRef(false)
  const burst = useRef({ at: -Infinity, number: 0 })

  const show = useCallback((next: ReadonlyMap<string, Point>) => {
    latest.current = next
    setMoved(next)
  }, [])

  const start = useCallback(() => {
    dragging.current = true
  }, [])

  const stop = useCallback(() => {
    dragging.current = false
    const positions = Object.fromEntries(latest.current)
    if (Object.keys(positions).length) documents.run(moveNodes(positions))
    show(NOWHERE)
  }, [documents, show])

  /** React Flow moves the chosen nodes that it was given; those that are not near the view go the same way. */
  const bringAlong = useCallback(
    (positions: Record<string, Point>) => {
      const { selectedNodes } = view.getState()
      const { document } = documents.getState()
      const [[led, to]] = Object.entries(positions) as [[string, Point]]
      if (!selectedNodes.has(led)) return
      const placeOf = (id: string) => latest.current.get(id) ?? document.layout[id] ?? ORIGIN
      const from = placeOf(led)
      for (const id of selectedNodes) {
        if (positions[id] || !document.nodes[id]) continue
        const { x, y } = placeOf(id)
        positions[id] = { x: x + to.x - from.x, y: y + to.y - from.y }
      }
    },
    [documents, view],
  )

  const onNodesChange = useCallback(
    (changes: NodeChange<CanvasNode>[]) => {
      const positions: Record<string, Point> = {}
      let places = 0
      const chosen = new Map<string, boolean>()
      for (const change of changes) {
        if (change.type === 'select') chosen.set(change.id, change.selected)
        else if (change.type === 'position' && change.position) {
          positions[change.id] = change.position
          places++
        }
      }
      if (chosen.size) {
        const { selectedNodes } = view.getState()
        const next = new Set(selectedNodes)
        for (const [id, on] of chosen)
          if (on) next.add(id)
          else next.delete(id)
        view.setState({ selectedNodes: next })
      }
      if (!places) return
      bringAlong(positions)
      if (dragging.current) {
        show(new Map([...latest.current, ...Object.entries(positions)]))
        return
      }
      // Without a drag it is the arrow keys, which tell no start and no end: presses in a row become one entry.
      const now = performance.now()
      if (now - burst.current.at > BURST) burst.current.number++
      burst.current.at = now
      documents.run(moveNodes(positions, { mergeKey: `arrow keys ${burst.current.number}` }))
    },
    [bringAlong, documents, view, show],
  )
  return { moved, onNodesChange, start, stop }
}
