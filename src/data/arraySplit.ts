/** @file A split whose fields are kept as they came (images as bytes), and turned into tensors batch by batch. */
import { numel, storageFor, type Shape, type Tensor, type TensorData } from '../tensor'
import { DataError, type FieldSpec, type Split } from './dataSet'

export interface ArrayField {
  readonly spec: FieldSpec
  /** [examples, ...spec.shape], row-major. */
  readonly data: Uint8Array | Int32Array | TensorData
  /** Each number is multiplied by this: 1/255 makes the bytes of pixels run from 0 to 1. Absent: 1. */
  readonly scale?: number
}

/** @throws DataError which names the fields that there are. */
export function fieldNamed<T>(fields: Readonly<Record<string, T>>, name: string): T {
  const field = Object.hasOwn(fields, name) ? fields[name] : undefined
  if (field) return field
  const names = Object.keys(fields).join(', ')
  throw new DataError('no-field', `The data set has no field "${name}".`, `Choose one of its fields: ${names}.`)
}

/** @throws DataError when there is no such example. */
export function requireExample(example: number, size: number): void {
  if (Number.isInteger(example) && example >= 0 && example < size) return
  if (size === 0)
    throw new DataError('no-example', 'This part of the data has no example.', 'Choose other data or settings in Data.')
  throw new DataError('no-example', `There is no example ${example}.`, `Examples are numbered 0 to ${size - 1}.`)
}

/** A tensor for a batch of `count`; floating fields in the dtype that is asked for. */
export function batchTensor(spec: FieldSpec, count: number, dtype: 'float64' | 'float32'): Tensor {
  const floating = spec.dtype === 'float64' || spec.dtype === 'float32'
  const own = floating ? dtype : spec.dtype
  const shape: Shape = [count, ...spec.shape]
  return { dtype: own, shape, data: storageFor(own, numel(shape)) }
}

/**
 * All fields have the same number of examples. 8,000 MNIST images are 6 MB this way, and would be 50 MB in float64.
 * @param size examples in the fields.
 * @param rows which of them are in this split, in its order; absent: all.
 */
export function arraySplit(
  size: number,
  fields: Readonly<Record<string, ArrayField>>,
  rows?: ArrayLike<number>,
): Split {
  for (const [name, { spec, data }] of Object.entries(fields))
    if (data.length !== size * numel(spec.shape))
      throw new RangeError(`Field ${name} needs ${size * numel(spec.shape)} numbers, but has ${data.length}.`)
  const many = rows?.length ?? size
  return {
    size: many,
    fields: Object.keys(fields),
    batch(name, indices, dtype): Tensor {
      const { spec, data: all, scale = 1 } = fieldNamed(fields, name)
      const tensor = batchTensor(spec, indices.length, dtype)
      const { data } = tensor
      const stride = numel(spec.shape)
      for (let row = 0; row < indices.length; row++) {
        const example = indices[row]!
        requireExample(example, many)
        const from = (rows ? rows[example]! : example) * stride
        const to = row * stride
        for (let i = 0; i < stride; i++) data[to + i] = all[from + i]! * scale
      }
      return tensor
    },
  }
}
