/**
 * @file The race: the same gradient of the same scalar graph, with the cache and without, both really computed and timed.
 * With it, δ of a scalar is summed once and every edge multiplied once; without it, every path is multiplied out from
 * its first factor on. Both have their local derivatives ready, so that only the products are compared.
 */
import type { GraphDocument } from '../graph'
import type { Op } from '../ops'
import { numel, type Tensor } from '../tensor'
import { countCost, linksFor } from './cost'
import { CostProblem } from './costLinks'
import { dependingOnParameters, reachingObjective } from './costReach'
import { scalarGraph } from './costScalars'
import { localDerivatives } from './naiveLocal'
import { cachedPass, naivePass, type Pass, type Passing } from './naivePasses'
import { Session } from './session'
import { saying } from './steps'

/** Multiplications up to which the naive way is raced: a second or so. */
export const RACE_LIMIT = 100_000_000
/** Short passes are repeated until they took this long in all, ms, and the last batch has so many of them. */
const MEASURED_MS = 20
const WARM_BATCH = 64
/** Longer ones are not. */
const LONG_MS = 200
/** Multiplications of a batch, which is not interrupted between its passes. */
const LARGEST_BATCH = 2 ** 20

interface Runner {
  readonly multiplications: number
  /** For one gradient, ms. */
  readonly milliseconds: number
}

export interface Race {
  readonly cached: Runner
  readonly naive: Runner
  /** Largest |naive − engine| over all parameters, relative to the largest |gradient| of the engine's cached pass. */
  readonly difference: number
}

export interface RaceProgress {
  readonly done: number
  readonly total: number
}

/**
 * @param now clock, ms
 * @throws CostProblem when there is nothing to differentiate, or the graph is too large to be multiplied out.
 */
export function* raceSteps(
  document: GraphDocument,
  ops: ReadonlyMap<string, Op>,
  feeds: Readonly<Record<string, Tensor>>,
  now: () => number,
): Generator<RaceProgress, Race> {
  const links = linksFor(document, ops, feeds)
  const { paths, perParameter } = countCost(links).multiplications
  if (perParameter === null || paths > RACE_LIMIT)
    throw new CostProblem(
      'race-limit',
      `Multiplying out every path takes ${paths.toLocaleString('en')} multiplications; the race runs up to ${RACE_LIMIT.toLocaleString('en')}.`,
      'The counts are exact at any size; to see the race, use a smaller network or fewer examples.',
    )
  const graph = scalarGraph(links, dependingOnParameters(links), reachingObjective(links))
  const total = Number(paths)
  yield { done: 0, total }
  const local = localDerivatives(graph, links.shapeOf)
  const root = graph.first.get(links.objective)!
  const cached = yield* timed(cachedPass(graph, local, root), now, () => ({ done: 0, total }))
  const naive = yield* timed(naivePass(graph, local, root), now, (done) => ({ done: Math.min(done, total), total }))

  const session = new Session(ops)
  const { gradients } = yield* saying(session.steps(document, feeds), { done: total, total })
  let largest = 0
  let apart = 0
  for (const { key, shape } of links.parameters) {
    const start = graph.first.get(key)!
    const engine = gradients.get(key)?.data
    for (let i = 0; i < numel(shape); i++) {
      const exact = engine?.[i] ?? 0
      largest = Math.max(largest, Math.abs(exact))
      apart = Math.max(apart, Math.abs(naive.sums[start + i]! - exact), Math.abs(cached.sums[start + i]! - exact))
    }
  }
  return { cached: cached.runner, naive: naive.runner, difference: apart === 0 ? 0 : apart / largest }
}

/**
 * Runs a pass in batches that double, and takes the fastest: by then the code is warm, and nothing else was in the way.
 * What others do between two steps is not counted.
 */
function* timed(
  pass: () => Passing,
  now: () => number,
  progress: (done: number) => RaceProgress,
): Generator<RaceProgress, { runner: Runner; sums: Float64Array }> {
  let all = 0
  let fastest = Infinity
  for (let batch = 1; ; batch *= 2) {
    let spent = 0
    let made: Pass | null = null
    let began = now()
    for (let i = 0; i < batch; i++) {
      const steps = pass()
      for (let next = steps.next(); ; next = steps.next()) {
        if (next.done) {
          made = next.value
          break
        }
        spent += now() - began
        yield progress(next.value)
        began = now()
      }
    }
    spent += now() - began
    all += spent
    // A clock that is too coarse for a short batch says 0.
    if (spent > 0) fastest = Math.min(fastest, spent / batch)
    if ((all >= MEASURED_MS && batch >= WARM_BATCH) || all >= LONG_MS || batch * made!.multiplications >= LARGEST_BATCH)
      return { runner: { multiplications: made!.multiplications, milliseconds: fastest }, sums: made!.sums }
    yield progress(0)
  }
}
