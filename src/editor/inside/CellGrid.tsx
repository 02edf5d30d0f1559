/** @file A small grid of numbers with their heat: a patch, a kernel, products. */
import { formatNumber } from '../format'
import { useScheme } from '../theme'
import { gridText } from './gridText'
import { colourOf, css, inkOn, scaleOf, type Tone } from '../thumbnails'

export interface CellGridProps {
  /** Null: there is no number at this place. */
  readonly numbers: readonly (number | null)[]
  readonly columns: number
  readonly tone: Tone
  readonly caption: string
  /** Places in the padding: their zeros are none of the image's. */
  readonly padded?: readonly boolean[] | undefined
  /** What stands where there is no number. */
  readonly absent?: string
  /** Squares of colour without written numbers: those of a large kernel side by side. */
  readonly plain?: boolean | undefined
  readonly chosen?: number | undefined
  readonly onPick?: ((index: number) => void) | undefined
}

/** Wider grids are written smaller, all numbers with the same decimals. */
const DENSE = 4

export function CellGrid({
  numbers,
  columns,
  tone,
  caption,
  padded,
  absent = '',
  plain = false,
  chosen,
  onPick,
}: CellGridProps) {
  const scheme = useScheme()
  const scale = scaleOf(tone, scheme)
  const finite = numbers.filter((x): x is number => x !== null && Number.isFinite(x))
  const limit = Math.max(0, ...finite.map(Math.abs))
  const whole = finite.every(Number.isInteger)
  const rows = Math.ceil(numbers.length / columns)
  return (
    <table
      className="gw-cells"
      data-dense={columns > DENSE || undefined}
      data-plain={plain || undefined}
      data-pickable={onPick ? true : undefined}
    >
      <caption>{caption}</caption>
      <tbody>
        {Array.from({ length: rows }, (_, row) => (
          <tr key={row}>
            {numbers.slice(row * columns, (row + 1) * columns).map((x, column) => {
              const index = row * columns + column
              const colour = x === null || padded?.[index] ? null : colourOf(x, limit, scale)
              return (
                <td
                  key={column}
                  data-padded={padded?.[index] || undefined}
                  data-absent={x === null || undefined}
                  data-chosen={index === chosen || undefined}
                  style={colour ? { background: css(colour), color: inkOn(colour) } : undefined}
                  title={padded?.[index] ? 'padding: a zero around the image' : x === null ? absent : formatNumber(x)}
                  onClick={onPick && (() => onPick(index))}
                >
                  {x === null ? '·' : plain ? '' : columns > DENSE ? gridText(x, limit, whole) : formatNumber(x)}
                </td>
              )
            })}
          </tr>
        ))}
      </tbody>
    </table>
  )
}
