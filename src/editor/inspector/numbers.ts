/** @file Tensors written out in formulas, as far as they are small enough to be read. */
import type { TensorView } from '../../runtime/protocol'
import { numel, type Shape } from '../../tensor'
import { formatNumber, latexNumber } from '../format'

/** A matrix of more elements than this is named with its shape instead of being written out. */
export const WRITTEN_OUT = 16

export type Size = 'scalar' | 'small' | 'large'

/** `scalar`: one element, whatever its rank. */
export function sizeOf(view: TensorView | undefined): Size {
  if (!view) return 'large'
  const size = numel(view.shape)
  if (size === 1) return 'scalar'
  return size > 0 && size <= WRITTEN_OUT && view.shape.length <= 2 && view.complete ? 'small' : 'large'
}

/** The only element of a one-element tensor. */
export function onlyNumber(view: TensorView | undefined): number | null {
  return view && numel(view.shape) === 1 ? view.head[0]! : null
}

/** `\begin{pmatrix} 1 & 2 \\ 3 & 4 \end{pmatrix}`; a vector is a row. */
export function latexMatrix(view: TensorView): string {
  const columns = view.shape.at(-1) ?? 1
  const rows = numel(view.shape) / columns
  const lines: string[] = []
  for (let row = 0; row < rows; row++)
    lines.push(Array.from(view.head.subarray(row * columns, (row + 1) * columns), (x) => latexNumber(x, 3)).join(' & '))
  return `\\begin{pmatrix} ${lines.join(' \\\\ ')} \\end{pmatrix}`
}

/** `4 \times 3`, `1` for a scalar. */
export function latexShape(shape: Shape): string {
  return shape.length ? shape.join(' \\times ') : '1'
}

/** What stands for a whole tensor in a table: the number, or its norm. */
export function summaryOf(view: TensorView): string {
  const one = onlyNumber(view)
  return one === null ? `‖·‖ ${formatNumber(view.statistics.norm)}` : formatNumber(one)
}
