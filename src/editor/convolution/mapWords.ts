/** @file How large a response map is, and what of the image no window reaches, in words. Pure. */
import type { ConvSizes } from '../inside/convolution'

/**
 * "28 × 28 cells", and what a stride leaves over at the lower and right end. Padding that is left over is no loss.
 */
export function mapWords(sizes: ConvSizes): string {
  const [rows, columns] = [leftOver(sizes, 0), leftOver(sizes, 1)]
  const left = [count(rows, 'row'), count(columns, 'column')].filter(Boolean).join(' and ')
  const size = `${sizes.y[2]} × ${sizes.y[3]} cells`
  return left ? `${size}; no window reaches the last ${left}` : size
}

const count = (n: number, what: string) => (n === 0 ? '' : n === 1 ? what : `${n} ${what}s`)

/** Pixels of the image beyond the last window. */
function leftOver({ x, y, ...sizes }: ConvSizes, axis: 0 | 1): number {
  const end = (y[2 + axis]! - 1) * sizes.stride[axis] + reach(sizes, axis) - sizes.padding[axis]
  return Math.max(0, x[2 + axis]! - end)
}

/** How many pixels a window spans: 1 + dilation · (kernel − 1). */
export function reach({ weight, dilation }: Pick<ConvSizes, 'weight' | 'dilation'>, axis: 0 | 1): number {
  return 1 + dilation[axis] * (weight[2 + axis]! - 1)
}

/** What a cell sees of the image that its kernel lies on: "25 pixels, spread over 13 × 13". */
export function patchWords(sizes: ConvSizes): string {
  const [rows, columns] = [sizes.weight[2]!, sizes.weight[3]!]
  const [down, right] = [reach(sizes, 0), reach(sizes, 1)]
  return down === rows && right === columns
    ? `${rows} × ${columns} pixels`
    : `${rows} × ${columns} pixels with gaps, spread over ${down} × ${right}`
}
