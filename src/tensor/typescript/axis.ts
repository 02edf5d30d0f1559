/** @file Kernels along one axis: softmax and its logarithm, products of the others, one-hot rows. */
import type { Kernels } from '../kernels'
import { numel } from '../shape'
import type { Ref, Shape } from '../types'
import { dataOf, type Machine } from './machine'

/** A tensor seen as [outer, n, inner] around one axis. A scalar is one axis of size 1. */
export function around(shape: Shape, dim: number): { outer: number; n: number; inner: number } {
  return { outer: numel(shape.slice(0, dim)), n: shape[dim] ?? 1, inner: numel(shape.slice(dim + 1)) }
}

export function axisKernels(machine: Machine) {
  // The maximum is taken off first, so that e^x neither overflows nor vanishes altogether.
  const normalize = (x: Ref, dim: number, logarithm: boolean) => {
    const from = machine.floats(x)
    const y = machine.make(x.shape)
    const { data } = y
    const { outer, n, inner } = around(x.shape, dim)
    for (let o = 0; o < outer; o++)
      for (let r = 0; r < inner; r++) {
        const start = o * n * inner + r
        const end = start + n * inner
        let max = -Infinity
        for (let i = start; i < end; i += inner) if (from[i]! > max) max = from[i]!
        let sum = 0
        for (let i = start; i < end; i += inner) sum += Math.exp(from[i]! - max)
        const logSum = Math.log(sum)
        if (logarithm) for (let i = start; i < end; i += inner) data[i] = from[i]! - max - logSum
        else for (let i = start; i < end; i += inner) data[i] = Math.exp(from[i]! - max) / sum
      }
    return y
  }
  return {
    softmax: (x, dim) => normalize(x, dim, false),
    logSoftmax: (x, dim) => normalize(x, dim, true),
    // Left products times right products: no division, so zeros do no harm.
    prodOfOthers: (x, dim) => {
      const from = machine.floats(x)
      const y = machine.make(x.shape)
      const { outer, n, inner } = around(x.shape, dim)
      const before = new Float64Array(n)
      for (let o = 0; o < outer; o++)
        for (let r = 0; r < inner; r++) {
          const start = o * n * inner + r
          let product = 1
          for (let j = 0; j < n; j++) {
            before[j] = product
            product *= from[start + j * inner]!
          }
          product = 1
          for (let j = n - 1; j >= 0; j--) {
            y.data[start + j * inner] = before[j]! * product
            product *= from[start + j * inner]!
          }
        }
      return y
    },
    oneHot: (index, classes, dim) => {
      const from = dataOf(index)
      const y = machine.make([...index.shape.slice(0, dim), classes, ...index.shape.slice(dim)])
      const inner = numel(index.shape.slice(dim))
      for (let i = 0; i < from.length; i++) {
        const at = from[i]!
        if (!(Number.isInteger(at) && at >= 0 && at < classes)) continue
        const outer = Math.floor(i / inner)
        y.data[(outer * classes + at) * inner + (i % inner)] = 1
      }
      return y
    },
  } satisfies Partial<Kernels>
}
