/** @file Data sets and what a network makes of them, as they cross the border. */
import type { OwnInfo, PackedData, Settings } from '../data'
import type { DType, Shape, TensorData } from '../tensor'
import type { Part, Results } from './results/types'

export type * from './results/types'

export interface DataProblem {
  readonly message: string
  readonly hint: string
}

export type DataAnswer<T> = ({ readonly ok: true } & T) | { readonly ok: false; readonly problem: DataProblem }

export interface DataPreview {
  readonly train: number
  readonly heldOut: number
  readonly first: number
  readonly count: number
  readonly fields: Readonly<Record<string, { readonly dtype: DType; readonly shape: Shape; readonly data: TensorData }>>
}

export interface Classified {
  /** How sure, for each class. */
  readonly sure: readonly number[]
  readonly names: readonly string[] | null
}

/** What somebody drew, where an example of the data set would be. */
export interface Drawn {
  /** The class that it is meant to be, and its name. */
  readonly label: number
  readonly name: string
}

export interface DataApi {
  /** Keeps what somebody brought. `durable`: also when the browser is closed. */
  keepData(packed: PackedData): Promise<{ readonly durable: boolean }>
  /** What was brought, the newest first. */
  ownData(): Promise<readonly OwnInfo[]>
  dropData(id: string): Promise<void>
  /** Some examples of a data set, whether or not it is bound. */
  dataPreview(
    id: string,
    settings: Settings | undefined,
    part: Part,
    first: number,
    count: number,
  ): Promise<DataAnswer<DataPreview>>
  /**
   * What the network makes of its examples, with its parameters as they are now.
   * @param quick as many examples as a fraction of a second allows; else all.
   */
  results(quick: boolean): Promise<DataAnswer<Results>>
  /** What the network says to a grey image of `ClassesResults.drawing` pixels a side. */
  classify(pixels: Float32Array): Promise<DataAnswer<Classified>>
  /**
   * Puts such an image into the graph in the place of the examples in view: what is stepped through, until other examples
   * are asked for, or the data or the inputs of the document change.
   * @param label the class that it is meant to be: what the loss compares the answer with.
   */
  showDrawing(pixels: Float32Array, label: number): Promise<DataAnswer<object>>
}

export const DATA_CALLS = {
  keepData: 'question',
  ownData: 'question',
  dropData: 'question',
  dataPreview: 'question',
  results: 'question',
  classify: 'question',
  showDrawing: 'question',
} as const satisfies Record<keyof DataApi, 'question'>
