/** @file One VJP on the way judged: does it stop, shrink or grow the gradient, and by which local derivative? */
import { nameOf } from '../check'
import type { Tensor } from '../tensor'
import {
  arrivesAsZeros,
  isElementwise,
  otherInputs,
  picks,
  silentElements,
  slopes,
  typicalGain,
  wakesUp,
} from './blameLocal'
import { amount, broadcastPlace, largestOf, zerosOf } from './blameNumbers'
import { resize } from './blameResize'
import type { Draft } from './blameScore'
import { called, flatWords, otherName, receiver } from './blameWords'
import type { BlameScene, Step } from './blameWalk'

/** From this share of its elements on, a place where the gradient stops is worth telling. */
const MOST = { dead: 0.75, left: 0.5 } as const

/** Null where nothing stands out. `arrived: false`: no gradient came this far, so the op is asked what it would do. */
export function judgeStep(scene: BlameScene, step: Step): Draft | null {
  if (!Number.isFinite(step.before) || !Number.isFinite(step.after)) return null
  const arrived = step.before > 0
  if (step.node.op.category === 'loss') return arrived ? resize(scene, step) : null
  const slope = isElementwise(step) || picks(step) ? slopes(step) : null
  if (slope) {
    const found = stopped(scene, step, slope)
    if (found) return found
  }
  const quiet = silentSource(scene, step)
  if (quiet) return quiet
  if (!arrived) return slope || typicalGain(step) > 0 ? null : zeroFactor(scene, step, step.result.data.length)
  if (step.after === 0) {
    if (slope || arrivesAsZeros(step)) return null
    return typicalGain(step) > 0 ? resize(scene, step) : zeroFactor(scene, step, step.result.data.length)
  }
  return resize(scene, step)
}

/** Exact zeros of the local derivative: dead, multiplied by 0, or not chosen. */
function stopped(scene: BlameScene, step: Step, slope: Tensor): Draft | null {
  const zeros = zerosOf(slope)
  const share = Math.max(zeros / Math.max(1, slope.data.length), lostShare(step, slope))
  const others = otherInputs(step)
  const alone = !others.length && !step.node.op.random && !picks(step)
  if (!zeros || share < (alone ? MOST.dead : MOST.left)) return null
  const { document } = scene
  const base = { node: step.node.id, port: step.port, step, share, factor: step.before > 0 ? step.gain : 0 }
  const name = called(document, step.node)
  const to = receiver(document, step)
  const where = amount(zeros, slope.data.length)
  if (alone) {
    const flat = wakesUp(step, slope) < 0.5
    if (!flat) return { ...base, kind: 'saturated', ...flatWords(scene, step, where) }
    return {
      ...base,
      kind: 'dead',
      message: `${name} has the slope 0 at ${where} of ${to}: there, whatever error arrives, nothing passes back.`,
      hint: `Move ${to} to where ${nameOf(document, step.node.id)} has a slope (a larger bias, a smaller rate η), or use an activation without a flat side, such as leaky_relu.`,
    }
  }
  const factor = zeroFactor(scene, step, zeros, slope)
  if (factor && !step.node.op.random) return factor
  return {
    ...base,
    kind: 'chosen-elsewhere',
    message: step.node.op.random
      ? `${name} dropped ${where} of ${to} at random in this pass: they get exactly 0.`
      : `${name} did not choose ${where} of ${to}: they had no part in the result and get exactly 0.`,
    hint: step.node.op.random
      ? 'The next training step draws others. For less of it, lower p.'
      : `That is how ${step.node.op.id} works. Where each element should learn, use an op that reads all of them (a mean instead of a maximum).`,
  }
}

/** The part of δ's energy that lies where the slope is 0. */
function lostShare({ deltas, before }: Step, slope: Tensor): number {
  const [delta] = Object.values(deltas)
  if (!delta || !(before > 0) || delta.data.length !== slope.data.length) return 0
  let lost = 0
  for (let i = 0; i < delta.data.length; i++) if (slope.data[i] === 0) lost += (delta.data[i]! / before) ** 2
  return lost
}

/** Another input that is 0 wherever the slope is. @param slope of an elementwise op; without it, all of the input counts. */
function zeroFactor(scene: BlameScene, step: Step, zeros: number, slope?: Tensor): Draft | null {
  const other = otherInputs(step).find(({ value }) => isZeroThere(value, step, slope))
  if (!other) return null
  const { document } = scene
  const what = otherName(document, other)
  return {
    kind: 'zero-factor',
    node: step.node.id,
    port: other.port,
    step,
    more: other.wire ? [other.wire.edge] : [],
    share: zeros / Math.max(1, step.result.data.length),
    factor: 0,
    message: `${called(document, step.node)} multiplies the error by ${what}, which is 0 ${slope ? `at ${amount(zeros, slope.data.length)}` : 'everywhere'}: nothing passes back to ${receiver(document, step)} there.`,
    hint: other.wire
      ? `Look at why ${what} is 0, or give it other numbers.`
      : `Start ${other.port} of ${nameOf(document, step.node.id)} from random numbers: from zeros it cannot pass anything back.`,
  }
}

function isZeroThere(value: Tensor, { result }: Step, slope?: Tensor): boolean {
  if (!slope) return value.data.length > 0 && largestOf(value) === 0
  for (let i = 0; i < slope.data.length; i++) {
    if (slope.data[i] !== 0) continue
    const place = broadcastPlace(i, result.shape, value.shape)
    if (value.data[place] !== 0) return false
  }
  return true
}

/** A parameter whose partner in the product is the output of dead units: the place to look is there. */
function silentSource(scene: BlameScene, step: Step): Draft | null {
  if (step.node.wires[step.port] || zerosOf(step.result) < MOST.dead * step.result.data.length) return null
  for (const { wire, value } of otherInputs(step)) {
    if (!wire) continue
    const silent = silentElements(scene, wire.node)
    const source = scene.plan.byId.get(wire.node)
    if (!source || !silent || silent < MOST.dead * value.data.length) continue
    const name = called(scene.document, source)
    const [input] = Object.values(source.wires)
    return {
      kind: 'dead',
      node: wire.node,
      step,
      more: [wire.edge, ...(input ? [input.edge] : [])],
      share: silent / value.data.length,
      factor: step.before > 0 ? step.gain : 0,
      message: `${name} gives 0 at ${amount(silent, value.data.length)}, and ${step.port} of ${called(scene.document, step.node)} is multiplied by it: there its gradient is 0.`,
      hint: `Move what ${nameOf(scene.document, wire.node)} reads to where it has a slope (a larger bias, a smaller rate η), or use an activation without a flat side.`,
    }
  }
  return null
}
