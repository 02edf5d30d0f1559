/** @file All of θ: the gradient as one vector through the steps of training, and the learning-rate range test. */
import type { LoadedData } from '../data'
import type { GraphDocument, TrainingSettings } from '../graph'
import type { Op } from '../ops'
import type { Tensor } from '../tensor'
import { makeRule, schedules, Trainer, type StepResult } from '../train'
import type { FollowReport, RangeReport, RangeWish, RateCurve, RateCurves } from './descentTypes'

export interface FollowSubject {
  readonly document: GraphDocument
  readonly ops: ReadonlyMap<string, Op>
  readonly data: LoadedData | null
  readonly memoryBudget?: number
  /** Whether to end with the steps that are made. */
  readonly halted?: () => boolean
}

type Steps<T> = Generator<{ readonly done: number; readonly total: number }, T>

/** One step; null when it was halted in it. */
function* advance(trainer: Trainer, done: number, total: number, halted = () => false): Steps<StepResult | null> {
  const work = trainer.steps()
  for (;;) {
    if (halted()) return null
    const next = work.next()
    if (next.done) return next.value
    yield { done, total }
  }
}

const dtypeFor = (data: LoadedData | null) => (data ? 'float32' : 'float64')

/** What a trainer of the panel would do, with its gradients. @throws TrainingProblem when it cannot start. */
export function* followSteps(subject: FollowSubject, settings: TrainingSettings): Steps<FollowReport | null> {
  const columns = { losses: [], rates: [], norms: [], cosines: [], updates: [] } as Record<
    'losses' | 'rates' | 'norms' | 'cosines' | 'updates',
    number[]
  >
  const parts = new Map<string, { shape: readonly number[]; norms: number[] }>()
  let last: ReadonlyMap<string, Tensor['data']> = new Map()
  const trainer = new Trainer({
    ...subject,
    settings,
    dtype: dtypeFor(subject.data),
    watch: (gradients, before, after) => {
      let [square, product, lastSquare, moved] = [0, 0, 0, 0]
      const now = new Map<string, Tensor['data']>()
      for (const [key, { shape, data }] of gradients) {
        const [old, from, to] = [last.get(key), before.get(key)!.data, after.get(key)!.data]
        let own = 0
        for (let i = 0; i < data.length; i++) {
          const g = data[i]!
          own += g * g
          if (old) {
            product += g * old[i]!
            lastSquare += old[i]! ** 2
          }
          moved += (to[i]! - from[i]!) ** 2
        }
        square += own
        now.set(key, data.slice())
        let part = parts.get(key)
        if (!part) parts.set(key, (part = { shape, norms: [] }))
        part.norms.push(Math.sqrt(own))
      }
      columns.norms.push(Math.sqrt(square))
      columns.updates.push(Math.sqrt(moved))
      columns.cosines.push(last.size ? product / Math.sqrt(square * lastSquare) : NaN)
      last = now
    },
  })
  let end: StepResult | null = null
  while (!end?.stopped) {
    const result = yield* advance(trainer, trainer.step, settings.steps, subject.halted)
    if (!result) break
    end = result
    columns.losses.push(result.loss)
    columns.rates.push(result.rate)
    yield { done: result.step, total: settings.steps }
  }
  if (!end) return null
  const column = (name: keyof typeof columns) => Float64Array.from(columns[name])
  return {
    losses: column('losses'),
    rates: column('rates'),
    norms: column('norms'),
    cosines: column('cosines'),
    updates: column('updates'),
    parts: [...parts].map(([key, { shape, norms }]) => ({ key, shape, norms: Float64Array.from(norms) })),
    state: end.stopped ?? 'stopped',
    ...(end.cause ? { message: `${end.cause.message} ${end.cause.hint}` } : {}),
    parameters: trainer.parameters(),
  }
}

/** How much of the running mean of losses is kept, step to step, where each step sees other examples. */
const KEEP = 0.9
/** Smith stops when the loss explodes; this many times its lowest is that. */
const EXPLODED = 4

