/** @file Steps that pass the gradient on much smaller or much larger, and why: flat, cancelling, small or large factors. */
import { nameOf } from '../check'
import { numberText } from '../tensor'
import { largestOf } from './blameNumbers'
import { isElementwise, otherInputs, typicalGain } from './blameLocal'
import { SMALL, type Draft } from './blameScore'
import { called, flatWords, passes, receiver, sizeOfOthers } from './blameWords'
import type { BlameScene, Step } from './blameWalk'

/** An op that passes on less than this of any error is flat, whatever cancels in it. */
const MOST_FLAT = 1e-3

/** Null for a gain of ordinary size. */
export function resize(scene: BlameScene, step: Step): Draft | null {
  if (step.gain >= SMALL && step.gain <= 1 / SMALL) return null
  if (step.node.op.category === 'loss') return ofLoss(scene, step)
  if (step.gain > 1) return grown(scene, step)
  const base = baseOf(step)
  if (!isElementwise(step)) {
    const usual = typicalGain(step)
    if (usual > MOST_FLAT && step.gain < SMALL * Math.min(1, usual))
      return { ...base, kind: 'cancelling', ...cancellingWords(scene, step) }
  }
  if (!otherInputs(step).length && step.node.op.category !== 'reduction')
    return { ...base, kind: 'saturated', ...flatWords(scene, step, '') }
  const others = sizeOfOthers(scene.document, step, otherInputs(step))
  return {
    ...base,
    kind: 'shrinking',
    message: `${called(scene.document, step.node)} shrinks the error on its way to ${receiver(scene.document, step)}: ${passes(step)}${others ? `, and ${others}` : ''}.`,
    hint: others
      ? 'Use larger numbers there, or a normalization after it.'
      : `Each of the ${step.result.data.length.toLocaleString('en')} elements gets its part of one error. Sum instead of averaging, or use a larger rate η.`,
  }
}

const baseOf = (step: Step) => ({ node: step.node.id, port: step.port, step, factor: step.gain })

function ofLoss({ document }: BlameScene, step: Step): Draft {
  const name = called(document, step.node)
  const to = receiver(document, step)
  if (step.gain < 1)
    return {
      ...baseOf(step),
      kind: 'matched',
      message:
        step.gain === 0
          ? `${name} sends nothing back to ${to}: there is nothing left to correct.`
          : `${name} sends only ${numberText(step.after)} back to ${to}: it is nearly satisfied, so there is little to correct.`,
      hint: 'That is how a fitted network looks. If the prediction is wrong all the same, look at the target and at the choice of the loss.',
    }
  return {
    ...baseOf(step),
    kind: 'growing',
    message: `${name} starts with a large error: ${numberText(step.after)} goes back to ${to}.`,
    hint: `Scale the targets, use the reduction "mean", or a loss that grows more slowly far out (huber_loss).`,
  }
}

function grown({ document }: BlameScene, step: Step): Draft {
  const others = sizeOfOthers(document, step, otherInputs(step))
  const own = largestOf(step.record.inputs[step.port] as Step['result'])
  return {
    ...baseOf(step),
    kind: 'growing',
    message: `${called(document, step.node)} multiplies the error by ${numberText(step.gain)} on its way to ${receiver(document, step)}: ${others || `it is steep where its input is ${numberText(own)}`}.`,
    hint: others
      ? 'Scale these numbers down, or normalize them before they are used.'
      : `Keep the input of ${nameOf(document, step.node.id)} where it is less steep.`,
  }
}

function cancellingWords({ document }: BlameScene, step: Step): Pick<Draft, 'message' | 'hint'> {
  const name = called(document, step.node)
  return {
    message: `In ${name} the parts of the error cancel on their way to ${receiver(document, step)}: ${numberText(step.before)} arrives, ${numberText(step.after)} is left, though most errors would pass.`,
    hint: `The error that arrives at ${nameOf(document, step.node.id)} is of just the kind that it takes out (the same for all, or as much up as down). Look at what reads ${nameOf(document, step.node.id)}.`,
  }
}
