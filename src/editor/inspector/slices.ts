/** @file A tensor of any rank as pages of a table: leading axes are chosen, the last two are shown. */
import type { Shape } from '../../tensor'

export const ROWS_A_PAGE = 16
export const COLUMNS_A_PAGE = 6

export interface TablePlan {
  /** Sizes of the axes that are chosen by a number. */
  readonly leading: readonly number[]
  readonly rows: number
  readonly columns: number
}

/** Scalar 1 × 1; a vector is one column, so that its index runs down as in a list. */
export function tablePlan(shape: Shape): TablePlan {
  if (shape.length === 0) return { leading: [], rows: 1, columns: 1 }
  if (shape.length === 1) return { leading: [], rows: shape[0]!, columns: 1 }
  return { leading: shape.slice(0, -2), rows: shape.at(-2)!, columns: shape.at(-1)! }
}

/** Flat index of the first element of the slice. `at` has one entry for each leading axis. */
export function sliceOffset({ leading, rows, columns }: TablePlan, at: readonly number[]): number {
  let flat = 0
  leading.forEach((size, axis) => (flat = flat * size + Math.min(at[axis] ?? 0, size - 1)))
  return flat * rows * columns
}

export interface Page {
  readonly first: number
  /** One past the last. */
  readonly end: number
}

/** The page that `first` lies on, cut to what there is. */
export function pageAt(first: number, size: number, total: number): Page {
  const start = Math.max(0, Math.min(Math.floor(first / size) * size, Math.floor(Math.max(0, total - 1) / size) * size))
  return { first: start, end: Math.min(total, start + size) }
}
