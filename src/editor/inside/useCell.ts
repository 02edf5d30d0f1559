/** @file Which cell of a convolution is looked at, through which channel, and which pixel under it. */
import { useCallback, useState } from 'react'
import { channelsOf, originOf, type Cell, type ConvSizes } from './convolution'

export interface ChosenCell {
  readonly cell: Cell
  /** The channel of x, within the group. */
  readonly local: number
  /** Place under the kernel, [ky, kx]. */
  readonly under: readonly [number, number]
  readonly set: (change: Partial<Cell & { local: number; under: readonly [number, number] }>) => void
}

/** What was chosen, kept within sizes that may have changed. */
export function useCell(sizes: ConvSizes): ChosenCell {
  const [wish, setWish] = useState({
    example: 0,
    channel: 0,
    row: 0,
    column: 0,
    local: 0,
    under: [0, 0] as readonly [number, number],
  })
  const set = useCallback<ChosenCell['set']>((change) => setWish((before) => ({ ...before, ...change })), [])
  const to = (at: number, count: number) => Math.max(0, Math.min(count - 1, at))
  const { x, y, weight } = sizes
  const cell: Cell = {
    example: to(wish.example, x[0]!),
    channel: to(wish.channel, y[1]!),
    row: to(wish.row, y[2]!),
    column: to(wish.column, y[3]!),
  }
  return {
    cell,
    local: to(wish.local, channelsOf(sizes, cell.channel)[1]),
    under: [to(wish.under[0], weight[2]!), to(wish.under[1], weight[3]!)],
    set,
  }
}

/** The pixels under the kernel as [row, column], in its order; they may lie in the padding. */
export function pixelsUnder(sizes: ConvSizes, cell: Pick<Cell, 'row' | 'column'>): (readonly [number, number])[] {
  const [top, left] = originOf(sizes, cell)
  const [height, width] = [sizes.weight[2]!, sizes.weight[3]!]
  return Array.from({ length: height * width }, (_, i) => [
    top + Math.floor(i / width) * sizes.dilation[0],
    left + (i % width) * sizes.dilation[1],
  ])
}
