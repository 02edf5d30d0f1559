/** @file What the kernels of one dtype share: making results, and the one place where a Ref becomes numbers. */
import { storageFor } from '../make'
import { numel } from '../shape'
import type { Ref, Shape, Tensor, TensorData } from '../types'

export type Floats = Float64Array | Float32Array

export interface FloatTensor extends Tensor {
  readonly data: Floats
}

export interface Machine {
  readonly dtype: 'float64' | 'float32'
  /** A result tensor full of zeros. */
  make(shape: Shape): FloatTensor
  /** The numbers of a tensor in the machine's own dtype; converted only when stored otherwise. */
  floats(x: Ref): Floats
}

/** Every Ref that reaches these kernels was made by them or by `make.ts`, so it has its data. */
export function dataOf(x: Ref): TensorData {
  return (x as Tensor).data
}

/**
 * Loops below see only one class of array in each machine: mixed dtypes are converted on entry,
 * so that the JIT compiles each loop for that class alone.
 */
export function createMachine(dtype: 'float64' | 'float32'): Machine {
  const Storage = dtype === 'float64' ? Float64Array : Float32Array
  return {
    dtype,
    make: (shape) => ({ dtype, shape, data: storageFor(dtype, numel(shape)) as Floats }),
    floats: (x) => {
      const data = dataOf(x)
      return data instanceof Storage ? data : Storage.from(data)
    },
  }
}
