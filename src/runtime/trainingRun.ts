/** @file Training inside the host: goes node by node, gives way to messages in between, and tells how it stands. */
import type { StoredTensor, TrainingSettings } from '../graph'
import { Trainer, type Pause, type StepResult, type TrainerOptions } from '../train'
import type { TrainingCheckpoint, TrainingPace, TrainingProgress, TrainingStatus } from './protocol'
import { Speed } from './speed'
import { ending, failure } from './trainingReport'

export interface TrainingHooks {
  progress(progress: TrainingProgress, checkpoint?: TrainingCheckpoint): void
  /** θ moved: show it. May take a while, so it is called no more often than `pace` says. */
  moved(parameters: Readonly<Record<string, StoredTensor>>): void
  /** Resolves when waiting messages have been handled. */
  giveWay(): Promise<void>
  now(): number
  /** Absent: it never rests. */
  sleep?(ms: number): Promise<void>
  pace(): TrainingPace
}

/** Messages wait at most about this long, ms. */
const SLICE_MS = 12
/** A pause that is asked for during a rest waits at most so long, ms. */
const NAP_MS = 20
/** Of a rest, what comes between the news and the look at θ: a few frames. */
const REST_BEFORE_LOOK = 0.3
/** What a dying worker may cost, ms of training; longer when a checkpoint takes more than a tenth of that to make. */
const CHECKPOINT_EVERY_MS = 2000
/** A step that takes longer may have to be cut off by ending the worker; so the one before it is kept. */
const LONG_STEP_MS = 50

type Point = TrainingProgress['losses'][number]

export class TrainingRun {
  readonly #trainer: Trainer
  /** θ before the first step. */
  readonly start: Readonly<Record<string, StoredTensor>>
  #status: TrainingStatus = 'paused'
  #looping = false
  /** The step that is being made; it outlives a pause. */
  #step: Generator<Pause, StepResult> | null = null
  #stepMs = Infinity
  #losses: Point[] = []
  #heldOut: Point[] = []
  #last: StepResult | null = null
  #told = { at: -Infinity, cost: 0 }
  #kept = { at: -Infinity, cost: 0 }
  readonly #speed = new Speed()
  #failure: Pick<TrainingProgress, 'message' | 'place'> | null = null
  #closed = false

  /** @throws TrainingProblem when there is nothing to train, or the checkpoint belongs to something else. */
  constructor(
    /** `wanted`: threads that were asked for; there may be fewer. */
    private readonly options: Omit<TrainerOptions, 'from' | 'dtype'> & { readonly wanted: number },
    private readonly hooks: TrainingHooks,
    checkpoint?: TrainingCheckpoint,
  ) {
    const from = checkpoint?.at
    this.#trainer = new Trainer({ ...options, dtype: options.data ? 'float32' : 'float64', ...(from ? { from } : {}) })
    this.start = checkpoint?.start ?? this.#trainer.parameters()
    if (checkpoint && checkpoint.status !== 'running') this.#status = checkpoint.status
  }

  get settings(): TrainingSettings {
    return this.options.settings
  }

  get wanted(): number {
    return this.options.wanted
  }

  get running(): boolean {
    return this.#looping
  }

  get over(): boolean {
    return this.#status !== 'running' && this.#status !== 'paused'
  }

  /** θ now. */
  get parameters(): Readonly<Record<string, StoredTensor>> {
    return this.#trainer.parameters()
  }

