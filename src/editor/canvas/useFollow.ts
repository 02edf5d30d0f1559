/** @file The view follows the event under the cursor: where it is out of sight, the canvas moves to it. */
import { useEffect } from 'react'
import { useServices } from '../state/context'
import { canvasHandle } from './handle'

/** While steps come faster than this, the view keeps still: a canvas that jumps about shows nothing. */
const REST_MS = 160
/** After such a burst: a hand that scrubs often stops for a moment, and goes on. */
const BURST_REST_MS = 450

export function useFollow(): void {
  const { run, documents } = useServices()
  useEffect(() => {
    let before = run.summary().cursor
    let movedAt = -Infinity
    let timer: ReturnType<typeof setTimeout> | undefined
    const follow = () => {
      const { cursor, trace } = run.summary()
      const event = trace[cursor - 1]
      if (!event) return
      const edge = event.edge === undefined ? undefined : documents.getState().document.edges[event.edge]
      canvasHandle.current?.reveal(edge ? [edge.from.node, edge.to.node] : [event.node])
    }
    const stop = run.subscribe(() => {
      const { cursor } = run.summary()
      if (cursor === before) return
      before = cursor
      clearTimeout(timer)
      const now = performance.now()
      timer = setTimeout(follow, now - movedAt < REST_MS ? BURST_REST_MS : REST_MS)
      movedAt = now
    })
    return () => {
      stop()
      clearTimeout(timer)
    }
  }, [run, documents])
}
