/** @file The drawn pictures: bars, written cells, heat maps and images, as one SVG each. */
import { useMemo } from 'react'
import { numberOf, type TensorView } from '../../runtime/protocol'
import { formatNumber } from '../format'
import { useScheme } from '../theme'
import { barsOf } from './bars'
import { bitmapUrl } from './bitmap'
import { LETTER } from './letter'
import { pictureOf, type Picture } from './pictureKind'
import { colourOf, css, inkOn, scaleOf, type Tone } from './scale'
import { sheetOf, type Paper } from './sheet'

export interface PaintedProps {
  readonly view: TensorView
  readonly tone: Tone
  /** CSS pixels. */
  readonly width: number
  readonly height: number
  /** Attributes of accessibility. */
  readonly hidden: object
}

export function Painted({ view, tone, width, height, hidden }: PaintedProps) {
  const scheme = useScheme()
  const content = useMemo(() => {
    const picture = pictureOf(view)
    const given = { picture, paper: { width, height, tone, scheme } }
    return picture.kind === 'bars' ? (
      <BarStrip {...given} />
    ) : picture.kind === 'cells' ? (
      <Cells {...given} />
    ) : (
      <Tiles {...given} zeros={view.statistics.zeros} />
    )
  }, [view, tone, width, height, scheme])
  return (
    <svg className="gw-picture" width={width} height={height} viewBox={`0 0 ${width} ${height}`} {...hidden}>
      {content}
    </svg>
  )
}

interface Given {
  readonly picture: Picture
  readonly paper: Paper
}

function BarStrip({ picture: { numbers, levels, columns, limit }, paper: { width, height, tone, scheme } }: Given) {
  const scale = scaleOf(tone, scheme)
  const shown = levels ? Array.from(levels, (level) => numberOf(level, limit)) : numbers
  const bars = barsOf(shown, columns, limit, width, height)
  return (
    <>
      <path d={bars.positive} fill={css(scale.positive)} />
      <path d={bars.negative} fill={css(scale.negative)} />
      <path d={bars.bad} fill={css(scale.bad)} />
      <rect y={height / 2 - 0.5} width={width} height={1} fill={scale.ink} fillOpacity={0.35} />
    </>
  )
}

const FONT = 10

/** A few numbers, written on their colours. */
function Cells({ picture: { rows, columns, numbers, limit }, paper: { width, height, tone, scheme } }: Given) {
  const scale = scaleOf(tone, scheme)
  const cellWidth = Math.min(44, width / columns)
  const cellHeight = Math.min(20, height / rows)
  const left = (width - cellWidth * columns) / 2
  const top = (height - cellHeight * rows) / 2
  return Array.from({ length: rows * columns }, (_, i) => {
    const x = numbers[i]!
    // Half strength keeps the written number readable on its colour.
    const colour = colourOf(x, limit * 2, scale)
    const text = formatNumber(x, 2)
    const place = { x: left + (i % columns) * cellWidth, y: top + Math.floor(i / columns) * cellHeight }
    return (
      <g key={i}>
        <rect x={place.x + 0.5} y={place.y + 0.5} width={cellWidth - 1} height={cellHeight - 1} fill={css(colour)} />
        <text
          x={place.x + cellWidth / 2}
          y={place.y + cellHeight / 2 + 0.5}
          fontSize={Math.min(FONT, (cellWidth - 2) / (text.length * LETTER))}
          fill={inkOn(colour)}
        >
          {text}
        </text>
      </g>
    )
  })
}

function Tiles({ picture, zeros, paper }: Given & { readonly zeros: number }) {
  const sheet = sheetOf(picture, zeros, paper)
  const { x, y, width, height, across, down, bitmap } = sheet
  let gaps = ''
  for (let i = 1; i < across; i++) gaps += `M${x + (i * width) / across} ${y}v${height}`
  for (let i = 1; i < down; i++) gaps += `M${x} ${y + (i * height) / down}h${width}`
  return (
    <>
      <image
        href={bitmapUrl(bitmap)}
        x={x}
        y={y}
        width={width}
        height={height}
        preserveAspectRatio="none"
        // Elements stay squares with sharp edges; too many for the place are averaged, not skipped.
        className={width >= bitmap.width ? 'gw-picture-cells' : undefined}
      />
      {/* The last row may have places left, which are no pictures. */}
      <rect
        className="gw-picture-blank"
        x={x + (width * (picture.tiles - (down - 1) * across)) / across}
        y={y + (height * (down - 1)) / down}
        width={(width * (across * down - picture.tiles)) / across}
        height={height / down}
      />
      {gaps && <path className="gw-picture-gaps" d={gaps} />}
    </>
  )
}
