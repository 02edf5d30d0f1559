/** @file The arithmetic of cross entropy, for class numbers and for probabilities. */
import {
  numel,
  shapeText,
  type Dim,
  type Kernels,
  type Ref,
  type Shape,
  type SymbolicShape,
  type Tensor,
} from '../tensor'
import { ShapeProblem, type ValueProblem } from './defineOp'
import type { Reduction } from './loss'
import { compatible, compatibleShapes } from './rules'

export interface CrossEntropyAttrs {
  readonly ignore_index: number
  readonly label_smoothing: number
  readonly reduction: Reduction
}

/** Classes are on axis 1 of [N, C, d1, …], and on axis 0 of a single example [C]. */
export const classAxis = (input: SymbolicShape) => (input.length === 1 ? 0 : 1)

export const withoutClasses = <D extends Dim>(input: readonly D[]): D[] =>
  input.filter((_, axis) => axis !== classAxis(input))

/** Targets with an axis of classes are probabilities; without one they are class numbers. */
export const isProbabilities = (input: SymbolicShape, target: SymbolicShape) => target.length === input.length

/** @throws ShapeProblem when there is no axis of classes. */
export function requireClasses(input: SymbolicShape, scores = 'scores'): void {
  if (input.length > 0) return
  throw new ShapeProblem(
    'input',
    `{node} needs ${scores} with an axis of classes, [N, classes], but {from:input} gives a single number ([]).`,
    `Wire the ${scores} of all classes, one row for each example.`,
  )
}

/** @throws ShapeProblem when there is not one weight for each class. */
export function requireClassWeights(weight: SymbolicShape | undefined, input: SymbolicShape): void {
  const classes = input[classAxis(input)]!
  if (!weight || (weight.length === 1 && compatible(weight[0]!, classes))) return
  throw new ShapeProblem(
    'weight',
    `{node} needs one weight for each of ${classes} classes ([${classes}]), but {from:weight} gives ${shapeText(weight)}.`,
    `Give {from:weight} the shape [${classes}].`,
  )
}

/** For losses that take class numbers and nothing else. @throws ShapeProblem */
export function requireClassNumbers(input: SymbolicShape, target: SymbolicShape): void {
  const plain = withoutClasses<Dim>(input)
  if (compatibleShapes(target, plain)) return
  throw new ShapeProblem(
    'target',
    `{node} needs class numbers of shape ${shapeText(plain)} as target, but {from:target} gives ${shapeText(target)} (input is ${shapeText(input)}).`,
    plain.length === 1 && target.length === 2 && target[1] === 1
      ? 'Insert a reshape of {from:target} to [-1].'
      : `Give {from:target} the shape ${shapeText(plain)}, with one class number for each example.`,
  )
}

/** @throws ShapeProblem */
export function crossEntropyShape(
  { input, target, weight }: { input: SymbolicShape; target: SymbolicShape; weight: SymbolicShape | undefined },
  { reduction }: CrossEntropyAttrs,
): SymbolicShape {
  requireClasses(input)
  const plain = withoutClasses<Dim>(input)
  if (!compatibleShapes(target, isProbabilities(input, target) ? input : plain))
    throw new ShapeProblem(
      'target',
      `{node} needs class numbers of shape ${shapeText(plain)} or probabilities of shape ${shapeText(input)} as target, ` +
        `but {from:target} gives ${shapeText(target)} (input is ${shapeText(input)}).`,
      plain.length === 1 && target.length === 2 && target[1] === 1
        ? 'Insert a reshape of {from:target} to [-1], or give it one probability for each class.'
        : `Give {from:target} the shape ${shapeText(plain)}, with one class number for each example.`,
    )
  requireClassWeights(weight, input)
  return reduction === 'none' ? plain : []
}

/**
 * How much −ln p of each class counts, in the shape of input, and what a mean divides by.
 * With class numbers t: (1 − ε) w_t for the class itself, and ε w_c / C for all; an ignored example counts nothing, and
 * a mean divides by the sum of the w_t. With probabilities q: w_c ((1 − ε) q_c + ε / C), and a mean divides by the examples.
 */
export function classShares(
  k: Kernels,
  input: Ref,
  target: Ref,
  weight: Ref | undefined,
  { ignore_index, label_smoothing: smooth }: CrossEntropyAttrs,
): { shares: Ref; divisor: Ref } {
  const axis = classAxis(input.shape)
  const classes = input.shape[axis]!
  const weighted = (q: Ref) => (weight ? k.mul(q, k.reshape(weight, alongAxis(input.shape, axis))) : q)
  const smoothed = (q: Ref) => (smooth === 0 ? q : k.shift(k.scale(q, 1 - smooth), smooth / classes))
  if (isProbabilities(input.shape, target.shape))
    return { shares: weighted(smoothed(target)), divisor: k.full([], numel(input.shape) / classes) }
  const counted = k.shift(k.neg(k.equal(target, k.full([], ignore_index))), 1)
  const valid = k.reshape(counted, keptClasses(input.shape))
  const chosen = k.mul(k.oneHot(target, classes, axis), valid)
  const everyAxis = input.shape.map((_, i) => i)
  return {
    shares: smooth === 0 ? weighted(chosen) : k.mul(weighted(smoothed(chosen)), valid),
    divisor: k.sum(weighted(chosen), everyAxis, false),
  }
}

/** What a mean hands back to its examples. Where all are ignored it divides by nothing: none of them gets an error then, as in PyTorch. */
export const meanDelta = (k: Kernels, dloss: Ref, divisor: Ref): Ref =>
  k.div(dloss, k.where(divisor, divisor, k.full([], 1)))

const alongAxis = (shape: Shape, axis: number) => shape.map((size, i) => (i === axis ? size : 1))

/** The shape of input with one class: what broadcasts against it. */
export const keptClasses = (input: Shape) => input.map((size, axis) => (axis === classAxis(input) ? 1 : size))

/** A class number that does not exist would silently count nothing. */
export function classNumberProblem(
  input: Tensor | undefined,
  target: Tensor | undefined,
  { ignore_index }: { readonly ignore_index: number | null },
): ValueProblem | null {
  if (!input || !target || isProbabilities(input.shape, target.shape)) return null
  const classes = input.shape[classAxis(input.shape)]!
  const at = target.data.findIndex((t) => t !== ignore_index && !(Number.isInteger(t) && t >= 0 && t < classes))
  if (at < 0) return null
  return {
    port: 'target',
    message: `{node} has ${classes} classes (numbers 0 to ${classes - 1}), but {from:target} holds ${target.data[at]} (element ${at}).`,
    hint: `Use class numbers from 0 to ${classes - 1}, or give {from:input} a score for each class.`,
  }
}

/** For each example that is not ignored, the flat place of its class in `input` and the number of the example. */
export function namedPlaces(
  input: Shape,
  target: ArrayLike<number>,
  ignored: number,
): { from: number[]; example: number[] } {
  const axis = classAxis(input)
  const classes = input[axis]!
  const inner = numel(input.slice(axis + 1))
  const from: number[] = []
  const example: number[] = []
  for (let i = 0; i < target.length; i++) {
    const t = target[i]!
    if (t === ignored) continue
    from.push((Math.floor(i / inner) * classes + t) * inner + (i % inner))
    example.push(i)
  }
  return { from, example }
}
