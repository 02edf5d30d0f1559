/** @file Kernels that move numbers about: filling, broadcasting, reshaping, permuting, casting. */
import type { Kernels } from '../kernels'
import { fromArray, full } from '../make'
import { numel, sameShape, stridesOf } from '../shape'
import type { Shape, Tensor } from '../types'
import { dataOf, type Machine } from './machine'
import { broadcastStrides, planWalk, walk } from './walk'

export function shapingKernels(machine: Machine) {
  /** A row-major copy of a strided view. */
  const copyView = (x: Tensor, shape: Shape, strides: readonly number[]) => {
    const from = machine.floats(x)
    const y = machine.make(shape)
    const { data } = y
    const plan = planWalk(shape, strides, strides)
    const n = plan.sizes.at(-1)!
    const step = plan.first.at(-1)!
    walk(plan, (at, i) => {
      for (const end = at + n; at < end; at++, i += step) data[at] = from[i]!
    })
    return y
  }
  return {
    full: (shape, value, dtype = machine.dtype) => full(shape, value, dtype),
    constant: (shape, data) => fromArray(shape, data, machine.dtype),
    broadcastTo: (x, shape) =>
      sameShape(x.shape, shape) ? x : copyView(x as Tensor, shape, broadcastStrides(x.shape, shape)),
    reshape: (x, shape) => {
      const known = shape.reduce((n, size) => (size === -1 ? n : n * size), 1)
      const resolved = shape.map((size) => (size === -1 ? numel(x.shape) / known : size))
      if (numel(resolved) !== numel(x.shape) || !resolved.every(Number.isInteger))
        throw new RangeError(`[${x.shape.join(', ')}] cannot be reshaped to [${shape.join(', ')}].`)
      return { dtype: x.dtype, shape: resolved, data: dataOf(x) } as Tensor
    },
    permute: (x, dims) => {
      const strides = stridesOf(x.shape)
      return copyView(
        x as Tensor,
        dims.map((axis) => x.shape[axis]!),
        dims.map((axis) => strides[axis]!),
      )
    },
    toFloat: (x) =>
      x.dtype === machine.dtype ? x : ({ dtype: machine.dtype, shape: x.shape, data: machine.floats(x) } as Tensor),
  } satisfies Partial<Kernels>
}
