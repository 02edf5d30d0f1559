/** @file One of several classes for each example: right and wrong, which for which, and the surest mistakes. */
import { portKey } from '../../graph'
import type { Shape } from '../../tensor'
import type { Feeding } from '../../train'
import { classesIn, isLabel, labelOf, largest, surenessOf, type Judges } from '../dataJudge'
import type { Scene } from '../dataScene'
import type { Bench } from './bench'
import { boundaryOf } from './boundary'
import { firstOf, judgedPart, onlyInput, type ResultsKind } from './kind'
import { Top } from './top'
import type { Judged, Mistake } from './types'

/** With more, a matrix of them is no picture any more. */
export const MOST_CLASSES = 200
const MOST_MISTAKES = 200
const MOST_PICTURES = 48
/** Examples whose targets are looked at to see whether they name classes. */
const PROBED = 64

export const classes: ResultsKind = async (bench, scene, probe) => {
  const { judges } = scene.loss.op
  const count = judges ? classesIn(judges, probe.answer) : null
  if (!judges || !count || count > MOST_CLASSES || !(await namesClasses(bench, scene, judges))) return null
  const judged = await judge(bench, scene, judges, count)
  const only = onlyInput(scene)
  const inPlane = only?.shape.length === 1 && only.shape[0] === 2
  return {
    kind: 'classes',
    judged,
    boundary: inPlane ? await boundaryOf(bench, scene, only.node, judges) : null,
    drawing: only && drawingSide(only.shape),
  }
}

/** [1, side, side] is a grey image. */
export function drawingSide(shape: Shape): number | null {
  return shape.length === 3 && shape[0] === 1 && shape[1] === shape[2] && shape[1]! >= 8 ? shape[1]! : null
}

/** Whether targets name classes at all: mean squared error compares with any numbers. */
async function namesClasses(bench: Bench, scene: Scene, judges: Judges): Promise<boolean> {
  const indices = firstOf(scene.train, PROBED)
  const feeds = bench.scenes.feeds(scene.train, indices)
  const values = await bench.work(bench.scenes.forward(scene, feeds, [scene.target.node]))
  const target = values.get(scene.target.key)!
  return [...indices].every((_, row) => labelOf(judges, target, row) !== null)
}

async function judge(bench: Bench, scene: Scene, judges: Judges, count: number): Promise<Judged> {
  const { part, feeding } = judgedPart(scene)
  const matrix = new Uint32Array(count * count)
  const surest = new Top<Mistake>(MOST_MISTAKES)
  let seen = 0
  for await (const { first, many, answer, target } of bench.chunks(scene, feeding)) {
    for (let row = 0; row < many; row++) {
      const label = labelOf(judges, target, row)
      if (label === null || !isLabel(scene.loss, target, label, count)) continue
      const sure = surenessOf(judges, answer, row)
      const said = largest(sure)
      matrix[label * count + said]!++
      if (said !== label)
        surest.offer(sure[said]!, () => ({ example: first + row, label, answer: said, sure: sure[said]! }))
    }
    seen = first + many
  }
  const mistakes = surest.items
  let right = 0
  for (let c = 0; c < count; c++) right += matrix[c * count + c]!
  return {
    part,
    seen,
    size: feeding.size,
    right,
    classes: count,
    names: scene.names?.length === count ? scene.names : null,
    matrix,
    mistakes,
    pictures: pictures(bench, scene, feeding, mistakes),
  }
}

function pictures(bench: Bench, scene: Scene, feeding: Feeding, mistakes: readonly Mistake[]): Judged['pictures'] {
  const only = onlyInput(scene)
  if (only?.shape.length !== 3 || (only.shape[0] !== 1 && only.shape[0] !== 3)) return null
  const indices = mistakes.slice(0, MOST_PICTURES).map(({ example }) => example)
  const { shape, data } = bench.scenes.feeds(feeding, indices)[portKey(only.node, 'y')]!
  return { shape, data }
}
