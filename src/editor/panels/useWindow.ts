/** @file Rows of one height, of which only those in view are rendered: 10,000 nodes cost as much as 30. */
import { useCallback, useEffect, useRef, useState } from 'react'

/** Rows rendered beyond the visible ones on either side. */
const OVERSCAN = 6

export function useWindow(count: number, rowHeight: number) {
  const scroller = useRef<HTMLDivElement>(null)
  const [view, setView] = useState({ top: 0, height: 600 })
  const measure = useCallback(() => {
    const element = scroller.current
    if (element) setView({ top: element.scrollTop, height: element.clientHeight })
  }, [])
  useEffect(() => {
    const element = scroller.current
    if (!element) return
    const observer = new ResizeObserver(measure)
    observer.observe(element)
    return () => observer.disconnect()
  }, [measure])
  const first = Math.max(0, Math.floor(view.top / rowHeight) - OVERSCAN)
  const end = Math.min(count, Math.ceil((view.top + view.height) / rowHeight) + OVERSCAN)
  const scrollTo = useCallback(
    (index: number) => {
      const element = scroller.current
      if (!element) return
      const top = index * rowHeight
      if (top < element.scrollTop) element.scrollTop = top
      else if (top + rowHeight > element.scrollTop + element.clientHeight)
        element.scrollTop = top + rowHeight - element.clientHeight
    },
    [rowHeight],
  )
  return { scroller, first, end, onScroll: measure, scrollTo, height: count * rowHeight }
}
