/** @file Matrix product by blocks that stay in cache (Goto & van de Geijn, "Anatomy of High-Performance Matrix Multiplication", 2008). */
import { packColumns, packRows } from './panels'
import { columns, FROM_RESULT, FROM_COLUMN_BIAS, FROM_ROW_BIAS, ROWS, SPARE, tile } from './tile'
import { bytes } from './vector'

/** Steps of a block: a panel of 8 columns by 256 steps is 8 KiB and stays in the first-level cache. */
export const DEPTH: i32 = 256
/** Rows of a packed block of the left side: 96 KiB in f32, in the second-level cache. */
export const HEIGHT: i32 = 96
/** Columns of a packed block of the right side: 512 KiB in f32. */
export const BREADTH: i32 = 512

/** Bytes of scratch that `gemm` uses. */
// @ts-ignore: decorator
@inline
export function gemmScratch<T>(): i32 {
  return <i32>(SPARE + bytes<T>((HEIGHT + BREADTH) * DEPTH))
}

/**
 * c[m×n] = start + a[m×k]·b[k×n]. Element (i, p) of `a` lies at `i·aRow + p·aStep`, (p, j) of `b` at `p·bStep + j·bColumn`:
 * transposed matrices are strides, never copies. Rows of `c` lie `cRow` apart and are contiguous.
 */
export function gemm<T>(
  m: i32, n: i32, k: i32,
  a: usize, aRow: i32, aStep: i32,
  b: usize, bStep: i32, bColumn: i32,
  c: usize, cRow: i32,
  start: i32, bias: usize, scratch: usize,
): void {
  const spare = scratch
  const packedA = spare + SPARE
  const packedB = packedA + bytes<T>(HEIGHT * DEPTH)
  const across = columns<T>()
  // Without steps the result is its start; one pass of depth 0 writes it.
  const steps = k > 0 ? k : 1
  for (let j0 = 0; j0 < n; j0 += BREADTH) {
    const breadth = min(BREADTH, n - j0)
    for (let p0 = 0; p0 < steps; p0 += DEPTH) {
      const depth = min(DEPTH, k - p0)
      const from = p0 > 0 ? FROM_RESULT : start
      for (let j = 0; j < breadth; j += across)
        packColumns<T>(packedB + bytes<T>(j * depth), b + bytes<T>(p0 * bStep + (j0 + j) * bColumn), min(across, breadth - j), depth, bColumn, bStep)
      for (let i0 = 0; i0 < m; i0 += HEIGHT) {
        const height = min(HEIGHT, m - i0)
        for (let i = 0; i < height; i += ROWS)
          packRows<T>(packedA + bytes<T>(i * depth), a + bytes<T>((i0 + i) * aRow + p0 * aStep), min(ROWS, height - i), depth, aRow, aStep)
        for (let j = 0; j < breadth; j += across)
          for (let i = 0; i < height; i += ROWS) {
            let first: usize = 0
            if (from == FROM_ROW_BIAS) first = bias + bytes<T>(i0 + i)
            else if (from == FROM_COLUMN_BIAS) first = bias + bytes<T>(j0 + j)
            tile<T>(
              min(ROWS, height - i), min(across, breadth - j), depth,
              packedA + bytes<T>(i * depth), bytes<T>(ROWS), packedB + bytes<T>(j * depth),
              c + bytes<T>((i0 + i) * cRow + j0 + j), bytes<T>(cRow), from, first, spare,
            )
          }
      }
    }
  }
}
