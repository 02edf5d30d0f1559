/** @file The step cursor for views that are dear to draw: at once for a single step, and where it comes to rest for a burst. */
import { useEffect, useState } from 'react'
import { useServices } from './context'

/** Steps closer together than this are a burst: a held key, a scrub, fast play. */
const REST_MS = 120

export function useSettledCursor(): number {
  const { run } = useServices()
  const [settled, setSettled] = useState(() => run.summary().cursor)
  useEffect(() => {
    let before = run.summary().cursor
    let movedAt = -Infinity
    let timer: ReturnType<typeof setTimeout> | undefined
    const settle = () => setSettled(run.summary().cursor)
    settle()
    const stop = run.subscribe(() => {
      const { cursor } = run.summary()
      if (cursor === before) return
      before = cursor
      const now = performance.now()
      clearTimeout(timer)
      if (now - movedAt > REST_MS) settle()
      else timer = setTimeout(settle, REST_MS)
      movedAt = now
    })
    return () => {
      stop()
      clearTimeout(timer)
    }
  }, [run])
  return settled
}
