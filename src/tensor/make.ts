/** @file Making tensors. */
import { numel } from './shape'
import type { DType, Shape, Tensor, TensorData } from './types'

/** Zero-filled storage of `length` elements. */
export function storageFor(dtype: DType, length: number): TensorData {
  if (dtype === 'float32') return new Float32Array(length)
  if (dtype === 'bool') return new Uint8Array(length)
  return new Float64Array(length)
}

/** @throws RangeError when the number of data does not match the shape. */
export function fromArray(shape: Shape, data: ArrayLike<number | boolean>, dtype: DType = 'float64'): Tensor {
  if (data.length !== numel(shape))
    throw new RangeError(`Shape [${shape.join(', ')}] holds ${numel(shape)} numbers, but ${data.length} were given.`)
  const storage = storageFor(dtype, data.length)
  for (let i = 0; i < data.length; i++) storage[i] = Number(data[i])
  return { dtype, shape, data: storage }
}

export function full(shape: Shape, value: number, dtype: DType = 'float64'): Tensor {
  return { dtype, shape, data: storageFor(dtype, numel(shape)).fill(value) }
}

export function scalar(value: number, dtype: DType = 'float64'): Tensor {
  return full([], value, dtype)
}

type Nested = number | readonly Nested[]

/** `fromNested([[1, 2], [3, 4]])`; the shape is read off the nesting. */
export function fromNested(nested: Nested, dtype: DType = 'float64'): Tensor {
  const shape: number[] = []
  for (let level: Nested = nested; Array.isArray(level); level = level[0] as Nested) shape.push(level.length)
  const flat = (Array.isArray(nested) ? nested.flat(Infinity) : [nested]) as number[]
  return fromArray(shape, flat, dtype)
}
