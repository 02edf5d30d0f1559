/** @file Matrix product over the last two axes; leading axes broadcast. */
import type { Kernels } from '../kernels'
import { broadcastShapes, numel } from '../shape'
import type { Ref } from '../types'
import { gemm, offsets, type Addressed } from './gemm'
import type { Machine } from './machine'
import { broadcastStrides, planWalk, walk } from './walk'

export function matmulKernels(machine: Machine) {
  return {
    matmul: (p: Ref, q: Ref, { transposeA = false, transposeB = false } = {}) => {
      const left = machine.floats(p)
      const right = machine.floats(q)
      const [aRows, aCols] = p.shape.slice(-2) as [number, number]
      const [bRows, bCols] = q.shape.slice(-2) as [number, number]
      const [m, k] = transposeA ? [aCols, aRows] : [aRows, aCols]
      const n = transposeB ? bRows : bCols
      const aBatch = p.shape.slice(0, -2)
      const bBatch = q.shape.slice(0, -2)
      const batch = broadcastShapes(aBatch, bBatch)
      if (!batch || k !== (transposeB ? bCols : bRows))
        throw new RangeError(`[${p.shape.join(', ')}] and [${q.shape.join(', ')}] cannot be multiplied.`)
      const y = machine.make([...batch, m, n])

      const a = addressed(aRows, aCols, transposeA)
      const b = addressed(bRows, bCols, transposeB)
      // One matrix for the whole batch: its products are one product with all rows of the other.
      if (!transposeA && numel(bBatch) === 1) {
        const rows = numel(aBatch) * m
        gemm(
          { data: left, rows: offsets(rows, k), cols: a.cols },
          { data: right, ...b },
          { data: y.data, rows: offsets(rows, n), cols: offsets(n, 1) },
        )
        return y
      }
      const out = addressed(m, n, false)
      const plan = planWalk(
        [...batch, 1],
        [...broadcastStrides(aBatch, batch), 0],
        [...broadcastStrides(bBatch, batch), 0],
      )
      const steps = plan.sizes.at(-1)!
      const di = plan.first.at(-1)!
      const dj = plan.second.at(-1)!
      walk(plan, (at, i, j) => {
        for (let s = 0; s < steps; s++)
          gemm(
            { data: left.subarray((i + s * di) * m * k), ...a },
            { data: right.subarray((j + s * dj) * k * n), ...b },
            { data: y.data.subarray((at + s) * m * n), ...out },
          )
      })
      return y
    },
  } satisfies Partial<Kernels>
}

/** Offsets of a row-major matrix, or of its transpose. */
function addressed(rows: number, cols: number, transpose: boolean): Omit<Addressed, 'data'> {
  const down = offsets(rows, cols)
  const across = offsets(cols, 1)
  return transpose ? { rows: across, cols: down } : { rows: down, cols: across }
}
