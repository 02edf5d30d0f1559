/** @file Joining tensors along an axis, picking places of one, and the adjoints that put gradients back. */
import type { Kernels } from '../kernels'
import type { Ref, Shape } from '../types'
import { around } from './axis'
import { dataOf, type Machine } from './machine'

export function indexingKernels(machine: Machine) {
  /**
   * Visits every element of `index` with its own flat place, and the flat place that it names in a tensor of
   * shape `x`. Axes other than `dim` line up; those of x may be longer.
   */
  const eachIndex = (index: Ref, x: Shape, dim: number, visit: (own: number, named: number) => void) => {
    const places = dataOf(index)
    const rank = index.shape.length
    const counter = new Array<number>(rank).fill(0)
    const strides = new Array<number>(rank)
    for (let axis = rank - 1, stride = 1; axis >= 0; axis--) {
      strides[axis] = stride
      stride *= x[axis]!
    }
    const along = strides[dim] ?? 1
    // Where this row of the index begins in x; the axis `dim` itself is named and not counted.
    let base = 0
    for (let own = 0; own < places.length; own++) {
      visit(own, base + places[own]! * along)
      for (let axis = rank - 1; axis >= 0; axis--) {
        const stride = axis === dim ? 0 : strides[axis]!
        base += stride
        if (++counter[axis]! < index.shape[axis]!) break
        base -= stride * index.shape[axis]!
        counter[axis] = 0
      }
    }
  }
  return {
    concat: (xs, dim) => {
      const [first] = xs
      const size = xs.reduce((sum, x) => sum + x.shape[dim]!, 0)
      const y = machine.make(first!.shape.map((n, axis) => (axis === dim ? size : n)))
      const { outer, inner } = around(y.shape, dim)
      let offset = 0
      for (const x of xs) {
        const from = machine.floats(x)
        const run = x.shape[dim]! * inner
        for (let o = 0; o < outer; o++) y.data.set(from.subarray(o * run, (o + 1) * run), o * size * inner + offset)
        offset += run
      }
      return y
    },
    take: (x, dim, indices) => {
      const from = machine.floats(x)
      const { outer, n, inner } = around(x.shape, dim)
      const y = machine.make(x.shape.map((size, axis) => (axis === dim ? indices.length : size)))
      let at = 0
      for (let o = 0; o < outer; o++)
        for (const index of indices) {
          const start = (o * n + index) * inner
          for (let i = start; i < start + inner; i++) y.data[at++] = from[i]!
        }
      return y
    },
    takeGrad: (dy, dim, indices, size) => {
      const delta = machine.floats(dy)
      const dx = machine.make(dy.shape.map((n, axis) => (axis === dim ? size : n)))
      const { outer, inner } = around(dy.shape, dim)
      let at = 0
      for (let o = 0; o < outer; o++)
        for (const index of indices) {
          const start = (o * size + index) * inner
          for (let i = start; i < start + inner; i++) dx.data[i]! += delta[at++]!
        }
      return dx
    },
    gather: (x, dim, index) => {
      const from = machine.floats(x)
      const y = machine.make(index.shape)
      eachIndex(index, x.shape, dim, (own, named) => {
        y.data[own] = from[named]!
      })
      return y
    },
    scatterAdd: (dy, dim, index, xShape) => {
      const delta = machine.floats(dy)
      const dx = machine.make(xShape)
      eachIndex(index, xShape, dim, (own, named) => {
        dx.data[named]! += delta[own]!
      })
      return dx
    },
  } satisfies Partial<Kernels>
}
