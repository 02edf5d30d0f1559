/** @file An exercise as it crosses the border: what was answered, and how it is judged. Nothing that is to be found crosses it. */
import type { HiddenKind, ItemState } from '../engine'
import type { Shape } from '../tensor'

export type { HiddenKind, ItemState }

export interface ItemReport {
  /** What the answer is filed under. */
  readonly id: string
  /** Flat, row-major. */
  readonly element: number
  /** "[1, 0]"; '' where the tensor is a single number. */
  readonly index: string
  readonly state: ItemState
  /** What may be wrong, and the chain rule at this place with the numbers that may be seen. Absent when it is right. */
  readonly hint?: string
}

/** One tensor of which something is asked. */
export interface PlaceReport {
  readonly kind: HiddenKind
  readonly key: string
  /** "what comes back along w → m" */
  readonly name: string
  readonly shape: Shape
  /** All elements of a small tensor, null where they may not be seen; empty for a large one. */
  readonly numbers: readonly (number | null)[]
  readonly items: readonly ItemReport[]
}

export interface ExerciseReport {
  /** The fingerprint of the graph as it stands: answers belong to it. */
  readonly hash: string
  readonly right: number
  readonly total: number
  readonly places: readonly PlaceReport[]
  /** In words: what the exercise asks for and cannot be asked for. */
  readonly problems: readonly string[]
}

export interface PracticeApi {
  /** The author of an exercise sees what it hides; a document is opened with it hidden. */
  showHidden(on: boolean): Promise<void>
  /**
   * Judges what was typed, by item. Right answers become visible in the graph. Null when the document is no exercise, or
   * has not run.
   */
  gradeExercise(answers: Readonly<Record<string, string>>): Promise<ExerciseReport | null>
  /** The text of the file that is handed in, for `gradwire grade`. Null when the document is no exercise. */
  writeAnswers(answers: Readonly<Record<string, string>>, student: string): Promise<string | null>
}
