/** @file Ports at which several edge deltas meet: do they cancel each other? */
import { nameOf } from '../check'
import { numberText } from '../tensor'
import { normOf } from './blameNumbers'
import type { Draft } from './blameScore'
import type { BlameScene, Meeting } from './blameWalk'

/** ‖sum‖ / sum of norms below which the edge deltas cancel. */
const CANCELS = 0.1
/** So many consumers are named. */
const NAMED = 4

export function judgeMeeting({ document, plan }: BlameScene, meeting: Meeting): Draft | null {
  const { node, port, wires, norms, sum, share } = meeting
  const total = norms.reduce((all, norm) => all + norm, 0)
  const left = normOf(sum)
  if (!(total > 0) || !Number.isFinite(left) || left >= CANCELS * total) return null
  const name = nameOf(document, node)
  const several = Object.keys(plan.byId.get(node)?.op.outputs ?? {}).length > 1
  const one = sum.data.length === 1
  const consumers = wires
    .slice(0, NAMED)
    .map((wire, i) => `${numberText(norms[i]!)} from ${nameOf(document, wire.node)}`)
  if (wires.length > NAMED) consumers.push(`${wires.length - NAMED} more`)
  return {
    kind: 'cancelling',
    node,
    port,
    more: wires.map(({ edge }) => edge),
    way: share,
    factor: left / total,
    message: `${name}${several ? `.${port}` : ''} is used ${wires.length} times, and the edge deltas that come back cancel: ${one ? 'sizes' : 'norms'} ${consumers.join(', ')} add up to ${left === 0 ? 'exactly 0' : numberText(left)}.`,
    hint: `The consumers pull ${name} in opposite directions. Look at how their results are joined: a difference, or two losses that disagree.`,
  }
}
