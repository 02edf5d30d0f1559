/** @file The whole of a large tensor as a small picture, where its first elements alone would show a corner of it. */
import type { Tensor, TensorData } from '../tensor'
import { planesOf } from './planes'

/** One byte an element of the picture. */
export interface Overview {
  /** Row by row, plane by plane: `planes` × `rows` × `columns`. */
  readonly planes: number
  readonly rows: number
  readonly columns: number
  /** The magnitude at the ends of the scale, |x| at most. */
  readonly limit: number
  /** 0 … 254 run from −limit to limit, 127 is zero; 255 is not a finite number. */
  readonly levels: Uint8Array
}

export const OVERVIEW_ZERO = 127
export const OVERVIEW_BAD = 255

/** More elements than this on one side are not told apart, in pixels of a picture on a card. */
const LONGEST = 128
/** Bars stand beside each other: more would be thinner than a line. */
const MOST_BARS = 512
/** Of the square that becomes one pixel, rows and columns that are looked at: the work stays small at any size. */
const LOOKED_AT = 4

/**
 * Images are averaged, and shown on the scale of their largest mean: gradients of an image change their sign from pixel
 * to pixel, and would be pale on the scale of single ones. Of a matrix rows and columns are picked, evenly: the mean of
 * weights is nothing. Of a vector each stretch gives its largest, as the bars do.
 * @param cells bytes at most, 64 or more (as many as there are images to be seen)
 * @returns undefined when the first `sent` elements show it all
 */
export function overviewOf({ shape, data }: Tensor, sent: number, cells: number): Overview | undefined {
  const { kind, rows, columns, planes } = planesOf(shape)
  if (kind === 'number' || planes * rows * columns <= sent) return undefined
  if (kind === 'vector') {
    const bars = parts(columns, Math.min(columns, MOST_BARS, cells))
    return drawn({ planes: 1, rows: 1, columns: bars.length - 1 }, (_plane, _row, bar) =>
      largestIn(data, bars[bar]!, bars[bar + 1]!),
    )
  }
  if (kind === 'matrix') {
    const across = Math.min(columns, LONGEST, cells)
    const down = Math.min(rows, LONGEST, Math.max(1, Math.floor(cells / across)))
    return drawn(
      { planes: 1, rows: down, columns: across },
      (_plane, i, j) => data[middle(i, rows, down) * columns + middle(j, columns, across)]!,
    )
  }
  const scale = Math.sqrt(cells / (planes * rows * columns))
  const across = Math.min(shrunk(columns, scale), Math.floor(cells / planes))
  const down = Math.min(shrunk(rows, scale), Math.floor(cells / (planes * across)))
  const [lines, stretches] = [parts(rows, down), parts(columns, across)]
  return drawn({ planes, rows: down, columns: across }, (plane, i, j) => {
    const first = plane * rows * columns
    return mean(data, first, columns, lines[i]!, lines[i + 1]!, stretches[j]!, stretches[j + 1]!)
  })
}

const shrunk = (side: number, scale: number) => Math.max(1, Math.min(side, LONGEST, Math.floor(side * scale)))

type Size = Pick<Overview, 'planes' | 'rows' | 'columns'>

function drawn({ planes, rows, columns }: Size, at: (plane: number, row: number, column: number) => number): Overview {
  const numbers = new Float64Array(planes * rows * columns)
  let limit = 0
  for (let k = 0, plane = 0; plane < planes; plane++)
    for (let i = 0; i < rows; i++)
      for (let j = 0; j < columns; j++, k++) {
        const x = (numbers[k] = at(plane, i, j))
        if (Number.isFinite(x)) limit = Math.max(limit, Math.abs(x))
      }
  // `from` with a function takes ten times as long as a loop, and this is made for each piece of news.
  const levels = new Uint8Array(numbers.length)
  for (let k = 0; k < levels.length; k++) levels[k] = levelOf(numbers[k]!, limit)
  return { planes, rows, columns, limit, levels }
}

/** The nearest level of x, |x| ≤ limit, and back. */
export function levelOf(x: number, limit: number): number {
  if (!Number.isFinite(x)) return OVERVIEW_BAD
  return limit > 0 ? OVERVIEW_ZERO + Math.round((x / limit) * OVERVIEW_ZERO) : OVERVIEW_ZERO
}

export const numberOf = (level: number, limit: number): number =>
  level === OVERVIEW_BAD ? NaN : ((level - OVERVIEW_ZERO) / OVERVIEW_ZERO) * limit

/** `size` elements in `count` stretches: where each begins, and the end. */
const parts = (size: number, count: number) =>
  Array.from({ length: count + 1 }, (_, i) => Math.floor((i * size) / count))
const middle = (i: number, size: number, count: number) => Math.floor(((i + 0.5) * size) / count)

/** Of rows `top` up to `bottom` and columns `left` up to `right` of the plane that begins at `first`. */
function mean(
  data: TensorData,
  first: number,
  stride: number,
  top: number,
  bottom: number,
  left: number,
  right: number,
): number {
  const down = Math.ceil((bottom - top) / LOOKED_AT)
  const across = Math.ceil((right - left) / LOOKED_AT)
  let sum = 0
  let count = 0
  for (let y = top; y < bottom; y += down)
    for (let x = left; x < right; x += across, count++) sum += data[first + y * stride + x]!
  return sum / count
}

/** Of `from` up to `end`: the first that is not finite, else the largest in magnitude. */
export function largestIn(data: ArrayLike<number>, from: number, end: number): number {
  let x = 0
  for (let i = from; i < end; i++) {
    const next = data[i]!
    if (!Number.isFinite(next)) return next
    if (Math.abs(next) > Math.abs(x)) x = next
  }
  return x
}
