/** @file Shape arithmetic, shared by kernels, shape rules and the editor. */
import type { Dim, Shape, SymbolicShape } from './types'

/** Number of elements of a shape. */
export function numel(shape: Shape): number {
  let n = 1
  for (const size of shape) n *= size
  return n
}

/** Row-major strides, in elements. */
export function stridesOf(shape: Shape): number[] {
  const strides = new Array<number>(shape.length)
  let stride = 1
  for (let i = shape.length - 1; i >= 0; i--) {
    strides[i] = stride
    stride *= shape[i]!
  }
  return strides
}

export function sameShape(a: SymbolicShape, b: SymbolicShape): boolean {
  return a.length === b.length && a.every((size, i) => size === b[i])
}

export function isSymbolic(shape: SymbolicShape): boolean {
  return shape.some((size) => typeof size !== 'number')
}

/** "[N, 3]", as it is written to people. */
export function shapeText(shape: SymbolicShape): string {
  return `[${shape.join(', ')}]`
}

/** "[2, 0]": where a flat row-major index stands in a shape. */
export function indexText(flat: number, shape: Shape): string {
  const index: number[] = []
  let rest = flat
  for (let axis = shape.length - 1; axis >= 0; axis--) {
    index.unshift(rest % shape[axis]!)
    rest = Math.floor(rest / shape[axis]!)
  }
  return `[${index.join(', ')}]`
}

/** Axis −1 is the last; a scalar counts as one axis, as in PyTorch. Returns null when out of range. */
export function normalizeDim(dim: number, rank: number): number | null {
  const axes = Math.max(rank, 1)
  const at = dim < 0 ? dim + axes : dim
  return Number.isInteger(at) && at >= 0 && at < axes ? at : null
}

/**
 * NumPy broadcasting of two shapes, symbols included: sizes match when equal, when one is 1,
 * or when one is not known yet. Returns null when they cannot be broadcast.
 */
export function broadcastShapes<D extends Dim>(a: readonly D[], b: readonly D[]): D[] | null {
  const rank = Math.max(a.length, b.length)
  const out = new Array<D>(rank)
  for (let i = 1; i <= rank; i++) {
    const p = a[a.length - i] ?? (1 as D)
    const q = b[b.length - i] ?? (1 as D)
    if (p === q || q === 1) out[rank - i] = p
    else if (p === 1) out[rank - i] = q
    // A symbol beside a number larger than 1 can only be that number.
    else if (typeof p === 'string') out[rank - i] = q
    else if (typeof q === 'string') out[rank - i] = p
    else return null
  }
  return out
}
