/** @file What a data set is: fields, two splits, and batches made when they are asked for. */
import type { DType, Shape, Tensor } from '../tensor'

/**
 * Hands over the bytes of one shipped file, by its path below the app's root ("data/mnist/…").
 * Injected, because a page fetches and Node reads files.
 */
export type AssetSource = (path: string) => Promise<Uint8Array>

/** What a scaled number stands for: shift + scale · number. */
export interface Unscaled {
  readonly shift: number
  readonly scale: number
}

export interface FieldSpec {
  /** One sentence: what the numbers mean. */
  readonly doc: string
  /** Shape of one example, without the batch axis. */
  readonly shape: Shape
  /** Floating fields can be asked for in either floating dtype; others come in their own. */
  readonly dtype: DType
  /** Present for indices (of classes, of symbols): they are 0 … classes − 1. */
  readonly classes?: number
  /** What each index stands for, in the order of the indices: class names, characters, words. */
  readonly names?: readonly string[]
  /** What each number of an example stands for, where an example is a row of a table. */
  readonly columns?: readonly string[]
  /** Present where each number was scaled. */
  readonly unscaled?: Unscaled
}

/** How examples are best shown. */
export type DataKind = 'images' | 'points' | 'curve' | 'table' | 'text'

export type SettingValue = number | string | boolean
export type Settings = Readonly<Record<string, SettingValue>>

/** Something of a data set that its user may choose; it is kept in the document, beside the binding. */
export interface Setting {
  readonly title: string
  /** One sentence. */
  readonly doc: string
  /** Its type is the type of the setting. */
  readonly fallback: SettingValue
  readonly min?: number
  readonly max?: number
  /** Whole numbers only. */
  readonly integer?: boolean
  /** The only values there are, with their names. */
  readonly options?: Readonly<Record<string, string>>
}

export interface Split {
  /** How many examples there are. */
  readonly size: number
  /** Names of the fields. */
  readonly fields: readonly string[]
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
  readonly kind: DataKind
  /** What has to be fetched before it can be used, in bytes; absent for data that are made. */
  readonly bytes?: number
  /** As they are with the settings as they come. */
  readonly fields: Readonly<Record<string, FieldSpec>>
  readonly settings?: Readonly<Record<string, Setting>>
  /** Present where shapes depend on settings. */
  fieldsWith?(settings: Settings): Readonly<Record<string, FieldSpec>>
  /**
   * @param settings every setting with its value; without them, as they come.
   * @throws DataError in words, when a file is missing or not what it should be.
   */
  load(source: AssetSource, settings?: Settings): Promise<LoadedData>
}

export function defineDataSet(dataSet: DataSet): DataSet {
  return dataSet
}

/** Something is wrong with data: what and where in `message`, what to do next in `hint`. */
export class DataError extends Error {
  constructor(
    readonly code: 'missing-file' | 'bad-file' | 'no-field' | 'no-example' | 'no-dataset' | 'bad-setting',
    message: string,
    readonly hint: string,
    options?: ErrorOptions,
  ) {
    super(message, options)
    this.name = 'DataError'
  }
}
