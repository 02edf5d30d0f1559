/** @file What a network makes of its examples, by kind of network, as it crosses the border. */
import type { Shape, TensorData } from '../../tensor'

export type Part = 'train' | 'heldOut'

/** Which examples were looked at: the first `seen` of `size`. */
export interface Seen {
  readonly part: Part
  readonly seen: number
  readonly size: number
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

export interface Judged extends Seen {
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

export interface ClassesResults {
  readonly kind: 'classes'
  readonly judged: Judged
  readonly boundary: Boundary | null
  /** The pixels of a side, where one grey image goes in: a drawing can be sent. */
  readonly drawing: number | null
}

/** The examples, and the curve that the network has by now. */
export interface Fit {
  /** x, y of examples, one after another. */
  readonly train: Float32Array
  readonly heldOut: Float32Array
  readonly x: Float32Array
  readonly y: Float32Array
}

/** One number goes in and one comes out. */
export interface CurveResults {
  readonly kind: 'curve'
  readonly fit: Fit
  /** null where the loss is no distance between numbers, or there is one example only. */
  readonly numbers: Numbers | null
}

/** An example whose answer is far from its target. */
export interface Far {
  readonly example: number
  /** Mean of |answer − target| over its numbers. */
  readonly error: number
  /** [target, answer] where they are one number each. */
  readonly pair: readonly [number, number] | null
}

/** How near answers are to targets. */
export interface Agreement {
  /**
   * R² = 1 − Σ(answer − target)² / Σ(target − mean)², each output with its mean; null where the targets are all alike.
   * NaN where answers are not finite.
   */
  readonly r2: number | null
  /** Mean of |answer − target|, in the targets' unit. */
  readonly mae: number
  /** Target and answer of examples, one after another. */
  readonly train: Float32Array
  readonly heldOut: Float32Array
  /** The farthest first. */
  readonly far: readonly Far[]
}

export interface Numbers extends Seen {
  /** How many numbers an answer has. */
  readonly count: number
  /** Of each of them, where the data say it. */
  readonly names: readonly string[] | null
  /** What the data say of the targets, in a sentence: their unit, whether they are scaled. */
  readonly doc: string | null
  readonly together: Agreement
  /** One for each number of an answer, where there are several and few enough to be looked at one by one; else none. */
  readonly each: readonly Agreement[]
}

export interface NumbersResults extends Numbers {
  readonly kind: 'numbers'
}

/** Images come out. */
export interface ImagesResults extends Seen {
  readonly kind: 'images'
  /** Mean of (answer − target)² over all pixels of the examples that were seen. */
  readonly mse: number
  /** The worst first; `error` is the mean of (answer − target)² over its pixels. */
  readonly worst: readonly { readonly example: number; readonly error: number }[]
  /** [channels, height, width] of what should come out and what comes out. */
  readonly shape: Shape
  /** Of the worst, one after another. */
  readonly targets: Float32Array
  readonly answers: Float32Array
  /** The images that go in, where they are others than the targets: [count, channels, height, width]. */
  readonly inputs: { readonly shape: Shape; readonly data: TensorData } | null
}

/** One symbol that is said for another, and how often. */
export interface Mixup {
  readonly label: number
  readonly answer: number
  readonly count: number
}

/** An example as a row of symbols. */
export interface SymbolRow {
  readonly example: number
  /** How many of its places are wrong. */
  readonly wrong: number
  /** What belongs at each place; −1 where nothing is judged. */
  readonly labels: Int32Array
  /** What the network says there. */
  readonly answers: Int32Array
}

/** A class for each of many places of an example: a symbol after each symbol of a text. */
export interface SymbolsResults extends Seen {
  readonly kind: 'symbols'
  /** Places that were judged, and right ones among them. */
  readonly places: number
  readonly right: number
  /** What each class is called; null: numbers stand for themselves. */
  readonly names: readonly string[] | null
  /** [classes]: how often each belongs somewhere, and how often it is said there. */
  readonly total: Uint32Array
  readonly hits: Uint32Array
  /** The most frequent first. */
  readonly mixups: readonly Mixup[]
  /** How many different mixups there are. */
  readonly kinds: number
  /** Those with the most wrong places first; none where an example is no row. */
  readonly rows: readonly SymbolRow[]
}

export type Results = ClassesResults | CurveResults | NumbersResults | ImagesResults | SymbolsResults
