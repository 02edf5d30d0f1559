/** @file How findings are ranked: in decades of gradient that were lost or gained, weighted by what the question is. */
import type { Finding, Verdict } from './blameTypes'
import type { Step } from './blameWalk'

/** Decades that count for "all of it". */
const ALL = 20
/** A gain below this is small, and above its inverse large, for a single node. */
export const SMALL = 0.05
/** What a place where nothing arrived counts: the cause lies before it, but it would be the next. */
const NOTHING_ARRIVED = 1.5
/** Ways beside the main one count a little. */
const ASIDE = 0.05
/** Findings that do not explain what was asked. */
const OFF_TOPIC = 0.1
/** A share of elements that is lost weighs so many decades. */
const PER_SHARE = 1.5

/** A value on the way that is no number, though the gradient still is one. */
const BROKEN_BESIDE = 3

const GROWS = new Set<Finding['kind']>(['growing'])

/** A finding before it is ranked. */
export interface Draft extends Omit<Finding, 'score' | 'edges'> {
  readonly step?: Step
  /** Edges beside the step's own. */
  readonly more?: readonly string[]
  /** Of the elements, the share that is concerned; for places that stop the gradient. */
  readonly share?: number
  /** Which part of the target's gradient came this way. */
  readonly way?: number
}

/** @param fatal the zeros that it makes are just those that the target would have needed. */
export function scoreOf(draft: Draft, { state }: Verdict, fatal: boolean): number {
  if (draft.kind === 'not-finite') return state === 'not-finite' ? 1000 : BROKEN_BESIDE
  if (draft.kind === 'blocked' || draft.kind === 'no-path') return ALL
  const arrived = !draft.step || draft.step.before > 0
  const decades = Math.min(ALL, Math.abs(Math.log10(draft.factor ?? 1)))
  const size = !arrived
    ? NOTHING_ARRIVED * (draft.share ?? 1)
    : fatal && draft.share !== undefined
      ? Math.max(decades, ALL - 2)
      : Math.max(decades, PER_SHARE * (draft.share ?? 0))
  const way = draft.way ?? draft.step?.share ?? 1
  const asked =
    state === 'normal' || state === 'not-finite' ? 0.5 : GROWS.has(draft.kind) === (state === 'huge') ? 1 : OFF_TOPIC
  return size * (ASIDE + (1 - ASIDE) * way) * asked
}
