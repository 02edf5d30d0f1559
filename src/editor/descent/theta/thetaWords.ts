/** @file What the gradient, the range test and a schedule say, in words. */
import type { FollowReport, RangeReport } from '../../../runtime/protocol'
import { formatNumber } from '../../format'

/** What the angle between one gradient and the next tells. */
export function cosineWords(cosine: number): string {
  if (!Number.isFinite(cosine)) return 'This is the first gradient: there is none before it to compare with.'
  if (cosine > 0.9)
    return 'The gradient points almost where it pointed before: the way is straight, and a larger η may be possible.'
  if (cosine < -0.5)
    return 'The gradient points back: the last step went across the valley. A smaller η would go along it.'
  return 'The gradient has turned: the way bends, or each step sees other examples.'
}

/** A loss that is so many times the first is no noise of the examples. */
const GREW = 4

export function followWords({ losses, norms, state, message }: FollowReport): string {
  const n = losses.length
  const steps = `${n} ${n === 1 ? 'step' : 'steps'}`
  if (message) return `After ${steps} it diverged. ${message}`
  const ends = {
    finished: 't reached t_max',
    converged: 'no parameter moved more than the tolerance',
    diverged: 'it diverged',
    stopped: 'it was stopped',
  }
  const [first, last] = [losses[0]!, losses.at(-1)!]
  const grew = last > GREW * Math.abs(first) ? ' It diverges: a smaller η would let the loss fall.' : ''
  return `${steps}, then ${ends[state]}. The loss went from ${formatNumber(first)} to ${formatNumber(last)}, ‖∇L‖ from ${formatNumber(norms[0]!)} to ${formatNumber(norms.at(-1)!)}.${grew}`
}

export function rangeWords({ suggested, tooLarge, rates, stopped }: RangeReport): string {
  if (!rates.length)
    return 'The loss is not finite before the first step. Look on the canvas for what is red: give that a number, or undo.'
  const last = formatNumber(rates.at(-1)!)
  if (suggested === null && stopped)
    return `Stopped at η = ${last}: the loss has not fallen by then. Run it again and let it go on.`
  if (suggested === null)
    return 'The loss never fell in this range, so nothing can be suggested. Begin with a smaller η, or train a little first.'
  if (stopped)
    return `Stopped at η = ${last}. So far the loss falls fastest at η = ${formatNumber(suggested)}; a larger one may be better.`
  // The steepest place is the last one: what lies behind it is not known.
  if (tooLarge === null && suggested >= rates.at(-2)!)
    return `The loss falls ever faster up to η = ${last}, where the range ends: a good rate may lie beyond. Set “to” higher and run it again.`
  const end =
    tooLarge === null
      ? ` It never exploded up to η = ${last}: larger ones may be worth a try.`
      : ` From about η = ${formatNumber(tooLarge)} on it explodes.`
  return `The loss falls fastest at η = ${formatNumber(suggested)}: a good rate to begin with.${end}`
}
