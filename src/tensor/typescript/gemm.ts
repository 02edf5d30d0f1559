/**
 * @file Matrix product of two addressed matrices: element (r, c) is `data[rows[r] + cols[c]]`. With tables of
 * offsets instead of strides, one routine serves plain, transposed and batched matrices, and images seen as
 * the matrix of their windows, without ever copying one into the other's layout.
 *
 * Blocks are packed into float64 panels of 4, where one loop with 16 sums in registers does all the work. Sums are
 * therefore float64 in both dtypes, and the hot loop sees one class of array only.
 */
import type { Floats } from './machine'

export interface Addressed {
  readonly data: Floats
  readonly rows: Int32Array
  readonly cols: Int32Array
}

/** Block sizes: a packed block of either side stays in the second-level cache. Multiples of the tile. */
const BLOCK_M = 128
const BLOCK_N = 256
const BLOCK_K = 256
const TILE = 4

// Scratch, reused by every product. Kernels never call each other while it is in use, and a worker has its own.
const packedA = new Float64Array(BLOCK_M * BLOCK_K)
const packedB = new Float64Array(BLOCK_N * BLOCK_K)
const sums = new Float64Array(BLOCK_M * BLOCK_N)

/** out += a · b, where a is M×K, b is K×N and several entries of `out` may share a place. */
export function gemm(a: Addressed, b: Addressed, out: Addressed): void {
  const m = a.rows.length
  const n = b.cols.length
  const k = a.cols.length
  for (let i = 0; i < m; i += BLOCK_M) {
    const rows = Math.min(BLOCK_M, m - i)
    for (let j = 0; j < n; j += BLOCK_N) {
      const cols = Math.min(BLOCK_N, n - j)
      const width = Math.ceil(cols / TILE) * TILE
      sums.fill(0, 0, Math.ceil(rows / TILE) * TILE * width)
      for (let p = 0; p < k; p += BLOCK_K) {
        const depth = Math.min(BLOCK_K, k - p)
        pack(packedA, a.data, a.rows, i, rows, a.cols, p, depth)
        pack(packedB, b.data, b.cols, j, cols, b.rows, p, depth)
        for (let q = 0; q < width; q += TILE)
          for (let r = 0; r < rows; r += TILE) {
            // LeNet's 6 channels are one tile and a half; the half that is only padding is not worked out.
            const work = rows - r > 2 ? tile : halfTile
            work(packedA, r * depth, packedB, q * depth, depth, sums, r * width + q, width)
          }
      }
      store(out, i, rows, j, cols, width)
    }
  }
}

/** Panels of 4 lines, each as `depth` groups of 4 numbers; missing lines of the last panel are 0. */
function pack(
  into: Float64Array,
  from: Floats,
  lines: Int32Array,
  firstLine: number,
  lineCount: number,
  steps: Int32Array,
  firstStep: number,
  depth: number,
): void {
  const lastStep = firstStep + depth
  let at = 0
  for (let line = 0; line < lineCount; line += TILE) {
    const place = firstLine + line
    if (line + TILE <= lineCount) {
      const l0 = lines[place]!
      const l1 = lines[place + 1]!
      const l2 = lines[place + 2]!
      const l3 = lines[place + 3]!
      for (let s = firstStep; s < lastStep; s++, at += TILE) {
        const step = steps[s]!
        into[at] = from[l0 + step]!
        into[at + 1] = from[l1 + step]!
        into[at + 2] = from[l2 + step]!
        into[at + 3] = from[l3 + step]!
      }
    } else {
      for (let s = firstStep; s < lastStep; s++, at += TILE)
        for (let t = 0; t < TILE; t++) into[at + t] = line + t < lineCount ? from[lines[place + t]! + steps[s]!]! : 0
    }
  }
}

