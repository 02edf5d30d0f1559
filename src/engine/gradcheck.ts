/**
 * @file The gradient check: every parameter's gradient and every edge delta against differences of the objective, in
 * float64. An edge delta is checked by moving what that one consumer reads.
 */
import type { GraphDocument } from '../graph'
import type { Op } from '../ops'
import { createRandom, hashSeed, type Tensor } from '../tensor'
import { compareDerivative } from './gradcheckDifference'
import { objectiveAlong, targetsOf, type CheckTarget } from './gradcheckTargets'
import type { RunError } from './types'

export interface GradcheckOptions {
  readonly feeds?: Readonly<Record<string, Tensor>>
  /** Relative error up to which a derivative passes. */
  readonly tolerance?: number
  /** At most so many elements of each tensor, drawn by a seed from its name; all of them by default. */
  readonly elements?: number
}

export const GRADCHECK_TOLERANCE = 1e-6

export interface TargetCheck {
  /** "node.port" of a parameter, or the id of an edge. */
  readonly target: string
  readonly kind: 'parameter' | 'edge'
  readonly ok: boolean
  /** How many elements were checked, and of how many. */
  readonly checked: number
  readonly elements: number
  /** Kinks count by how far backprop's choice lies outside of the one-sided slopes. */
  readonly maxRelativeError: number
  /** Elements at a kink (ReLU at 0, a tie of maxima), where backprop takes one slope of several. */
  readonly kinks: number
  /** The element with the largest error, flat and row-major; null for a tensor without elements. */
  readonly worst: { readonly element: number; readonly analytic: number; readonly numeric: number } | null
}

export interface GradcheckProgress {
  readonly done: number
  readonly total: number
  readonly target: string
}

export type GradcheckResult =
  | { readonly ok: boolean; readonly checks: readonly TargetCheck[]; readonly errors: readonly [] }
  /** The graph could not be differentiated. */
  | { readonly ok: false; readonly checks: readonly []; readonly errors: readonly RunError[] }

/** One element after the other; yields after each, so that long work can show its progress and be given up. */
export function* gradcheck(
  document: GraphDocument,
  ops: ReadonlyMap<string, Op>,
  { feeds = {}, tolerance = GRADCHECK_TOLERANCE, elements = Infinity }: GradcheckOptions = {},
): Generator<GradcheckProgress, GradcheckResult> {
  const { errors, loss, targets: all } = targetsOf(document, ops, feeds)
  if (errors.length) return { ok: false, checks: [], errors }
  const targets = all.map((target) => ({
    ...target,
    chosen: choose(target.target, target.value.data.length, elements),
  }))

  const total = targets.reduce((sum, { chosen }) => sum + chosen.length, 0)
  const checks: TargetCheck[] = []
  let done = 0
  for (const target of targets) {
    const found = { maxRelativeError: 0, kinks: 0, worst: null as TargetCheck['worst'] }
    for (const element of target.chosen) {
      const analytic = target.gradient.data[element]!
      const { numeric, relativeError, kink } = compareElement(target, element, loss, tolerance)
      if (kink) found.kinks++
      // NaN compares as no number: it must count as the worst.
      if (!found.worst || !(relativeError <= found.maxRelativeError)) found.worst = { element, analytic, numeric }
      found.maxRelativeError = Math.max(found.maxRelativeError, Number.isNaN(relativeError) ? Infinity : relativeError)
      yield { done: ++done, total, target: target.target }
    }
    checks.push({
      target: target.target,
      kind: target.kind,
      ok: found.maxRelativeError <= tolerance,
      checked: target.chosen.length,
      elements: target.value.data.length,
      ...found,
    })
  }
  return { ok: checks.every(({ ok }) => ok), checks, errors: [] }
}

function compareElement(target: CheckTarget, element: number, loss: number, tolerance: number) {
  const f = objectiveAlong(target, element)
  return compareDerivative(f, loss, target.value.data[element]!, target.gradient.data[element]!, tolerance)
}

/** Distinct elements; the same ones for the same name. */
function choose(target: string, size: number, limit: number): number[] {
  const all = Uint32Array.from({ length: size }, (_, i) => i)
  if (size <= limit) return Array.from(all)
  return Array.from(createRandom(hashSeed(0, target)).shuffle(all).subarray(0, limit))
}
