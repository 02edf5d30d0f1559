/**
 * @file The error of a difference quotient against its step h, for one element: what a gradient check looks like. To the
 * right the formula's own error grows (with h for one-sided differences, h² for central ones), to the left rounding does
 * (with 1/h); a wrong backward rule shows as a floor that no h gets under.
 */
import type { GraphDocument } from '../graph'
import type { Op } from '../ops'
import type { Tensor } from '../tensor'
import { objectiveAlong, targetsOf } from './gradcheckTargets'
import type { RunError } from './types'

export interface SweepAt {
  /** "node.port" of a parameter, or the id of an edge. */
  readonly target: string
  /** Flat, row-major. */
  readonly element: number
}

export interface SweepPoint {
  readonly h: number
  /** |difference − backprop|, relative to the larger of the two; null where the objective is not finite. */
  readonly oneSided: number | null
  readonly central: number | null
}

type SweepResult =
  | { readonly ok: true; readonly analytic: number; readonly points: readonly SweepPoint[] }
  | { readonly ok: false; readonly errors: readonly RunError[] }

/** h from 10^−13 to 1, in steps of a third of a decade. */
const SMALLEST = -13
const PER_DECADE = 3

/** One step h after the other; yields after each how many are done. */
export function* sweepSteps(
  document: GraphDocument,
  ops: ReadonlyMap<string, Op>,
  { target, element }: SweepAt,
  feeds: Readonly<Record<string, Tensor>> = {},
): Generator<{ readonly done: number; readonly total: number }, SweepResult> {
  const { errors, loss, targets } = targetsOf(document, ops, feeds)
  if (errors.length) return { ok: false, errors }
  const found = targets.find((candidate) => candidate.target === target)
  if (!found || !(element < found.value.data.length))
    return {
      ok: false,
      errors: [
        {
          code: 'no-target',
          message: `There is no element ${element} of ${target} with a gradient any more.`,
          hint: 'The graph has changed. Check the gradients again.',
        },
      ],
    }
  const f = objectiveAlong(found, element)
  const analytic = found.gradient.data[element]!
  const points: SweepPoint[] = []
  const total = -SMALLEST * PER_DECADE + 1
  for (let i = 0; i < total; i++) {
    const h = 10 ** (SMALLEST + i / PER_DECADE)
    const [right, left] = [f(h), f(-h)]
    points.push({
      h,
      oneSided: error((right - loss) / h, analytic),
      central: error((right - left) / (2 * h), analytic),
    })
    yield { done: i + 1, total }
  }
  return { ok: true, analytic, points }
}

function error(numeric: number, analytic: number): number | null {
  if (!Number.isFinite(numeric)) return null
  const size = Math.max(Math.abs(numeric), Math.abs(analytic))
  return size === 0 ? 0 : Math.abs(numeric - analytic) / size
}
