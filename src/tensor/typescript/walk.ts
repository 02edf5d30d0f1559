/** @file Walking two strided views in step, one contiguous run at a time. */
import { stridesOf } from '../shape'
import type { Shape } from '../types'

export interface WalkPlan {
  /** Sizes after merging axes; the last is the run. At least one entry. */
  readonly sizes: readonly number[]
  readonly first: readonly number[]
  readonly second: readonly number[]
}

/** Strides of `shape` seen as `as`: 0 along broadcast and missing axes. */
export function broadcastStrides(shape: Shape, as: Shape): number[] {
  const own = stridesOf(shape)
  const lead = as.length - shape.length
  return as.map((_, axis) => (axis < lead || shape[axis - lead] === 1 ? 0 : own[axis - lead]!))
}

/**
 * Drops axes of size 1 and merges neighbours that both views cross evenly: `[N, C, H, W] + [C, 1, 1]` becomes
 * N × C runs of H·W, and equal shapes become one run.
 */
export function planWalk(shape: Shape, first: readonly number[], second: readonly number[]): WalkPlan {
  const sizes: number[] = []
  const p: number[] = []
  const q: number[] = []
  for (let axis = 0; axis < shape.length; axis++) {
    const size = shape[axis]!
    if (size === 1) continue
    const last = sizes.length - 1
    if (last >= 0 && p[last] === first[axis]! * size && q[last] === second[axis]! * size) {
      sizes[last]! *= size
      p[last] = first[axis]!
      q[last] = second[axis]!
    } else {
      sizes.push(size)
      p.push(first[axis]!)
      q.push(second[axis]!)
    }
  }
  return sizes.length ? { sizes, first: p, second: q } : { sizes: [1], first: [0], second: [0] }
}

/**
 * Visits the start of every run: `at` in row-major order of the whole, `i` and `j` in the two views.
 * The caller loops over the run itself, with the last strides of the plan.
 */
export function walk({ sizes, first, second }: WalkPlan, visit: (at: number, i: number, j: number) => void): void {
  const outer = sizes.length - 1
  const run = sizes[outer]!
  let runs = 1
  for (let axis = 0; axis < outer; axis++) runs *= sizes[axis]!
  if (run === 0 || runs === 0) return
  const index = new Array<number>(outer).fill(0)
  let i = 0
  let j = 0
  for (let r = 0, at = 0; r < runs; r++, at += run) {
    visit(at, i, j)
    for (let axis = outer - 1; axis >= 0; axis--) {
      i += first[axis]!
      j += second[axis]!
      if (++index[axis]! < sizes[axis]!) break
      index[axis] = 0
      i -= first[axis]! * sizes[axis]!
      j -= second[axis]! * sizes[axis]!
    }
  }
}
