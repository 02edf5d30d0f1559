/** @file What just happened, for screen readers. The same sentence twice in a row is said twice. */
import { useEffect, useRef } from 'react'
import { useServices } from '../state/context'

export function LiveRegion() {
  const { view } = useServices()
  const region = useRef<HTMLDivElement>(null)
  useEffect(() => {
    let last = view.getState().announcement
    let odd = false
    return view.subscribe(({ announcement }, before) => {
      const element = region.current
      // An unrelated change of the view repeats nothing; `announce` writes the sentence even when it is the same.
      if (!element || (announcement === last && !onlyAnnounced(before, view.getState()))) return
      last = announcement
      odd = !odd
      // A trailing space makes it a new text, which is read again.
      element.textContent = odd ? announcement : `${announcement}\u00a0`
    })
  }, [view])
  return <div ref={region} role="status" aria-live="polite" className="gw-hidden" />
}

/** No other field changed, so the news is the sentence itself. */
function onlyAnnounced<T extends object>(before: T, after: T): boolean {
  return (Object.keys(after) as (keyof T)[]).every((key) => Object.is(before[key], after[key]))
}
