/** @file The depth chart in a sentence: does the gradient vanish, explode, or neither? Only of what is computed so far. */
import { formatNumber } from '../format'
import type { DepthPoint } from './points'

/** Beside the largest or smallest δ: a fall or a rise that a student should see. */
const MUCH = 1000

export interface DepthSummary {
  readonly state: 'waiting' | 'steady' | 'vanishing' | 'exploding' | 'broken'
  readonly words: string
}

export function depthSummary(points: readonly DepthPoint[], nameOf: (node: string) => string): DepthSummary {
  const broken = points.find(({ value, delta }) => value.state === 'bad' || delta.state === 'bad')
  if (broken) return { state: 'broken', words: `NaN or ∞ at ${nameOf(broken.node)}: nothing behind it can be trusted.` }
  const known = points.filter(({ delta }) => delta.state === 'known')
  const waiting = points.filter(({ delta }) => delta.state === 'pending').length
  const zeros = points.filter(({ delta }) => delta.state === 'zero').length
  if (!known.length && !zeros)
    return {
      state: 'waiting',
      words: waiting
        ? 'No δ is computed yet: step backward, or run all.'
        : 'Nothing here has a δ: no way leads to a loss.',
    }
  // Beside the loss, which is deepest: the node whose δ is the farthest from it.
  const first = known.reduce<DepthPoint | undefined>(
    (best, at) => (best && best.place >= at.place ? best : at),
    undefined,
  )
  const far = (point: DepthPoint) => Math.abs(Math.log(point.delta.rms / first!.delta.rms))
  const farthest = known.reduce<DepthPoint | undefined>(
    (best, at) => (best && far(best) >= far(at) ? best : at),
    undefined,
  )
  const parts: string[] = []
  let state: DepthSummary['state'] = 'steady'
  if (first && farthest && first !== farthest) {
    const factor = farthest.delta.rms / first.delta.rms
    state = factor < 1 / MUCH ? 'vanishing' : factor > MUCH ? 'exploding' : 'steady'
    const size = factor < 1 ? `${formatNumber(1 / factor)} times smaller` : `${formatNumber(factor)} times larger`
    const change = `|δ| goes from ${formatNumber(first.delta.rms)} at ${nameOf(first.node)} back to ${formatNumber(farthest.delta.rms)} at ${nameOf(farthest.node)}, ${size}`
    const verdict = { vanishing: ': the gradient vanishes', exploding: ': the gradient explodes', steady: '' }[state]
    parts.push(`${change}${verdict}.`)
  }
  if (zeros) parts.push(`δ is exactly 0 at ${zeros === 1 ? '1 node' : `${zeros.toLocaleString('en')} nodes`}.`)
  if (waiting) parts.push(`${waiting.toLocaleString('en')} ${waiting === 1 ? 'δ is' : 'δ are'} not computed yet.`)
  return { state, words: parts.join(' ') || `|δ| is ${formatNumber(first!.delta.rms)} at ${nameOf(first!.node)}.` }
}
