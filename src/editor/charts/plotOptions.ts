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
  /** Steps, and powers of ten, are whole: no line and no label stands between two of them. */
  readonly wholeX: boolean
  readonly xLabel: string
  readonly log: boolean
  /** Fixed limits of y, both or none. */
  readonly low: number | undefined
  readonly high: number | undefined
  readonly legend: boolean
}

/** Labels of a logarithmic axis at the most, about. */
const MOST_POWERS = 6

/** Powers of ten, every so many of them; within one or two decades also what lies between. */
export function logarithmicLabels(low: number, high: number): number[] {
  const [first, last] = [Math.floor(Math.log10(low)), Math.ceil(Math.log10(high))]
  const stride = Math.ceil((last - first + 1) / MOST_POWERS)
  const between = last - first > 2 ? [1] : last - first > 1 ? [1, 2, 5] : [1, 1.5, 2, 3, 4, 5, 6, 7, 8, 9]
  const labels: number[] = []
  for (let power = Math.ceil(first / stride) * stride; power <= last; power += stride)
    for (const factor of between) labels.push(Number(`${factor}e${power}`))
  return labels.filter((y) => y >= low && y <= high)
}

/** Room for numbers of the usual length, px; longer ones (−1.20×10⁻¹²) get what they need. */
const USUAL = 58
const BESIDE = 12

/** @param values the labels; null before there are any. */
function roomFor({ ctx, axes }: uPlot, values: readonly string[] | null, index: number): number {
  ctx.save()
  // In the library's hands the font has become [in device pixels, …].
  ctx.font = axes[index]!.font![0]!
  const widest = Math.max(0, ...(values ?? []).map((text) => ctx.measureText(text).width / devicePixelRatio))
  ctx.restore()
  return Math.max(USUAL, Math.ceil(widest) + BESIDE)
}

/** The library's own steps between labels end at 10³²; a run that diverges goes on. */
const LARGE = 1e30
const largeSteps = Array.from({ length: 279 }, (_, i) => [1, 2, 2.5, 5].map((m) => m * 10 ** (30 + i))).flat()

const stepsBetween: uPlot.Axis.Incrs = (plot, _, low, high, ...room) => {
  const usual = plot.axes[0]!.incrs!
  if (high - low > LARGE) return largeSteps
  return typeof usual === 'function' ? usual(plot, 0, low, high, ...room) : usual
}

const wholeSteps = [
  1,
  2,
  5,
  ...Array.from({ length: 15 }, (_, i) => [1, 2, 2.5, 5].map((m) => m * 10 ** (i + 1))).flat(),
]

/** One point makes no line: it is drawn as such. */
const isAlone: uPlot.Series.Points.Show = ({ data }, series) => {
  let seen = 0
  for (const y of data[series]!) if (y != null && Number.isFinite(y) && ++seen > 1) return false
  return true
}

const wholeText = (x: number) => x.toLocaleString('en')

export function plotOptions({
  style,
  curves,
  format,
  formatX,
  wholeX,
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
      {
        ...axis,
        size: 26,
        ...(wholeX && { incrs: wholeSteps }),
        values: (_, ticks) => ticks.map((x) => (formatX ?? wholeText)(x)),
      },
      {
        ...axis,
        ...(log
          ? {
              splits: (_: uPlot, __: number, from: number, to: number) => logarithmicLabels(from, to),
              filter: (_: uPlot, labels: number[]) => labels,
            }
          : {}),
        incrs: stepsBetween,
        size: roomFor,
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
        points: { show: curve.points ?? isAlone, size: 6, fill: token(curve.colour) },
        value: (_: uPlot, y: number | null) => (y === null ? '–' : format(y)),
      })),
    ],
    legend: { show: legend, live: true },
    cursor: { drag: { x: false, y: false } },
  }
}
