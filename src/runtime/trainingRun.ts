/** @file Training inside the host: goes step by step, gives way to messages after each, and tells how it stands. */
import type { LoadedData } from '../data'
import type { GraphDocument, StoredTensor, TrainingSettings } from '../graph'
import type { Op } from '../ops'
import { Trainer, TrainingProblem, type StepResult } from '../train'
import type { TrainingProgress, TrainingStatus } from './protocol'

export interface TrainingHooks {
  progress(progress: TrainingProgress): void
  /** θ moved: show it. May take a while, so it is called at most ten times a second. */
  moved(parameters: Readonly<Record<string, StoredTensor>>): void
  /** Resolves when waiting messages have been handled. */
  giveWay(): Promise<void>
  now(): number
}

const TELL_EVERY_MS = 100

export class TrainingRun {
  readonly #trainer: Trainer
  readonly #start: Readonly<Record<string, StoredTensor>>
  #status: TrainingStatus = 'paused'
  #looping = false
  #losses: { step: number; loss: number; accuracy: number | null }[] = []
  #heldOut: { step: number; loss: number; accuracy: number | null }[] = []
  #last: StepResult | null = null
  #lastTold = -Infinity
  #tellCost = 0
  #speed = { since: 0, steps: 0, examples: 0, stepsPerSecond: 0, examplesPerSecond: 0 }
  #message: string | undefined

  /** @throws TrainingProblem when there is nothing to train. */
  constructor(
    document: GraphDocument,
    ops: ReadonlyMap<string, Op>,
    readonly settings: TrainingSettings,
    data: LoadedData | null,
    private readonly hooks: TrainingHooks,
  ) {
    this.#trainer = new Trainer({ document, ops, settings, data, dtype: data ? 'float32' : 'float64' })
    this.#start = this.#trainer.parameters()
  }

  get running(): boolean {
    return this.#looping
  }

  get over(): boolean {
    return (
      this.#status === 'converged' ||
      this.#status === 'finished' ||
      this.#status === 'diverged' ||
      this.#status === 'failed'
    )
  }

  get startParameters(): Readonly<Record<string, StoredTensor>> {
    return this.#start
  }

  /** θ now. */
  get parameters(): Readonly<Record<string, StoredTensor>> {
    return this.#trainer.parameters()
  }

  pause(): void {
    if (this.#status === 'running') this.#status = 'paused'
  }

  /** Goes on until it converges, is finished, diverges, or is paused. */
  async run(limit = Infinity): Promise<void> {
    if (this.#looping || this.over) return
    this.#looping = true
    this.#status = 'running'
    const { hooks } = this
    this.#speed = { ...this.#speed, since: hooks.now(), steps: 0, examples: 0 }
    try {
      for (let n = 0; n < limit && this.#status === 'running'; n++) {
        // Tiny networks take microseconds a step: do a handful before giving way.
        const until = hooks.now() + 12
        do {
          this.#advance()
          if (n + 1 < limit && this.#last!.stopped === null && !this.#last!.epochEnds && hooks.now() < until) n++
          else break
        } while (n < limit)
        if (this.#last!.stopped) this.#status = this.#last!.stopped
        if (this.#trainer.hasHeldOut && (this.#last!.epochEnds || this.#last!.stopped)) await this.#evaluate()
        if (this.#status === 'running') this.#tell(false)
        await hooks.giveWay()
      }
      if (this.#status === 'running') this.#status = 'paused'
    } catch (thrown) {
      this.#status = 'failed'
      this.#message = wordsOf(thrown)
    } finally {
      this.#looping = false
    }
    this.#tell(true)
  }

  #advance() {
    const result = this.#trainer.advance()
    this.#last = result
    this.#losses.push({ step: result.step, loss: result.loss, accuracy: result.accuracy })
    this.#speed.steps++
    this.#speed.examples += result.examples
  }

  async #evaluate() {
    const steps = this.#trainer.evaluate()
    for (;;) {
      const next = steps.next()
      if (next.done) {
        this.#heldOut.push({ step: this.#trainer.step, ...next.value })
        return
      }
      await this.hooks.giveWay()
    }
  }

  /** News for the page. While running, looking may not cost more than a fifth of the time. */
  #tell(now: boolean) {
    const { hooks } = this
    const started = hooks.now()
    if (!now && started - this.#lastTold < Math.max(TELL_EVERY_MS, 4 * this.#tellCost)) return
    const seconds = (started - this.#speed.since) / 1000
    if (seconds > 0.2 || (now && seconds > 0)) {
      const { steps, examples } = this.#speed
      if (steps)
        this.#speed = {
          since: started,
          steps: 0,
          examples: 0,
          stepsPerSecond: steps / seconds,
          examplesPerSecond: examples / seconds,
        }
    }
    const parameters = this.#trainer.parameters()
    hooks.progress({
      status: this.#status,
      step: this.#trainer.step,
      steps: this.settings.steps,
      losses: this.#losses,
      heldOut: this.#heldOut,
      stepsPerSecond: this.#speed.stepsPerSecond,
      examplesPerSecond: this.#speed.examplesPerSecond,
      epoch: this.#last?.epoch ?? null,
      lastChange: this.#last?.change ?? null,
      ...(this.#message
        ? { message: this.#message }
        : this.over
          ? { message: reason(this.#status, this.settings, this.#last) }
          : {}),
      ...(now ? { parameters } : {}),
    })
    this.#losses = []
    this.#heldOut = []
    hooks.moved(parameters)
    this.#lastTold = hooks.now()
    this.#tellCost = this.#lastTold - started
  }
}

function reason(status: TrainingStatus, { tolerance, steps }: TrainingSettings, last: StepResult | null): string {
  switch (status) {
    case 'converged':
      return `Converged at t = ${last?.step}: no parameter moved by ${tolerance} or more.`
    case 'finished':
      return `Stopped at t_max = ${steps}.`
    case 'diverged':
      return `Diverged at t = ${last?.step}: the loss or a parameter is no longer finite. Try a smaller η. The last finite parameters are kept.`
    default:
      return ''
  }
}

export function problemProgress(problem: unknown, settings: TrainingSettings): TrainingProgress {
  return {
    status: 'failed',
    step: 0,
    steps: settings.steps,
    losses: [],
    heldOut: [],
    stepsPerSecond: 0,
    examplesPerSecond: 0,
    epoch: null,
    lastChange: null,
    message: wordsOf(problem),
  }
}

function wordsOf(problem: unknown): string {
  if (problem instanceof TrainingProblem) return `${problem.message} ${problem.hint}`
  return problem instanceof Error ? problem.message : String(problem)
}
