/** @file Places on a response map: in order, and under the pointer. Pure. */
import type { ConvSizes } from '../inside/convolution'

export interface Place {
  readonly row: number
  readonly column: number
}

/** Cells row by row, as they are read. */
export const orderOf = ({ y }: ConvSizes, { row, column }: Place): number => row * y[3]! + column

export const placeAt = ({ y }: ConvSizes, index: number): Place => ({
  row: Math.floor(index / y[3]!),
  column: index % y[3]!,
})

export const cellsOf = ({ y }: ConvSizes): number => y[2]! * y[3]!

/** The cell whose window has its middle nearest to a pixel of x. */
export function cellOver({ y, weight, stride, padding, dilation }: ConvSizes, pixel: Place): Place {
  const along = (at: number, axis: 0 | 1) => {
    const half = (dilation[axis] * (weight[2 + axis]! - 1)) / 2
    return Math.max(0, Math.min(y[2 + axis]! - 1, Math.round((at + padding[axis] - half) / stride[axis])))
  }
  return { row: along(pixel.row, 0), column: along(pixel.column, 1) }
}
