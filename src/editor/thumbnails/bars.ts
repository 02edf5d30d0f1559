/** @file A vector as signed bars around a zero line: three outlines, one a colour. */
import { largestIn } from '../../runtime/protocol'

export interface Bars {
  /** Path data of SVG, empty where there is no such bar. */
  readonly positive: string
  readonly negative: string
  /** NaN and ±∞, the full half height. */
  readonly bad: string
}

/** More elements than pixels share a bar, which shows the largest of them. @param width in CSS pixels, like `height`. */
export function barsOf(head: ArrayLike<number>, count: number, limit: number, width: number, height: number): Bars {
  const slots = Math.min(count, Math.floor(width / 2))
  const step = width / slots
  const bar = Math.min(14, Math.max(1, step - (step > 3 ? 1.5 : 0)))
  const middle = height / 2
  const paths = { positive: '', negative: '', bad: '' }
  for (let slot = 0; slot < slots; slot++) {
    const x = largestIn(head, Math.floor((slot * count) / slots), Math.floor(((slot + 1) * count) / slots))
    const finite = Number.isFinite(x)
    const size = !finite ? middle : limit > 0 && x !== 0 ? Math.max(1, (Math.abs(x) / limit) * (middle - 1)) : 0
    if (size === 0) continue
    const left = round(slot * step + (step - bar) / 2)
    paths[!finite ? 'bad' : x < 0 ? 'negative' : 'positive'] +=
      `M${left} ${middle}v${round(x < 0 ? size : -size)}h${round(bar)}V${middle}z`
  }
  return paths
}

const round = (x: number) => Math.round(x * 100) / 100
