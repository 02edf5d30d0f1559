/** @file Looking rows of a table up by number, and adding gradients back to them. */
import type { Kernels } from '../kernels'
import { numel } from '../shape'
import { dataOf, type Machine } from './machine'

export function rowsKernels(machine: Machine) {
  return {
    rows: (table, index) => {
      const from = machine.floats(table)
      const at = dataOf(index)
      const width = table.shape[1]!
      const y = machine.make([...index.shape, width])
      for (let i = 0; i < at.length; i++) y.data.set(from.subarray(at[i]! * width, (at[i]! + 1) * width), i * width)
      return y
    },
    // Sums gather in float64 whatever the dtype: a frequent word is added thousands of times.
    rowsGrad: (dy, index, tableShape, skip) => {
      const from = machine.floats(dy)
      const at = dataOf(index)
      const width = tableShape[1]!
      const sums = new Float64Array(numel(tableShape))
      for (let i = 0; i < at.length; i++) {
        if (at[i] === skip) continue
        const start = at[i]! * width
        for (let j = 0; j < width; j++) sums[start + j]! += from[i * width + j]!
      }
      const table = machine.make(tableShape)
      table.data.set(sums)
      return table
    },
  } satisfies Partial<Kernels>
}