/**
 * The learning-rate range test (Smith 2017, "Cyclical Learning Rates for Training Neural Networks", section 3.3): η grows
 * exponentially, the loss is watched, and the rate at which it falls fastest (by log η) is a good one.
 */
export function* rangeSteps(
  subject: FollowSubject,
  { settings, from, to, steps }: RangeWish,
): Steps<RangeReport | null> {
  const gamma = (to / from) ** (1 / (steps - 1))
  const trainer = new Trainer({
    ...subject,
    dtype: dtypeFor(subject.data),
    settings: {
      ...settings,
      optimizer: { ...settings.optimizer, lr: from },
      schedule: { kind: 'exponential', gamma },
      steps,
      tolerance: null,
    },
  })
  const keep = settings.batchSize !== null && settings.batchSize < trainer.examples ? KEEP : 0
  const [rates, losses, smoothed] = [[], [], []] as [number[], number[], number[]]
  let mean = 0
  let tooLarge: number | null = null
  let halted = false
  while (rates.length < steps) {
    const result = yield* advance(trainer, rates.length, steps, subject.halted)
    halted = !result
    if (!result) break
    if (result.stopped === 'diverged') tooLarge = result.rate
    if (!Number.isFinite(result.loss)) break
    rates.push(result.rate)
    losses.push(result.loss)
    mean = keep * mean + (1 - keep) * result.loss
    smoothed.push(mean / (1 - keep ** rates.length))
    if (smoothed.at(-1)! > EXPLODED * Math.min(...smoothed)) tooLarge = result.rate
    if (tooLarge !== null) break
    yield { done: rates.length, total: steps }
  }
  if (!rates.length && halted) return null
  return {
    rates: Float64Array.from(rates),
    losses: Float64Array.from(losses),
    smoothed: Float64Array.from(smoothed),
    suggested: steepest(rates, smoothed),
    tooLarge,
    stopped: halted,
  }
}

/** Rates are evenly spaced in log η, so the steepest place is where a step loses most; only before the lowest loss. */
function steepest(rates: readonly number[], losses: readonly number[]): number | null {
  const lowest = losses.indexOf(Math.min(...losses))
  let best: number | null = null
  let fall = 0
  for (let i = 1; i <= lowest; i++) {
    // Over two steps where there are two, so that one lucky batch does not decide.
    const drop = (losses[Math.min(i + 1, lowest)]! - losses[i - 1]!) / (Math.min(i + 1, lowest) - i + 1)
    if (drop >= fall) continue
    fall = drop
    best = rates[i]!
  }
  return best
}

/** Points of each curve. */
const RATE_POINTS = 240

/** @throws TrainingProblem when the settings are refused. */
export function rateCurves(settings: TrainingSettings): RateCurves {
  const { steps } = settings
  const count = Math.min(steps, RATE_POINTS)
  const t = Float64Array.from({ length: count }, (_, i) => Math.round((i * (steps - 1)) / Math.max(1, count - 1)))
  const own = settings.schedule ?? null
  const curve = (schedule: RateCurve['schedule'], title: string): RateCurve => {
    const rule = makeRule({ ...settings, schedule: schedule ?? null })
    return { kind: schedule?.kind ?? null, title, schedule: schedule ?? null, rates: t.map((step) => rule.rate(step)) }
  }
  const others = [...schedules.values()].map(({ kind, title }) =>
    curve(own?.kind === kind ? own : { kind, ...fitted(kind, steps) }, title),
  )
  return { t, curves: [curve(null, 'Constant'), ...others] }
}

/** Settings that show what a schedule does within so many steps; the defaults are made for long runs. */
function fitted(kind: string, steps: number): Record<string, unknown> {
  const part = (share: number) => Math.max(1, Math.round(steps * share))
  switch (kind) {
    case 'step':
      return { step_size: part(1 / 4), gamma: 0.5 }
    case 'multistep':
      return { milestones: [part(1 / 2), part(4 / 5)], gamma: 0.1 }
    case 'exponential':
      return { gamma: Number((0.05 ** (1 / steps)).toPrecision(4)) }
    case 'linear':
      return { start_factor: 0.1, total_iters: part(1 / 10) }
    default:
      return {}
  }
}
