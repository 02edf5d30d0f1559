/** @file The room that a picture has: known before it is drawn for the first time, so that it is not drawn twice. */
import { useCallback, useEffect, useState } from 'react'

interface Room {
  readonly ref: (element: HTMLDivElement | null) => void
  /** CSS pixels, without padding; 0 before the element is there. */
  readonly width: number
  readonly height: number
}

export function useRoom(): Room {
  const [element, setElement] = useState<HTMLDivElement | null>(null)
  const [size, setSize] = useState({ width: 0, height: 0 })
  const note = useCallback((width: number, height: number) => {
    setSize((now) => (now.width === width && now.height === height ? now : { width, height }))
  }, [])
  // React calls it while it still draws: the size is in the same picture.
  const ref = useCallback(
    (found: HTMLDivElement | null) => {
      setElement(found)
      if (found) note(found.clientWidth, found.clientHeight)
    },
    [note],
  )
  useEffect(() => {
    if (!element) return
    const observer = new ResizeObserver(() => note(element.clientWidth, element.clientHeight))
    observer.observe(element)
    return () => observer.disconnect()
  }, [element, note])
  return { ref, width: size.width, height: size.height }
}
