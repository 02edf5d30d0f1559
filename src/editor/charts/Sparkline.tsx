/** @file A curve as small as a word: no axes, no legend; the value at hand is marked. */
import type uPlot from 'uplot'
import { useEffect, useRef, useState } from 'react'
import { useScheme } from '../theme'
import { loadUPlot, type UPlot } from './uplot'
import type { ChartCurve } from './plotOptions'

export interface SparklineProps {
  /** Where the numbers lie, ascending; evenly without it. */
  readonly x?: readonly number[]
  readonly y: readonly number[]
  readonly colour: ChartCurve['colour']
  /** Index that is marked; null: none. */
  readonly at: number | null
  readonly width: number
  readonly height: number
}

/** Numbers that are not finite are gaps. What it shows is said in words beside it: it is hidden from screen readers. */
export function Sparkline({ x, y, colour, at, width, height }: SparklineProps) {
  const holder = useRef<HTMLDivElement>(null)
  const plot = useRef<uPlot | null>(null)
  const [library, setLibrary] = useState<UPlot | null>(null)
  const scheme = useScheme()

  useEffect(() => {
    let gone = false
    // Without the library the number and its range stand alone.
    loadUPlot().then(
      (loaded) => !gone && setLibrary(() => loaded),
      () => {},
    )
    return () => {
      gone = true
    }
  }, [])

  useEffect(() => {
    const element = holder.current
    if (!library || !element) return
    const stroke = getComputedStyle(element).getPropertyValue(`--gw-${colour}`).trim()
    plot.current = new library(
      {
        width,
        height,
        padding: [4, 4, 4, 4],
        cursor: { show: false },
        legend: { show: false },
        scales: { x: { time: false } },
        axes: [{ show: false }, { show: false }],
        series: [
          {},
          { stroke, width: 1.5, points: { show: false } },
          { stroke, width: 0, points: { show: true, size: 7, fill: stroke } },
        ],
      },
      [[0], [null], [null]],
      element,
    )
    return () => {
      plot.current?.destroy()
      plot.current = null
    }
  }, [library, colour, scheme, width, height])

  useEffect(() => {
    const finite = y.map((value) => (Number.isFinite(value) ? value : null))
    const mark = finite.map((value, i) => (i === at ? value : null))
    plot.current?.setData([x ? [...x] : finite.map((_, i) => i), finite, mark])
  }, [library, colour, scheme, width, height, x, y, at])

  return <div ref={holder} className="gw-sparkline" aria-hidden="true" style={{ width, height }} />
}
