/** @file Paints the depth chart: a line through each place's mean, and a point for every node. */
import { BELOW, floorOf, MARGIN, ticks, xOf, yOf, yOfDecade, type DepthFrame } from './geometry'
import { profile, type DepthPoint, type Series } from './points'

export interface DepthColours {
  readonly value: string
  readonly delta: string
  readonly error: string
  readonly line: string
  readonly ink: string
  readonly quiet: string
  readonly paper: string
  readonly font: string
}

export interface DepthPicture {
  readonly frame: DepthFrame
  readonly points: readonly DepthPoint[]
  readonly selected: ReadonlySet<string>
  /** Under the pointer, or reached by the keyboard. */
  readonly pointed: string | null
  readonly tickText: (decade: number) => string
}

export function paintDepth(context: CanvasRenderingContext2D, picture: DepthPicture, colours: DepthColours): void {
  const { frame, points } = picture
  context.clearRect(0, 0, frame.width, frame.height)
  paintAxes(context, picture, colours)
  for (const series of ['value', 'delta'] as const) {
    paintLine(context, frame, profile(points, series, frame.count), colours[series])
    for (const point of points) paintPoint(context, frame, point, series, colours)
  }
  for (const point of points)
    if (picture.selected.has(point.node) || point.node === picture.pointed) paintRing(context, frame, point, colours)
}

function paintAxes(context: CanvasRenderingContext2D, { frame, tickText }: DepthPicture, colours: DepthColours) {
  const right = frame.width - MARGIN.right
  context.font = `11px ${colours.font}`
  context.textAlign = 'right'
  context.textBaseline = 'middle'
  const rule = (y: number, label: string) => {
    context.fillStyle = colours.line
    context.fillRect(MARGIN.left, Math.round(y), right - MARGIN.left, 1)
    context.fillStyle = colours.quiet
    context.fillText(label, MARGIN.left - 7, y)
  }
  for (const decade of ticks(frame)) rule(yOfDecade(frame, decade), tickText(decade))
  const floor = floorOf(frame)
  rule(floor + 16, '0')
  rule(floor + 32, 'not yet')
  context.textAlign = 'left'
  context.fillText('inputs', MARGIN.left, floor + BELOW + 10)
  context.textAlign = 'right'
  context.fillText('loss', right, floor + BELOW + 10)
}

function paintLine(
  context: CanvasRenderingContext2D,
  frame: DepthFrame,
  numbers: readonly (number | null)[],
  colour: string,
) {
  context.strokeStyle = colour
  context.lineWidth = 1.6
  context.globalAlpha = 0.55
  context.beginPath()
  let begun = false
  numbers.forEach((rms, place) => {
    if (rms === null) return
    const [x, y] = [xOf(frame, place), yOfDecade(frame, Math.log10(rms))]
    if (begun) context.lineTo(x, y)
    else context.moveTo(x, y)
    begun = true
  })
  context.stroke()
  context.globalAlpha = 1
}

function paintPoint(
  context: CanvasRenderingContext2D,
  frame: DepthFrame,
  point: DepthPoint,
  series: Series,
  colours: DepthColours,
) {
  const amount = point[series]
  const y = yOf(frame, amount)
  if (y === null) return
  const x = xOf(frame, point.place)
  // Many nodes stand close: smaller points keep them apart.
  const radius = frame.count > 120 ? 2 : 3.5
  context.fillStyle = amount.state === 'bad' ? colours.error : colours[series]
  context.strokeStyle = context.fillStyle
  context.lineWidth = 1.3
  context.beginPath()
  if (amount.state === 'bad') {
    context.moveTo(x, y - radius - 2)
    context.lineTo(x + radius + 2, y + radius)
    context.lineTo(x - radius - 2, y + radius)
    context.closePath()
    context.fill()
    return
  }
  // Form tells them apart too: values are round, deltas are diamonds.
  if (series === 'value') context.arc(x, y, radius, 0, 2 * Math.PI)
  else {
    const half = radius + 1
    context.moveTo(x, y - half)
    context.lineTo(x + half, y)
    context.lineTo(x, y + half)
    context.lineTo(x - half, y)
    context.closePath()
  }
  if (amount.state !== 'pending') return context.fill()
  context.fillStyle = colours.paper
  context.fill()
  context.strokeStyle = colours.quiet
  context.setLineDash([2, 2])
  context.stroke()
  context.setLineDash([])
}

/** Both numbers of a node, ringed and joined. */
function paintRing(context: CanvasRenderingContext2D, frame: DepthFrame, point: DepthPoint, colours: DepthColours) {
  const x = xOf(frame, point.place)
  const places = [point.value, point.delta].map((amount) => yOf(frame, amount)).filter((y) => y !== null)
  context.strokeStyle = colours.ink
  context.lineWidth = 1
  context.beginPath()
  if (places.length === 2) {
    context.moveTo(x, places[0]!)
    context.lineTo(x, places[1]!)
  }
  context.stroke()
  for (const y of places) {
    context.beginPath()
    context.arc(x, y, 7, 0, 2 * Math.PI)
    context.stroke()
  }
}
