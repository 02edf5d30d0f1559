/**
 * @file One cell of a convolution: which pixels it reads, what it computes, and how its δ goes back. Pure. The formulas
 * are those of cross-correlation with stride, padding, dilation and groups (torch.nn.functional.conv2d).
 */
import type { TensorData } from '../../tensor'

type Pair = readonly [number, number]

export interface ConvSizes {
  /** [N, channels, height, width]. */
  readonly x: readonly number[]
  /** [out_channels, channels a group, height, width]. */
  readonly weight: readonly number[]
  /** [N, out_channels, height, width]. */
  readonly y: readonly number[]
  readonly stride: Pair
  readonly padding: Pair
  readonly dilation: Pair
  readonly groups: number
}

/** One number of y. */
export interface Cell {
  readonly example: number
  readonly channel: number
  readonly row: number
  readonly column: number
}

/** One number of x, by the channel of the image. */
export type Pixel = Cell

export const flat = (shape: readonly number[], [a, b, c, d]: readonly [number, number, number, number]): number =>
  ((a * shape[1]! + b) * shape[2]! + c) * shape[3]! + d

/** Channels of x that one output channel reads: [first, count]. */
export function channelsOf({ weight, groups }: ConvSizes, output: number): Pair {
  const count = weight[1]!
  return [Math.floor(output / (weight[0]! / groups)) * count, count]
}

/** Output channels that read one channel of x: [first, count]. */
export function readersOf({ weight, groups }: ConvSizes, input: number): Pair {
  const count = weight[0]! / groups
  return [Math.floor(input / weight[1]!) * count, count]
}

/** Where the kernel lies for a cell: row and column of x under its first weight; may be negative, in the padding. */
export const originOf = ({ stride, padding }: ConvSizes, { row, column }: Pick<Cell, 'row' | 'column'>): Pair => [
  row * stride[0] - padding[0],
  column * stride[1] - padding[1],
]

/**
 * The pixels under the kernel, in its order: flat indices of x; −1 in the padding.
 * @param local the channel within the group.
 */
export function patchIndices(sizes: ConvSizes, cell: Cell, local: number): number[] {
  const [top, left] = originOf(sizes, cell)
  const channel = channelsOf(sizes, cell.channel)[0] + local
  return overKernel(sizes, (ky, kx) => {
    const [row, column] = [top + ky * sizes.dilation[0], left + kx * sizes.dilation[1]]
    const inside = row >= 0 && row < sizes.x[2]! && column >= 0 && column < sizes.x[3]!
    return inside ? flat(sizes.x, [cell.example, channel, row, column]) : -1
  })
}

/** Flat indices of the weights that one output channel lays on one channel of its group. */
export function kernelIndices(sizes: ConvSizes, output: number, local: number): number[] {
  return overKernel(sizes, (ky, kx) => flat(sizes.weight, [output, local, ky, kx]))
}

/** Numbers at indices; 0 where the index is −1: padding. */
export const pick = (data: TensorData, indices: readonly number[]): number[] =>
  indices.map((index) => (index < 0 ? 0 : data[index]!))

export const times = (a: readonly number[], b: readonly number[]): number[] => a.map((value, i) => value * b[i]!)

export const sumOf = (list: readonly number[]): number => list.reduce((sum, value) => sum + value, 0)

/** A grid read backwards, rows and columns: the flipped kernel. */
export const flipped = <T>(grid: readonly T[]): T[] => [...grid].reverse()

/** What a cell adds up, channel by channel of its group, without the bias. */
export function channelSums(sizes: ConvSizes, x: TensorData, weight: TensorData, cell: Cell): number[] {
  return Array.from({ length: channelsOf(sizes, cell.channel)[1] }, (_, local) =>
    sumOf(times(pick(x, patchIndices(sizes, cell, local)), pick(weight, kernelIndices(sizes, cell.channel, local)))),
  )
}

/**
 * The cells of one output channel that cover a pixel, in the order of the flipped kernel: flat indices of y, each with
 * the weight at the same place of the flipped kernel on it; −1 where the stride leaves no cell, or the image ends.
 */
export function coveringCells(sizes: ConvSizes, pixel: Pixel, output: number): number[] {
  const cellAt = (at: number, axis: 0 | 1, offset: number): number | null => {
    const place = at + sizes.padding[axis] - offset * sizes.dilation[axis]
    const cell = place / sizes.stride[axis]
    return Number.isInteger(cell) && cell >= 0 && cell < sizes.y[2 + axis]! ? cell : null
  }
  const inOrder = overKernel(sizes, (ky, kx) => {
    const row = cellAt(pixel.row, 0, ky)
    const column = cellAt(pixel.column, 1, kx)
    return row === null || column === null ? -1 : flat(sizes.y, [pixel.example, output, row, column])
  })
  return flipped(inOrder)
}

/** What one output channel sends back to a pixel. */
export function sentBack(sizes: ConvSizes, dy: TensorData, weight: TensorData, pixel: Pixel, output: number): number {
  const local = pixel.channel - channelsOf(sizes, output)[0]
  const kernel = flipped(pick(weight, kernelIndices(sizes, output, local)))
  return sumOf(times(pick(dy, coveringCells(sizes, pixel, output)), kernel))
}

function overKernel<T>({ weight }: ConvSizes, make: (ky: number, kx: number) => T): T[] {
  const [height, width] = [weight[2]!, weight[3]!]
  return Array.from({ length: height * width }, (_, i) => make(Math.floor(i / width), i % width))
}
