/**
 * @file Studies of the open graph: long questions that are answered in slices, tell how far they are, and can be stopped
 * within one slice. One of each kind at a time: a newer one stops the older.
 */
import { CostProblem, gradcheck, GRADCHECK_TOLERANCE, raceSteps, sweepSteps, type RunError } from '../engine'
import type { GraphDocument } from '../graph'
import type { Op } from '../ops'
import type { Tensor } from '../tensor'
import { costSteps } from './costReport'
import type {
  CostReport,
  GradcheckReport,
  GradcheckWish,
  Race,
  StudyAnswer,
  StudyKind,
  StudyProgress,
  SweepAt,
  SweepReport,
} from './studyTypes'

/** Messages wait at most about this long, ms. */
const SLICE_MS = 15
const TELL_EVERY_MS = 100

export interface StudyHooks {
  readonly ops: ReadonlyMap<string, Op>
  readonly progress: (progress: StudyProgress) => void
  /** Resolves when waiting messages have been handled. */
  readonly giveWay: () => Promise<void>
  readonly now: () => number
}

/** The graph as it stands, with what a data set feeds it. */
export interface Subject {
  readonly document: GraphDocument
  readonly feeds: Readonly<Record<string, Tensor>>
}

type Steps<T> = Generator<{ readonly done: number; readonly total: number }, T>

/** What a study found instead of an answer. */
class Refusal extends Error {
  constructor(readonly problem: RunError) {
    super(problem.message)
  }
}

export class Studies {
  readonly #tickets = new Map<StudyKind, symbol>()

  constructor(private readonly hooks: StudyHooks) {}

  cost({ document, feeds }: Subject): Promise<StudyAnswer<CostReport>> {
    return this.#run('cost', costSteps(document, this.hooks.ops, feeds))
  }

  race({ document, feeds }: Subject): Promise<StudyAnswer<Race>> {
    return this.#run('naive', raceSteps(document, this.hooks.ops, feeds, this.hooks.now))
  }

  gradcheck({ document, feeds }: Subject, { elements }: GradcheckWish): Promise<StudyAnswer<GradcheckReport>> {
    return this.#run('gradcheck', checkSteps(this.hooks.ops, document, feeds, elements ?? Infinity))
  }

  sweep({ document, feeds }: Subject, at: SweepAt): Promise<StudyAnswer<SweepReport>> {
    return this.#run('sweep', sweeping(sweepSteps(document, this.hooks.ops, at, feeds)))
  }

  /** @param kind without it, every study. */
  stop(kind?: StudyKind): void {
    if (kind) this.#tickets.delete(kind)
    else this.#tickets.clear()
  }

  async #run<T>(kind: StudyKind, steps: Steps<T>): Promise<StudyAnswer<T>> {
    const { giveWay, now, progress } = this.hooks
    const ticket = Symbol(kind)
    this.#tickets.set(kind, ticket)
    let until = now() + SLICE_MS
    let told = -Infinity
    try {
      for (;;) {
        const next = steps.next()
        if (next.done) return { state: 'done', result: next.value }
        if (now() < until) continue
        if (now() - told >= TELL_EVERY_MS) {
          told = now()
          progress({ kind, ...next.value })
        }
        await giveWay()
        if (this.#tickets.get(kind) !== ticket) return { state: 'stopped' }
        until = now() + SLICE_MS
      }
    } catch (thrown) {
      return { state: 'refused', problem: refusalOf(thrown) }
    } finally {
      if (this.#tickets.get(kind) === ticket) this.#tickets.delete(kind)
    }
  }
}

/** @throws what is no refusal: a fault of the program, told as such. */
function refusalOf(thrown: unknown): RunError {
  if (thrown instanceof Refusal) return thrown.problem
  if (!(thrown instanceof CostProblem)) throw thrown
  const { code, message, hint, node, port } = thrown
  return { code, message, hint, ...(node !== undefined && { node }), ...(port !== undefined && { port }) }
}

function* checkSteps(
  ops: ReadonlyMap<string, Op>,
  document: GraphDocument,
  feeds: Subject['feeds'],
  elements: number,
): Steps<GradcheckReport> {
  const { ok, checks, errors } = yield* gradcheck(document, ops, { feeds, elements })
  if (errors[0]) throw new Refusal(errors[0])
  return { ok, tolerance: GRADCHECK_TOLERANCE, checks }
}

function* sweeping(steps: ReturnType<typeof sweepSteps>): Steps<SweepReport> {
  const swept = yield* steps
  if (!swept.ok) throw new Refusal(swept.errors[0]!)
  return { analytic: swept.analytic, points: swept.points }
}
