/** @file How a chart looks: the page's colours and words, in uPlot's terms. */
import type uPlot from 'uplot'
import type { Curve } from './align'

export interface ChartCurve extends Curve {
  readonly name: string
  /** A token of the theme, without `--gw-`. */
  readonly colour: 'value' | 'delta' | 'param' | 'ink-2'
  /** Points alone (measured now and then) instead of a line. */
  readonly points?: boolean
}

export interface PlotLook {
  /** Of the element that holds the chart: its tokens and its font. */
  readonly style: CSSStyleDeclaration
  readonly curves: readonly ChartCurve[]
  readonly format: (y: number) => string
  readonly formatX?: ((x: number) => string) | undefined
  readonly xLabel: string
  readonly log: boolean
  /** Fixed limits of y, both or none. */
  readonly low: number | undefined
  readonly high: number | undefined
  readonly legend: boolean
}

/** Over many decades one line each: nine of them for each would be a grey band. */
const fewLines = (_: uPlot, splits: number[]) =>
  splits.length < 30 ? splits : splits.map((y) => (Number.isInteger(Math.round(Math.log10(y) * 1e6) / 1e6) ? y : null))

const wholeText = (x: number) => x.toLocaleString('en')

export function plotOptions({
  style,
  curves,
  format,
  formatX,
  xLabel,
  log,
  low,
  high,
  legend,
}: PlotLook): Omit<uPlot.Options, 'width' | 'height'> {
  const token = (name: string) => style.getPropertyValue(`--gw-${name}`).trim()
  const axis = {
    stroke: token('ink-3'),
    font: `11px ${style.fontFamily}`,
    grid: { stroke: token('line'), width: 1 },
    ticks: { show: false },
  }
  const fixed = low !== undefined && high !== undefined ? { range: [low, high] as uPlot.Range.MinMax } : {}
  return {
    padding: [8, 20, 0, 0],
    scales: { x: { time: false }, y: { distr: log ? 3 : 1, ...fixed } },
    axes: [
      // Steps, and powers of ten, are whole: no label stands between two of them.
      {
        ...axis,
        size: 26,
        values: (_, ticks) => ticks.map((x) => (Number.isInteger(x) ? (formatX ?? wholeText)(x) : '')),
      },
      {
        ...axis,
        grid: { ...axis.grid, ...(log && { filter: fewLines }) },
        size: 58,
        values: (_, ticks) => ticks.map((y: number | null) => (y === null ? '' : format(y))),
      },
    ],
    series: [
      { label: xLabel, value: (_: uPlot, x: number | null) => (x === null ? '–' : (formatX ?? wholeText)(x)) },
      ...curves.map((curve) => ({
        label: curve.name,
        stroke: token(curve.colour),
        width: curve.points ? 0 : 1.6,
        spanGaps: true,
        // Whole pixels would make stairs of a straight line.
        pxAlign: 0,
        points: curve.points ? { show: true, size: 6, fill: token(curve.colour) } : { show: false },
        value: (_: uPlot, y: number | null) => (y === null ? '–' : format(y)),
      })),
    ],
    legend: { show: legend, live: true },
    cursor: { drag: { x: false, y: false } },
  }
}
