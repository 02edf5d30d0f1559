/** @file The kernel slides by itself: one cell after the other, at a chosen pace. */
import { useEffect, useMemo, useRef, useState } from 'react'

export interface Player {
  readonly playing: boolean
  /** Whether cells after the current one are covered: they have not been computed by the hand that slides. */
  readonly sliding: boolean
  readonly pace: number
  readonly setPace: (pace: number) => void
  readonly toggle: () => void
  readonly step: (by: number) => void
  /** Somebody chose a cell: playing stops, and everything is uncovered. */
  readonly leave: () => void
}

/** Cells a second. */
export const PACES = [2, 10, 60, 300] as const

/**
 * @param at the current cell, in order @param count of cells
 * @param go shows a cell
 */
export function usePlayer(at: number, count: number, go: (index: number) => void): Player {
  const [playing, setPlaying] = useState(false)
  const [sliding, setSliding] = useState(false)
  const [pace, setPace] = useState<number>(PACES[1])
  const now = useRef({ at, count, go, pace })
  useEffect(() => {
    now.current = { at, count, go, pace }
  })
  useEffect(() => {
    if (!playing) return
    let before: number | null = null
    let owed = 0
    let frame = requestAnimationFrame(function tick(time) {
      frame = requestAnimationFrame(tick)
      const { at: place, count: cells, go: show, pace: rate } = now.current
      owed += before === null ? 0 : ((time - before) / 1000) * rate
      before = time
      const by = Math.floor(owed)
      if (by < 1) return
      owed -= by
      const next = Math.min(cells - 1, place + by)
      if (next !== place) show(next)
      if (next === cells - 1) setPlaying(false)
    })
    return () => cancelAnimationFrame(frame)
  }, [playing])
  return useMemo(
    () => ({
      playing,
      sliding,
      pace,
      setPace,
      toggle() {
        const { at: place, count: cells, go: show } = now.current
        if (!playing && place >= cells - 1) show(0)
        setSliding(true)
        setPlaying(!playing)
      },
      step(by) {
        const { at: place, count: cells, go: show } = now.current
        setPlaying(false)
        setSliding(true)
        show(Math.max(0, Math.min(cells - 1, place + by)))
      },
      leave() {
        setPlaying(false)
        setSliding(false)
      },
    }),
    [playing, sliding, pace],
  )
}