  pause(): void {
    if (this.#status === 'running') this.#status = 'paused'
  }

  /** What it trains has become something else: says where it stands, with θ where that is news, and is over. */
  end(message: string): void {
    if (this.over) return
    const running = this.#running()
    this.#status = 'ended'
    this.#failure = { message }
    this.hooks.progress(this.#news(this.hooks.now(), running))
    this.close()
  }

  /** It is not wanted any more: stops, and lets its threads go. */
  close(): void {
    this.pause()
    this.#closed = true
    if (!this.#looping) this.#trainer.close()
  }

  /** Goes on until it converges, is finished, diverges, or is paused. */
  async run(limit = Infinity): Promise<void> {
    if (this.#looping || this.over) return
    this.#looping = true
    this.#status = 'running'
    this.#speed.start(this.hooks.now())
    try {
      for (let made = 0; made < limit && this.#running();) {
        made += this.#slice(limit - made)
        const last = this.#last
        if (!this.#step && last) {
          if (last.stopped) this.#status = last.stopped
          if (this.#trainer.hasHeldOut && (last.epochEnds || last.stopped)) await this.#evaluate()
        }
        if (this.#running()) await this.#tellNews()
        await this.hooks.giveWay()
      }
      this.pause()
    } catch (thrown) {
      this.#status = 'failed'
      this.#failure = failure(thrown)
    } finally {
      this.#looping = false
      if (this.#closed) this.#trainer.close()
    }
    this.#tell(this.hooks.now(), true)
    this.hooks.moved(this.#trainer.parameters())
  }

  #running(): boolean {
    return this.#status === 'running'
  }

  /**
   * Works for a short while: tiny networks take microseconds a step, large ones give way in the middle of one.
   * Returns how many steps were ended.
   */
  #slice(most: number): number {
    const { now } = this.hooks
    const began = now()
    let made = 0
    // The clock is read after each node only where nodes take long enough for that to matter.
    const slow = this.#stepMs > SLICE_MS / 4
    for (;;) {
      this.#step ??= this.#trainer.steps()
      const next = this.#step.next()
      if (!next.done) {
        if (next.value === 'waiting') return made
        if (slow && now() - began > SLICE_MS) return made
        continue
      }
      this.#step = null
      this.#took(next.value)
      made++
      const spent = now() - began
      this.#stepMs = spent / made
      if (made >= most || next.value.stopped || next.value.epochEnds || spent > SLICE_MS) return made
    }
  }

  #took(result: StepResult) {
    this.#last = result
    this.#losses.push({ step: result.step, loss: result.loss, accuracy: result.accuracy })
    this.#speed.count(result.examples)
  }

  async #evaluate() {
    const { now, giveWay } = this.hooks
    const work = this.#trainer.evaluate()
    const began = now()
    let until = began + SLICE_MS
    for (let next = work.next(); ; next = work.next()) {
      if (next.done) {
        this.#heldOut.push({ step: this.#trainer.step, ...next.value })
        this.#speed.leaveOut(now() - began)
        return
      }
      if (now() < until) continue
      await giveWay()
      until = now() + SLICE_MS
    }
  }

  /** News for the page, where it is time for them. Looking at θ may not cost more than a fifth of the time. */
  async #tellNews() {
    const { now, pace } = this.hooks
    const { every, rest } = pace()
    const began = now()
    if (began - this.#told.at < Math.max(every, 4 * this.#told.cost)) return
    this.#tell(began, false)
    // Curves and numbers are drawn before the look at θ takes a core, cards and wires after it.
    await this.#rest(rest * REST_BEFORE_LOOK)
    if (!this.#running()) return
    const looked = now()
    this.hooks.moved(this.#trainer.parameters())
    const ended = now()
    this.#told = { at: ended, cost: ended - looked }
    await this.#rest(rest * (1 - REST_BEFORE_LOOK))
  }

  #tell(now: number, whole: boolean) {
    this.#told = { ...this.#told, at: now }
    this.hooks.progress(this.#news(now, whole), this.#checkpoint(whole))
  }

  /** The page draws what it was told. */
  async #rest(ms: number) {
    const { now, sleep } = this.hooks
    if (!sleep || ms <= 0) return
    const until = now() + ms
    for (let left = ms; this.#running() && left > 0; left = until - now()) await sleep(Math.min(left, NAP_MS))
  }

  /** What has come since the last news. @param whole with θ, and what is known of the speed, however little. */
  #news(now: number, whole: boolean): TrainingProgress {
    const { settings } = this
    const news = {
      status: this.#status,
      step: this.#trainer.step,
      steps: settings.steps,
      losses: this.#losses,
      heldOut: this.#heldOut,
      ...this.#speed.measure(now, whole),
      epoch: this.#last?.epoch ?? null,
      lastChange: this.#last?.change ?? null,
      rate: this.#last?.rate ?? null,
      threads: this.#threadsAtWork(),
      ...(this.#failure ?? ending(this.#status, settings, this.#last)),
      ...(whole ? { parameters: this.#trainer.parameters() } : {}),
    }
    this.#losses = []
    this.#heldOut = []
    return news
  }

  #threadsAtWork(): NonNullable<TrainingProgress['threads']> {
    const because = this.#trainer.oneThreadBecause
    const count = (this.options.threads?.length ?? 0) + 1
    if (because) return { count: 1, because }
    return count < this.wanted ? { count, because: 'The browser starts no more threads.' } : { count }
  }

  #checkpoint(atOnce: boolean): TrainingCheckpoint | undefined {
    const { settings, start, hooks } = this
    const began = hooks.now()
    const wait = Math.max(this.#stepMs > LONG_STEP_MS ? 0 : CHECKPOINT_EVERY_MS, 10 * this.#kept.cost)
    if (!atOnce && began - this.#kept.at < wait) return undefined
    const at = this.#trainer.checkpoint()
    const ended = hooks.now()
    this.#kept = { at: ended, cost: ended - began }
    return { settings, threads: this.wanted, status: this.#status, start, at }
  }
}
