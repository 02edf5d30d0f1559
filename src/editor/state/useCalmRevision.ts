/** @file The run's revision for views that are dear to draw: at once for a single change, twice a second while they fly by. */
import { useCallback, useRef, useSyncExternalStore } from 'react'
import { useServices } from './context'
import type { RunStore } from './runStore'

/** Changes that come sooner after the last one that was shown wait until then. Milliseconds. */
const CALM_MS = 500

/** Recorded steps have 0: whoever reads them follows the cursor. */
export function useCalmRevision(): number {
  const { run, turns } = useServices()
  const shown = useRef<number | null>(null)
  shown.current ??= revisionNow(run)
  const subscribe = useCallback(
    (listener: () => void) => {
      let at = -Infinity
      let timer: ReturnType<typeof setTimeout> | undefined
      let asked = false
      const show = () => {
        timer = undefined
        asked = true
        turns.take(look, () => {
          asked = false
          at = performance.now()
          shown.current = revisionNow(run)
          listener()
        })
      }
      const look = () => {
        if (revisionNow(run) === shown.current || asked || timer !== undefined) return
        const wait = at + CALM_MS - performance.now()
        if (wait <= 0) show()
        else timer = setTimeout(show, wait)
      }
      look()
      const stop = run.subscribe(look)
      return () => {
        stop()
        turns.leave(look)
        clearTimeout(timer)
      }
    },
    [run, turns],
  )
  return useSyncExternalStore(subscribe, () => shown.current!)
}

function revisionNow(run: RunStore): number {
  const { recorded, revision } = run.summary()
  return recorded ? 0 : revision
}
