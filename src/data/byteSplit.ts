/** @file A split whose fields are kept as bytes, as images come, and turned into numbers batch by batch. */
import { numel, storageFor, type Shape, type Tensor } from '../tensor'
import { DataError, type FieldSpec, type Split } from './dataSet'

export interface ByteField {
  readonly spec: FieldSpec
  /** [size, ...spec.shape], row-major. */
  readonly bytes: Uint8Array
  /** Each byte is multiplied by this: 1/255 makes pixels run from 0 to 1. */
  readonly scale: number
}

function fieldOf(fields: Readonly<Record<string, ByteField>>, name: string): ByteField {
  const field = Object.hasOwn(fields, name) ? fields[name] : undefined
  if (field) return field
  const names = Object.keys(fields).join(', ')
  throw new DataError('no-field', `The data set has no field "${name}".`, `Choose one of its fields: ${names}.`)
}

/** All fields have the same number of examples. 8,000 MNIST images are 6 MB this way, and would be 50 MB in float64. */
export function byteSplit(size: number, fields: Readonly<Record<string, ByteField>>): Split {
  for (const [name, { spec, bytes }] of Object.entries(fields))
    if (bytes.length !== size * numel(spec.shape))
      throw new RangeError(`Field ${name} needs ${size * numel(spec.shape)} bytes, but has ${bytes.length}.`)
  return {
    size,
    batch(name, indices, dtype): Tensor {
      const { spec, bytes, scale } = fieldOf(fields, name)
      const floating = spec.dtype === 'float64' || spec.dtype === 'float32'
      const resultType = floating ? dtype : spec.dtype
      const shape: Shape = [indices.length, ...spec.shape]
      const stride = numel(spec.shape)
      const data = storageFor(resultType, indices.length * stride)
      for (let row = 0; row < indices.length; row++) {
        const example = indices[row]!
        if (!Number.isInteger(example) || example < 0 || example >= size)
          throw new DataError(
            'no-example',
            `There is no example ${example}.`,
            `Examples are numbered 0 to ${size - 1}.`,
          )
        const from = example * stride
        const to = row * stride
        for (let i = 0; i < stride; i++) data[to + i] = bytes[from + i]! * scale
      }
      return { dtype: resultType, shape, data }
    },
  }
}
