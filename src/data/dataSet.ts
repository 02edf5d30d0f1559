/** @file What a data set is: fields, two splits, and batches made when they are asked for. */
import type { DType, Shape, Tensor } from '../tensor'

/**
 * Hands over the bytes of one shipped file, by its path below the app's root ("data/mnist/…").
 * Injected, because a page fetches and Node reads files.
 */
export type AssetSource = (path: string) => Promise<Uint8Array>

export interface FieldSpec {
  /** One sentence: what the numbers mean. */
  readonly doc: string
  /** Shape of one example, without the batch axis. */
  readonly shape: Shape
  /** Floating fields can be asked for in either floating dtype; others come in their own. */
  readonly dtype: DType
  /** Present for class indices: they are 0 … classes − 1. */
  readonly classes?: number
}

export interface Split {
  /** How many examples there are. */
  readonly size: number
  /**
   * The examples at `indices`, in that order, as one tensor [indices.length, ...field.shape].
   * `dtype` is the dtype of floating fields.
   * @throws DataError when there is no such field or no such example.
   */
  batch(field: string, indices: ArrayLike<number>, dtype: 'float64' | 'float32'): Tensor
}

export interface LoadedData {
  readonly train: Split
  /** Never trained on: what accuracy is honestly measured with. */
  readonly heldOut: Split
}

export interface DataSet {
  readonly id: string
  readonly title: string
  readonly summary: string
  /** Name of the licence and whom to thank. */
  readonly licence: string
  readonly fields: Readonly<Record<string, FieldSpec>>
  /** @throws DataError in words, when a file is missing or not what it should be. */
  load(source: AssetSource): Promise<LoadedData>
}

export function defineDataSet(dataSet: DataSet): DataSet {
  return dataSet
}

/** Something is wrong with data: what and where in `message`, what to do next in `hint`. */
export class DataError extends Error {
  constructor(
    readonly code: 'missing-file' | 'bad-file' | 'no-field' | 'no-example' | 'no-dataset',
    message: string,
    readonly hint: string,
    options?: ErrorOptions,
  ) {
    super(message, options)
    this.name = 'DataError'
  }
}