/** One 4×4 tile of sums over `depth` steps of two packed panels. */
function tile(
  a: Float64Array,
  i: number,
  b: Float64Array,
  j: number,
  depth: number,
  c: Float64Array,
  at: number,
  width: number,
): void {
  let c00 = 0,
    c01 = 0,
    c02 = 0,
    c03 = 0
  let c10 = 0,
    c11 = 0,
    c12 = 0,
    c13 = 0
  let c20 = 0,
    c21 = 0,
    c22 = 0,
    c23 = 0
  let c30 = 0,
    c31 = 0,
    c32 = 0,
    c33 = 0
  for (const end = i + TILE * depth; i < end; i += TILE, j += TILE) {
    const b0 = b[j]!
    const b1 = b[j + 1]!
    const b2 = b[j + 2]!
    const b3 = b[j + 3]!
    let x = a[i]!
    c00 += x * b0
    c01 += x * b1
    c02 += x * b2
    c03 += x * b3
    x = a[i + 1]!
    c10 += x * b0
    c11 += x * b1
    c12 += x * b2
    c13 += x * b3
    x = a[i + 2]!
    c20 += x * b0
    c21 += x * b1
    c22 += x * b2
    c23 += x * b3
    x = a[i + 3]!
    c30 += x * b0
    c31 += x * b1
    c32 += x * b2
    c33 += x * b3
  }
  c[at]! += c00
  c[at + 1]! += c01
  c[at + 2]! += c02
  c[at + 3]! += c03
  at += width
  c[at]! += c10
  c[at + 1]! += c11
  c[at + 2]! += c12
  c[at + 3]! += c13
  at += width
  c[at]! += c20
  c[at + 1]! += c21
  c[at + 2]! += c22
  c[at + 3]! += c23
  at += width
  c[at]! += c30
  c[at + 1]! += c31
  c[at + 2]! += c32
  c[at + 3]! += c33
}

/** The upper two rows of a tile, at the lower edge. */
function halfTile(
  a: Float64Array,
  i: number,
  b: Float64Array,
  j: number,
  depth: number,
  c: Float64Array,
  at: number,
  width: number,
): void {
  let c00 = 0
  let c01 = 0
  let c02 = 0
  let c03 = 0
  let c10 = 0
  let c11 = 0
  let c12 = 0
  let c13 = 0
  for (const end = i + TILE * depth; i < end; i += TILE, j += TILE) {
    const b0 = b[j]!
    const b1 = b[j + 1]!
    const b2 = b[j + 2]!
    const b3 = b[j + 3]!
    let x = a[i]!
    c00 += x * b0
    c01 += x * b1
    c02 += x * b2
    c03 += x * b3
    x = a[i + 1]!
    c10 += x * b0
    c11 += x * b1
    c12 += x * b2
    c13 += x * b3
  }
  c[at]! += c00
  c[at + 1]! += c01
  c[at + 2]! += c02
  c[at + 3]! += c03
  at += width
  c[at]! += c10
  c[at + 1]! += c11
  c[at + 2]! += c12
  c[at + 3]! += c13
}

function store(
  { data, rows, cols }: Addressed,
  firstRow: number,
  rowCount: number,
  firstCol: number,
  colCount: number,
  width: number,
): void {
  for (let r = 0; r < rowCount; r++) {
    const place = rows[firstRow + r]!
    const at = r * width
    for (let c = 0; c < colCount; c++) data[place + cols[firstCol + c]!]! += sums[at + c]!
  }
}

/** Offsets 0, step, 2·step, … */
export function offsets(count: number, step: number, start = 0): Int32Array {
  const table = new Int32Array(count)
  for (let i = 0; i < count; i++) table[i] = start + i * step
  return table
}

/** All sums of one offset from each table, the first varying slowest: the addresses of a product of axes. */
export function offsetSums(...tables: readonly Int32Array[]): Int32Array {
  return tables.reduce((outer, inner) => {
    const all = new Int32Array(outer.length * inner.length)
    let at = 0
    for (const base of outer) for (const step of inner) all[at++] = base + step
    return all
  })
}
