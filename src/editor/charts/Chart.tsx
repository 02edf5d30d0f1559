/** @file A live line chart: uPlot in the page's colours, with its content in words beside it. */
import { useElementSize, useMergedRef, useThrottledValue } from '@mantine/hooks'
import type uPlot from 'uplot'
import { useEffect, useRef, useState, type ReactNode } from 'react'
import { formatNumber } from '../format'
import { useServices } from '../state/context'
import { useScheme } from '../theme'
import { align, type Curve } from './align'
import './charts.css'
import { plotOptions, type ChartCurve } from './plotOptions'
import { loadUPlot, type UPlot } from './uplot'

export interface ChartProps {
  readonly title: string
  /** The same array while points are added to its curves, which grow in place; other curves are another array. */
  readonly curves: readonly ChartCurve[]
  /** Changes when points were added. */
  readonly length: number
  readonly xLabel: string
  /** Labels of the x axis; without it x is a whole number of steps. */
  readonly formatX?: (x: number) => string
  /** Whether only whole x have labels; where there is no `formatX`, they are steps and do. */
  readonly wholeX?: boolean
  readonly log?: boolean
  /** Fixed limits of y; without it they follow the data. */
  readonly range?: readonly [number, number]
  readonly format?: (y: number) => string
  /** What the chart shows, in a sentence. */
  readonly summary: string
  /** Stands at the end of the title's line: a switch for the scale. */
  readonly control?: ReactNode
}

/** Height of uPlot's legend line, px. */
const LEGEND = 22
/** Between two redraws while points come in, ms: axes and grid are painted anew each time. */
const REDRAW = 200
/** From this height on there is room for it, px. */
const WITH_LEGEND = 120

/** Fills its place; the place gives the height. */
export function Chart({
  title,
  curves,
  length,
  xLabel,
  formatX,
  wholeX = formatX === undefined,
  log = false,
  range,
  format = formatNumber,
  summary,
  control,
}: ChartProps) {
  const [library, setLibrary] = useState<UPlot | null>(null)
  const [failed, setFailed] = useState(false)
  const plot = useRef<uPlot | null>(null)
  const scheme = useScheme()
  const { turns } = useServices()
  const { ref: sized, width, height: room } = useElementSize<HTMLDivElement>()
  const holder = useRef<HTMLDivElement>(null)
  const both = useMergedRef(sized, holder)
  // A low chart keeps its curve and drops the legend: the title and the facts beside it name what is drawn.
  const legend = room >= WITH_LEGEND
  const height = Math.max(60, room - (legend ? LEGEND : 0))
  const size = useRef({ width, height })
  size.current = { width, height }
  const hasRoom = width > 0
  // The curves grow in place: their length, not their identity, tells of new points.
  const drawn = useThrottledValue(length, REDRAW)
  // What a new plot is made of; its curves and functions are new objects at each render, `shape` says when they differ.
  const latest = useRef({ curves, format, formatX })
  latest.current = { curves, format, formatX }
  const [low, high] = range ?? []
  const shape = curves.map((curve) => `${curve.name} ${curve.colour} ${curve.points}`).join()

  useEffect(() => {
    let gone = false
    loadUPlot().then(
      (loaded) => !gone && setLibrary(() => loaded),
      () => !gone && setFailed(true),
    )
    return () => {
      gone = true
    }
  }, [])

  useEffect(() => {
    const element = holder.current
    if (!library || !element || !hasRoom) return
    const { curves: shown, format: words, formatX: xWords } = latest.current
    const options = plotOptions({
      style: getComputedStyle(element),
      curves: shown,
      format: words,
      formatX: xWords,
      wholeX,
      xLabel,
      log,
      low,
      high,
      legend,
    })
    plot.current = new library({ ...options, ...size.current }, toData(shown, log), element)
    return () => {
      plot.current?.destroy()
      plot.current = null
    }
  }, [library, hasRoom, legend, log, scheme, shape, xLabel, wholeX, low, high])

  useEffect(() => plot.current?.setSize({ width, height }), [width, height])

  // Other curves may be as long as the last ones, and called the same.
  useEffect(
    () => turns.take(plot, () => plot.current?.setData(toData(latest.current.curves, log))),
    [drawn, curves, log, turns],
  )

  return (
    <figure className="gw-chart" aria-label={`${title}. ${summary}`}>
      <figcaption>
        {title}
        {control}
      </figcaption>
      <div className="gw-chart-room" aria-hidden="true">
        <div ref={both} className="gw-chart-plot" />
      </div>
      {failed && (
        <p className="gw-chart-problem">
          The chart could not be loaded. {summary} Reload the page when you are online again.
        </p>
      )}
    </figure>
  )
}

/** A logarithm has no place for 0 and below: such points are left out. */
function toData(curves: readonly Curve[], log: boolean): uPlot.AlignedData {
  const { x, columns } = align(curves)
  const shown = log ? columns.map((column) => column.map((y) => (y !== null && y > 0 ? y : null))) : columns
  return [x, ...shown]
}
