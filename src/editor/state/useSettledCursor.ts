/** @file The step cursor for views that are dear to draw: at once for a single step, and where it comes to rest for a burst. */
import { useEffect, useState } from 'react'
import { useServices } from './context'
import type { RunStore } from './runStore'

/** Steps closer together than this are a burst: a held key, a scrub, fast play. */
const REST_MS = 120

export function useSettledCursor(): number {
  const { run } = useServices()
  const [settled, setSettled] = useState(() => placeNow(run))
  useEffect(() => {
    let before = placeNow(run)
    let movedAt = -Infinity
    let timer: ReturnType<typeof setTimeout> | undefined
    const settle = () => setSettled(placeNow(run))
    settle()
    const stop = run.subscribe(() => {
      const place = placeNow(run)
      if (place.cursor === before.cursor && place.revision === before.revision) return
      before = place
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
  return settled.cursor
}

/** Another recorded step may show the same event of its own: then the numbers tell that something has moved. */
function placeNow(run: RunStore) {
  const { cursor, recorded, revision } = run.summary()
  return { cursor, revision: recorded ? revision : null }
}
