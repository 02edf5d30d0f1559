/** @file What the outputs of a network say: a class for each example, and how sure; a class at each place; numbers. */
import type { CheckedNode } from '../check'
import { full, numel, type Shape, type Tensor } from '../tensor'

export type Judges = NonNullable<CheckedNode['op']['judges']>

/** How many classes a row of outputs tells apart; null when it is no row of classes. */
export function classesIn(judges: Judges, output: Tensor): number | null {
  const perExample = output.shape.slice(1)
  if (judges === 'argmax') return output.shape.length === 2 ? output.shape[1]! : null
  return perExample.every((size) => size === 1) && output.shape.length > 0 ? 2 : null
}

/**
 * Probabilities of the classes for example `row`: softmax of scores (of log-probabilities it is the probabilities), the
 * logistic function of one score, or the output itself where it is one.
 */
export function surenessOf(judges: Judges, output: Tensor, row: number): number[] {
  const { data } = output
  if (judges === 'argmax') {
    const classes = output.shape[1]!
    const scores = Array.from(data.subarray(row * classes, (row + 1) * classes), Number)
    const top = Math.max(...scores)
    const powers = scores.map((score) => Math.exp(score - top))
    const sum = powers.reduce((a, b) => a + b, 0)
    return powers.map((power) => power / sum)
  }
  const x = data[row]!
  const p = judges === 'probability' ? Math.min(1, Math.max(0, x)) : 1 / (1 + Math.exp(-x))
  return [1 - p, p]
}

export function largest(numbers: readonly number[]): number {
  let best = 0
  for (let i = 1; i < numbers.length; i++) if (numbers[i]! > numbers[best]!) best = i
  return best
}

/** A target for one example that names this class, as `labelOf` reads it; null where targets of this shape name none. */
export function targetOf(
  judges: Judges,
  label: number,
  { dtype, shape }: Pick<Tensor, 'dtype' | 'shape'>,
): Tensor | null {
  const one: Shape = [1, ...shape.slice(1)]
  if (judges !== 'argmax')
    return numel(one) === 1 ? full(one, judges === 'sign' && label === 0 ? -1 : label, dtype) : null
  if (dtype === 'int64') return one.length === 1 ? full(one, label, dtype) : null
  if (one.length !== 2 || label >= one[1]!) return null
  const target = full(one, 0, dtype)
  target.data[label] = 1
  return target
}

/** The class that a target names for example `row`; null when it names none. */
export function labelOf(judges: Judges, target: Tensor, row: number): number | null {
  if (judges === 'argmax') {
    if (target.dtype === 'int64') return target.shape.length === 1 ? target.data[row]! : null
    const classes = target.shape[1] ?? 0
    return largest(Array.from(target.data.subarray(row * classes, (row + 1) * classes), Number))
  }
  const t = target.data[row]!
  const no = judges === 'sign' ? -1 : 0
  return t === 1 ? 1 : t === no ? 0 : null
}

/** Whether a loss counts what is labelled so: a class that there is, and not the number that stands for none. */
export function isLabel(loss: CheckedNode, { dtype }: Tensor, label: number, classes: number): boolean {
  return label >= 0 && label < classes && !(dtype === 'int64' && label === loss.attrs.ignore_index)
}

/** The class with the highest number at one place of example `row`; numbers are [N, classes, …places]. */
export function chosenAt({ data, shape }: Tensor, row: number, place: number): number {
  const classes = shape[1]!
  const places = numel(shape.slice(2))
  const at = row * classes * places + place
  let best = 0
  for (let c = 1; c < classes; c++) if (data[at + c * places]! > data[at + best * places]!) best = c
  return best
}

/** The class that belongs there, by its number ([N, …places]) or by the highest of its probabilities (as answers are). */
export function labelAt(target: Tensor, answer: Shape, row: number, place: number): number {
  if (target.shape.length === answer.length) return chosenAt(target, row, place)
  return target.data[row * numel(answer.slice(2)) + place]!
}

/** Losses that say how far numbers are from numbers of the same unit. */
const DISTANCES: ReadonlySet<string> = new Set(['mse_loss', 'l1_loss', 'huber_loss', 'smooth_l1_loss'])

export const comparesNumbers = (loss: CheckedNode): boolean => DISTANCES.has(loss.op.id)

/**
 * How pixels are read off what a loss compares with an image: as they are, or by the logistic function where scores are
 * compared. null for losses that compare something else.
 */
export function imageNumbers(loss: CheckedNode): ((x: number) => number) | null {
  if (loss.op.id === 'bce_with_logits_loss') return (x) => 1 / (1 + Math.exp(-x))
  return comparesNumbers(loss) || loss.op.id === 'bce_loss' ? (x) => x : null
}
