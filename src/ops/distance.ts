/** @file Losses of the distance d = input − target: how they grow with it, and how they are written. */
import type { Kernels, Ref, SymbolicShape } from '../tensor'
import type { Derivative } from './defineOp'
import { meanFactor, reduceLoss, shareLoss, sumSign, type Reduction } from './loss'

/** −1, 0 or 1; NaN gives 0. */
export const sign = (k: Kernels, x: Ref): Ref => {
  const zero = k.full([], 0)
  return k.sub(k.greater(x, zero), k.greater(zero, x))
}

/** ½ d² up to |d| = bound, and beyond it the straight line that goes on from there: bound · (|d| − ½ bound). */
export function huberOf(k: Kernels, gap: Ref, bound: number): Ref {
  const distance = k.abs(gap)
  const near = k.minimum(distance, k.full([], bound))
  return k.mul(near, k.sub(distance, k.scale(near, 0.5)))
}

/** Its derivative: d, held between −bound and bound. */
export const huberSlope = (k: Kernels, gap: Ref, bound: number): Ref =>
  k.maximum(k.minimum(gap, k.full([], bound)), k.full([], -bound))

/** A loss of the distance: how much each element loses, and its derivative. */
export interface DistanceRule {
  readonly each: (k: Kernels, gap: Ref) => Ref
  readonly slope: (k: Kernels, gap: Ref) => Ref
}

interface Pair {
  readonly input: Ref
  readonly target: Ref
}

export const distanceLoss = (k: Kernels, { input, target }: Pair, rule: DistanceRule, reduction: Reduction): Ref =>
  reduceLoss(k, rule.each(k, k.sub(input, target)), reduction)

/** δ of input; that of target is the same with the other sign. */
export const distanceGrad = (
  k: Kernels,
  { input, target }: Pair,
  rule: DistanceRule,
  dloss: Ref,
  reduction: Reduction,
) => k.mul(shareLoss(k, dloss, input, reduction), rule.slope(k, k.sub(input, target)))

interface DistanceWords {
  /** LaTeX of the loss of one element, from the LaTeX of d. */
  readonly each: (gap: string) => string
  /** LaTeX of its derivative. */
  readonly slope: (gap: string) => string
  readonly words: string
}

/** Formulas with the reduction and the real number of elements, where it is known. */
export function distanceFormulas({ each, slope, words }: DistanceWords, reduction: Reduction, input?: SymbolicShape) {
  const factor = meanFactor(reduction, input)
  const sum = sumSign(reduction, input)
  const at = sum ? '_i' : ''
  const derivative = (from: string, to: string, said: string): Derivative => {
    const local = `${factor}${slope(`${from} - ${to}`)}`
    return { formula: `{dloss} \\cdot ${local}`, local, words: said }
  }
  return {
    formula: { loss: `{loss} = ${factor}${sum}${each(`{input}${at} - {target}${at}`)}` },
    derivative: {
      input: derivative('{input}', '{target}', words),
      target: derivative('{target}', '{input}', 'The same pull as on {input}, in the other direction.'),
    },
  }
}
