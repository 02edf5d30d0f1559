/** @file The plain answer first: how large is this gradient, beside the 1 that the backward pass starts with? */
import { numberText } from '../tensor'
import { firstBad, largestOf, normOf } from './blameNumbers'
import type { BlameTarget, Verdict } from './blameTypes'
import { compared, nameOfTarget } from './blameWords'
import { gradientOf, type BlameScene, type Walk } from './blameWalk'

/** Beside δ = 1 at the loss. */
const TINY = 1e-3
const HUGE = 1e3
/** Between this and its inverse, nobody would ask. */
const USUAL = 30
/** Of numbers that cancel, what rounding leaves of them. */
const ROUNDING = 1e-14

export function verdictOf(scene: BlameScene, target: BlameTarget, walk: Walk): Verdict {
  const gradient = gradientOf(scene.run, target)
  const name = nameOfTarget(scene.document, target).replace(/^the/, 'The')
  if (!gradient) return { state: 'none', norm: null, message: `${name} does not exist: no error gets there.` }
  const norm = normOf(gradient)
  const one = gradient.data.length === 1
  const what = `${name} is ${one ? numberText(gradient.data[0]!) : `${numberText(norm)} (the norm of ${gradient.data.length.toLocaleString('en')} elements, the largest ${numberText(largestOf(gradient))})`}`
  if (Number.isNaN(norm)) {
    const bad = gradient.data.filter((x) => !Number.isFinite(x)).length
    const kind = Number.isNaN(gradient.data[firstBad(gradient)]!) ? 'NaN' : 'infinite'
    const which = one ? '' : ` at ${bad.toLocaleString('en')} of ${gradient.data.length.toLocaleString('en')} elements`
    return { state: 'not-finite', norm, message: `${name} is ${kind}${which}: it cannot be used.` }
  }
  if (norm === 0) return { state: 'zero', norm, message: `${name} is exactly 0: a step of training would not move it.` }
  if (isRounding(walk)) return { state: 'zero', norm, message: `${what}: 0 up to rounding.` }
  const state = norm < TINY ? 'tiny' : norm > HUGE ? 'huge' : 'normal'
  const usual = norm > 1 / USUAL && norm < USUAL ? ', which is nothing unusual' : ''
  return { state, norm, message: `${what}: ${compared(norm)} at the loss (1)${usual}.` }
}

/** All of the gradient comes from a place where it should be 0. */
function isRounding({ steps, meetings }: Walk): boolean {
  const whole = (share: number) => share > 1 - 1e-6
  return (
    steps.some(({ gain, share }) => gain < ROUNDING && whole(share)) ||
    meetings.some(
      ({ norms, sum, share }) => whole(share) && normOf(sum) < ROUNDING * norms.reduce((all, x) => all + x, 0),
    )
  )
}
