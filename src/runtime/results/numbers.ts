/** @file Numbers that a network says beside those that it should say: regression with any number of inputs and outputs. */
import { numel } from '../../tensor'
import { comparesNumbers } from '../dataJudge'
import type { Scene } from '../dataScene'
import { Sums } from './agreement'
import type { Bench, Compared } from './bench'
import { judgedPart, MOST_POINTS, type ResultsKind } from './kind'
import { Top } from './top'
import type { Agreement, Far, Numbers } from './types'
import { inUnits } from './units'

/** With more outputs they are looked at all together only, and so many of them are drawn. */
const MOST_OUTPUTS = 16
const MOST_FAR = 60

export const numbers: ResultsKind = async (bench, scene, probe) => {
  const found = scene.inputs.length > 0 ? await compareNumbers(bench, scene, probe) : null
  return found && { kind: 'numbers', ...found }
}

/** @returns null when the loss does not measure a distance, or there are not several examples. */
export async function compareNumbers(
  bench: Bench,
  scene: Scene,
  { answer, target }: Compared,
): Promise<Numbers | null> {
  const count = numel(answer.shape)
  const oneExample = answer.shape[0] === 1 && count > 0 && numel(target.shape) === count
  if (!comparesNumbers(scene.loss) || !oneExample || scene.train.size < 2) return null
  const { part, feeding } = judgedPart(scene)
  const views = viewsOf(count)
  const sums = new Sums(count)
  const far = views.map(() => new Top<Far>(MOST_FAR))
  const judged = views.map((outputs) => new Pairs(outputs))
  let seen = 0
  // Half of the time for the points of the other part, where there is one.
  const share = scene.heldOut ? 0.6 : 1
  const sidesOf = ({ answer, target }: Compared): Sides => ({
    answer: inUnits(answer.data, scene.field?.unscaled),
    target: inUnits(target.data, scene.field?.unscaled),
  })
  for await (const chunk of bench.chunks(scene, feeding, feeding.size, share)) {
    const sides = sidesOf(chunk)
    for (let row = 0; row < chunk.many; row++) {
      const example = chunk.first + row
      const error = sums.add(sides.target, sides.answer, row * count)
      for (const [i, outputs] of views.entries()) {
        const pair = outputs.length === 1 ? pairAt(sides, row * count + outputs[0]!) : null
        const rank = pair ? Math.abs(pair[1] - pair[0]) : error
        far[i]!.offer(rank, () => ({ example, error: rank, pair }))
      }
    }
    for (const pairs of judged) pairs.add(sides, chunk.many, count)
    seen = chunk.first + chunk.many
  }
  const others = views.map((outputs) => new Pairs(outputs))
  if (scene.heldOut)
    for await (const chunk of bench.chunks(scene, scene.train, MOST_POINTS, 1 - share))
      for (const pairs of others) pairs.add(sidesOf(chunk), chunk.many, count)
  const agreements = views.map((outputs, i): Agreement => {
    const output = outputs.length === 1 ? outputs[0]! : null
    const [train, heldOut] = part === 'train' ? [judged, others] : [others, judged]
    return {
      r2: sums.r2(output),
      mae: sums.mae(output),
      train: train[i]!.points,
      heldOut: heldOut[i]!.points,
      far: far[i]!.items,
    }
  })
  const [together, ...each] = agreements as [Agreement, ...Agreement[]]
  const names = scene.field?.columns
  return {
    part,
    seen,
    size: feeding.size,
    count,
    names: names?.length === count ? names : null,
    doc: scene.field?.doc ?? null,
    together,
    each,
  }
}

/** Which outputs are drawn together: all, then each, where there are several and few enough. */
function viewsOf(count: number): number[][] {
  const every = Math.ceil(count / MOST_OUTPUTS)
  const all = Array.from({ length: Math.ceil(count / every) }, (_, i) => i * every)
  return count > 1 && every === 1 ? [all, ...all.map((output) => [output])] : [all]
}

/** In the unit of the column that is predicted. */
interface Sides {
  readonly target: ArrayLike<number>
  readonly answer: ArrayLike<number>
}

const pairAt = ({ target, answer }: Sides, at: number): readonly [number, number] => [target[at]!, answer[at]!]

/** Target and answer of some outputs, of as many examples as a picture can hold. */
class Pairs {
  readonly #kept: number[] = []

  constructor(private readonly outputs: readonly number[]) {}

  add(sides: Sides, many: number, count: number): void {
    for (let row = 0; row < many && this.#kept.length < 2 * MOST_POINTS; row++)
      for (const output of this.outputs) this.#kept.push(...pairAt(sides, row * count + output))
  }

  get points(): Float32Array {
    return Float32Array.from(this.#kept)
  }
}
