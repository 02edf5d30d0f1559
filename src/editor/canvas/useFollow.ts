/** @file The view follows the event under the cursor: where it is out of sight, the canvas moves to it. */
import { useEffect, type RefObject } from 'react'
import { useServices } from '../state/context'
import { canvasHandle } from './handle'

export function useFollow(root: RefObject<HTMLDivElement | null>): void {
  const { run, documents } = useServices()
  useEffect(() => {
    let before = run.summary().cursor
    return run.subscribe(() => {
      const { cursor, trace } = run.summary()
      const moved = cursor !== before
      before = cursor
      const event = trace[cursor - 1]
      if (!moved || !event || !root.current) return
      const edge = event.edge === undefined ? undefined : documents.getState().document.edges[event.edge]
      canvasHandle.current?.reveal(edge ? [edge.from.node, edge.to.node] : [event.node])
    })
  }, [run, documents, root])
}
