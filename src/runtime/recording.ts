/** @file The recordings that the engine keeps for the page, and the answers to what it asks of them. */
import {
  compareRuns,
  runNumbers,
  stopsIn,
  type Blame,
  type BlameTarget,
  type RecordedRun,
  type Run,
  type RunTensors,
  type Stop,
} from '../engine'
import type { GraphDocument, TrainingSettings } from '../graph'
import type { LoadedData } from '../data'
import type { Op } from '../ops'
import type { Tensor } from '../tensor'
import { TrainingProblem } from '../train'
import { blameRun } from './blameRun'
import { jacobian, type JacobianAnswer, type JacobianAt } from './jacobian'
import { localDerivative } from './localDerivative'
import { HEAD_LIMIT, type TensorView } from './protocol'
import { Recorder } from './recorder'
import {
  MOST_STEPS,
  type RecordedFrame,
  type RecordingState,
  type StartedRecording,
  type WatchedTensor,
} from './recordingTypes'
import { KINDS, tensorView } from './views'

export interface RecordingsOptions {
  readonly ops: ReadonlyMap<string, Op>
  readonly giveWay: () => Promise<void>
  readonly now: () => number
  readonly memoryBudget?: number
}

/** A call of `goOn` answers after about this long, ms, so that the page can say how far it is, or leave. */
const ANSWER_MS = 80
/** Messages wait at most about this long, ms. */
const SLICE_MS = 12
/** Elements that one frame takes to the page, and how many each tensor may show of them at least. */
const FRAME_ELEMENTS = 2 ** 17
const SMALLEST_HEAD = 64

export class Recordings {
  readonly #kept = new Map<number, Recorder>()
  #last = 0

  constructor(private readonly options: RecordingsOptions) {}

  /** @param data what the document is bound to. */
  start(
    document: GraphDocument,
    data: LoadedData | null,
    settings: TrainingSettings,
    steps: number,
    keep: readonly number[],
  ): StartedRecording {
    for (const id of this.#kept.keys()) if (!keep.includes(id)) this.#kept.delete(id)
    const wanted = Math.max(1, Math.min(MOST_STEPS, Math.floor(steps)))
    const { ops, memoryBudget } = this.options
    try {
      const id = ++this.#last
      const budget = memoryBudget ? { memoryBudget } : {}
      const recorder = new Recorder({ id, document, ops, settings, data, steps: wanted, ...budget })
      this.#kept.set(id, recorder)
      return { ok: true, state: recorder.state }
    } catch (thrown) {
      if (!(thrown instanceof TrainingProblem)) throw thrown
      const { message, hint, node } = thrown
      return { ok: false, message, hint, ...(node ? { node } : {}) }
    }
  }

  async goOn(id: number): Promise<RecordingState | null> {
    const { now, giveWay } = this.options
    const until = now() + ANSWER_MS
    for (let recorder = this.#kept.get(id); recorder; recorder = this.#kept.get(id)) {
      const slice = now() + SLICE_MS
      while (!recorder.over && now() < slice) recorder.goOn()
      if (recorder.over || now() >= until) return recorder.state
      await giveWay()
    }
    return null
  }

  drop(id: number): void {
    this.#kept.delete(id)
  }

  frame(id: number, index: number): RecordedFrame | null {
    const found = this.#step(id, index)
    if (!found) return null
    const { recorded, run, step } = found
    const count = KINDS.reduce((sum, kind) => sum + run[kind].size, 0)
    const limit = Math.max(SMALLEST_HEAD, Math.min(HEAD_LIMIT, Math.floor(FRAME_ELEMENTS / Math.max(1, count))))
    // One tensor is often many things (the δ of a port with one consumer is its edge delta): summarise it once.
    const known = new Map<Tensor, TensorView>()
    const view = (tensor: Tensor) => {
      let seen = known.get(tensor)
      if (!seen) known.set(tensor, (seen = tensorView(tensor, limit)))
      return seen
    }
    const views = (map: Iterable<readonly [string, Tensor]>) =>
      Object.fromEntries([...map].map(([key, tensor]) => [key, view(tensor)]))
    const { values, deltas, edges, gradients } = run
    return {
      step: index,
      t: step.t,
      rate: step.rate,
      views: { values: views(values), deltas: views(deltas), edges: views(edges), gradients: views(gradients) },
      after: views([...step.after].filter(([key]) => gradients.has(key))),
      plain: isPlain(step, run),
      trace: recorded.trace(index),
      run: { blockedEdges: [...run.blockedEdges], loss: run.loss, objective: run.objective, errors: run.errors },
    }
  }

  tensor(id: number, index: number, kind: RunTensors, key: string): Tensor | null {
    return this.#step(id, index)?.run[kind].get(key) ?? null
  }

  derivative(id: number, index: number, edge: string): number | null {
    const found = this.#step(id, index)
    if (!found) return null
    const { recorded, run } = found
    return localDerivative(recorded.document, recorded.ops, run, edge, (node) => recorded.record(node))
  }

  blame(id: number, index: number, target: BlameTarget): Blame | null {
    const found = this.#step(id, index)
    if (!found) return null
    const { recorded, step, run } = found
    return blameRun(recorded.document, recorded.ops, step.feeds(), run, target, (node) => recorded.record(node))
  }

  async jacobian(id: number, index: number, at: JacobianAt): Promise<JacobianAnswer> {
    const found = this.#step(id, index)
    if (!found) return { state: 'none', reason: 'This recording is gone. Record the steps again.' }
    const { recorded, step } = found
    return jacobian(this.options, recorded.document, step.feeds(), at, recorded.record(at.node))
  }

  history(id: number, watched: readonly WatchedTensor[]): readonly (readonly number[])[] {
    const recorded = this.#kept.get(id)?.run
    return watched.map(({ kind, key }) => recorded?.history(kind, key) ?? [])
  }

  stops(id: number | null, stops: readonly Stop[], live: Run | null): readonly (readonly number[])[] {
    if (id === null) return stops.map((stop) => (live ? positions(stopsIn(stop, live.trace, runNumbers(live)), 0) : []))
    const recorded = this.#kept.get(id)?.run
    return stops.map((stop) => {
      if (!recorded) return []
      const length = recorded.eventsPerStep
      return recorded.steps.flatMap((_, index) =>
        positions(stopsIn(stop, recorded.trace(index), recorded.numbersAt(index)), index * length),
      )
    })
  }

  compare(a: number, b: number, index: number): ReturnType<typeof compareRuns> | null {
    const [first, second] = [this.#step(a, index), this.#step(b, index)]
    if (!first || !second) return null
    return compareRuns(
      { document: first.recorded.document, run: first.run },
      { document: second.recorded.document, run: second.run },
    )
  }

  #step(id: number, index: number) {
    const recorded: RecordedRun | undefined = this.#kept.get(id)?.run
    const step = recorded?.steps[index]
    return recorded && step ? { recorded, step, run: recorded.run(index) } : null
  }
}

/** An event is passed when it is done: a stop stands behind it. */
const positions = (indices: readonly number[], start: number) => indices.map((index) => start + index + 1)

function isPlain({ before, after, rate }: RecordedRun['steps'][number], run: Run): boolean {
  for (const [key, { data: gradient }] of run.gradients) {
    const [was, now] = [before.get(key)?.data, after.get(key)?.data]
    if (!was || !now) return false
    for (let i = 0; i < was.length; i++) {
      const moved = was[i]! - rate * gradient[i]!
      if (now[i] !== (now instanceof Float32Array ? Math.fround(moved) : moved)) return false
    }
  }
  return true
}
