/** @file Optimizers walking on a landscape: the rules of training, on the slopes of chosen coordinates or on all of θ. */
import { landscapeIn, type Subspace } from '../engine'
import type { TrainingSettings } from '../graph'
import { makeRule, type LossField } from '../train'
import type { Trail, TrailState } from './descentTypes'

/** Work that only pauses, saying at each pause what is done of a larger whole. */
function* counted<T>(work: Generator<void, T>, done: number): Generator<number, T> {
  for (;;) {
    const next = work.next()
    if (next.done) return next.value
    yield done
  }
}

/** A loss so many times larger than at the start will not come back. */
const FAR = 1e9

export interface Walked {
  readonly trail: Trail
  /** All of θ at the last iterate of the trail. */
  readonly theta: Float64Array
}

/**
 * Goes on until |Δ| < tolerance, all steps are made, or a number is not finite.
 * @param moves `coordinates`: the rest of θ is held. `all`: every parameter moves, as in training.
 * @returns steps: pauses say how many steps are done.
 * @throws TrainingProblem when the settings are refused.
 */
export function* trailSteps(
  field: LossField,
  space: Subspace,
  start: readonly number[],
  settings: TrainingSettings,
  moves: 'coordinates' | 'all',
): Generator<number, Walked> {
  const rule = makeRule(settings)
  const { dimension } = space
  const land = landscapeIn(field, space)
  const all = moves === 'all'
  const moving = all ? space.theta(start) : Float64Array.from(start)
  const parts = all
    ? field.parts.map(({ offset, size }) => [offset, offset + size] as const)
    : Array.from({ length: dimension }, (_, i) => [i, i + 1] as const)
  const memories = parts.map(([from, to]) => rule.remember(() => new Float64Array(to - from)))
  const rows: { at: Float64Array; slopes: Float64Array; loss: number }[] = []

  function* look(): Generator<number, { loss: number; gradient: Float64Array }> {
    if (all) return yield* counted(field.at(moving), done)
    const { loss, slopes } = yield* counted(land.at(moving), done)
    return { loss, gradient: slopes }
  }
  const note = (loss: number, gradient: Float64Array) =>
    rows.push({
      at: all ? space.project(moving) : moving.slice(),
      slopes: all ? space.slopes(gradient) : gradient,
      loss,
    })

  let done = 0
  let seen = yield* look()
  note(seen.loss, seen.gradient)
  const bound = FAR * (1 + Math.abs(seen.loss))
  let end = moving
  let state: TrailState = Number.isFinite(seen.loss) ? 'finished' : 'diverged'
  for (let t = 0; t < settings.steps && state === 'finished'; t++) {
    const before = moving.slice()
    const { gradient } = seen
    rule.apply(
      parts.map(([from, to], i) => ({
        parameter: moving.subarray(from, to),
        gradient: gradient.subarray(from, to),
        memory: memories[i]!,
      })),
      t,
    )
    const change = moving.reduce((most, x, i) => {
      const moved = Math.abs(x - before[i]!)
      // NaN fails every comparison, so it has to be let through here.
      return moved <= most ? most : moved
    }, 0)
    // A small pass has no pause of its own.
    yield ++done
    seen = yield* look()
    const finite = Number.isFinite(seen.loss) && Number.isFinite(change)
    if (finite) note(seen.loss, seen.gradient)
    else end = before
    if (!finite || Math.abs(seen.loss) > bound) state = 'diverged'
    else if (settings.tolerance !== null && change < settings.tolerance) state = 'converged'
  }
  const flat = (column: 'at' | 'slopes') => {
    const out = new Float64Array(rows.length * dimension)
    rows.forEach((row, i) => out.set(row[column], i * dimension))
    return out
  }
  const losses = Float64Array.from(rows, (row) => row.loss)
  return {
    trail: { dimension, at: flat('at'), slopes: flat('slopes'), losses, state },
    theta: all ? end : space.theta(end),
  }
}
