/** @file Data sets and what a network makes of them, as they cross the border. */
import type { OwnInfo, PackedData, Settings } from '../data'
import type { DType, Shape, TensorData } from '../tensor'

export type Part = 'train' | 'heldOut'

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

/** One example that the network gets wrong. */
export interface Mistake {
  /** In its part of the data set. */
  readonly example: number
  readonly label: number
  readonly answer: number
  /** How sure it was, 0 … 1. */
  readonly sure: number
}

export interface Judged {
  readonly part: Part
  readonly seen: number
  readonly size: number
  readonly right: number
  readonly classes: number
  /** null: numbers stand for themselves. */
  readonly names: readonly string[] | null
  /** [classes, classes]: rows are what it is, columns what the network says. */
  readonly matrix: Uint32Array
  /** The surest first. */
  readonly mistakes: readonly Mistake[]
  /** Of the first mistakes, where images go in: [count, channels, height, width]. */
  readonly pictures: { readonly shape: Shape; readonly data: TensorData } | null
}

/** Two numbers go in: what the network says everywhere around the examples. */
export interface Boundary {
  /** Points a side. */
  readonly side: number
  /** [lowest x, highest x, lowest y, highest y]. */
  readonly range: readonly [number, number, number, number]
  /** [side, side], row 0 at the top: the class, and how sure, 0 … 1. */
  readonly classes: Uint8Array
  readonly sure: Float32Array
  /** x, y, class of examples, one after another. */
  readonly train: Float32Array
  readonly heldOut: Float32Array
}

/** One number goes in and one comes out: the examples, and the curve that the network has by now. */
export interface Fit {
  /** x, y of examples, one after another. */
  readonly train: Float32Array
  readonly heldOut: Float32Array
  readonly x: Float32Array
  readonly y: Float32Array
}

export interface Results {
  readonly judged: Judged | null
  readonly boundary: Boundary | null
  readonly fit: Fit | null
  /** The pixels of a side, where one grey image goes in: a drawing can be sent. */
  readonly drawing: number | null
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
  /** What the network says to a grey image of `Results.drawing` pixels a side. */
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
