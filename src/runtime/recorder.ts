/** @file Makes a recording: the trainer takes its steps by passes of the evaluator, and what went through the graph is noted. */
import type { LoadedData } from '../data'
import { randomKey, RANDOM_KEY, RecordedRun, type Run } from '../engine'
import { portKey, type GraphDocument, type TrainingSettings } from '../graph'
import type { Op } from '../ops'
import { createRandom, typescriptKernels, type Tensor } from '../tensor'
import {
  endlessBatches,
  feedingFor,
  optimizers,
  shownPasses,
  Trainer,
  TrainingProblem,
  type Feeding,
  type Pause,
} from '../train'
import type { RecordingState } from './recordingTypes'
import { failure } from './trainingReport'

export interface RecorderOptions {
  readonly id: number
  readonly document: GraphDocument
  readonly ops: ReadonlyMap<string, Op>
  readonly settings: TrainingSettings
  readonly data: LoadedData | null
  readonly steps: number
  readonly memoryBudget?: number
}

/** Bytes that the parameters of one recording may take; two recordings are kept at most. */
const RECORDING_BUDGET = 2 ** 28

export class Recorder {
  readonly run: RecordedRun
  readonly #trainer: Trainer
  readonly #feeding: Feeding
  readonly #batches: ReturnType<typeof endlessBatches>
  readonly #dtype: 'float64' | 'float32'
  readonly #losses: number[] = []
  #work: Generator<Pause, void> | null = null
  /** The pass of the step that is being taken. */
  #shown: Run | null = null
  #over = false
  #message: string | undefined

  /** @throws TrainingProblem when there is nothing to train, or the parameters of so many steps take too much room. */
  constructor(private readonly options: RecorderOptions) {
    const { document, ops, settings, data, memoryBudget } = options
    this.#dtype = data ? 'float32' : 'float64'
    const budget = memoryBudget ? { memoryBudget } : {}
    const formula = optimizers.get(settings.optimizer.kind)?.formula ?? ''
    this.run = new RecordedRun({ document, ops, dtype: this.#dtype, formula, ...budget })
    this.#trainer = new Trainer({
      document,
      ops,
      settings,
      data,
      dtype: this.#dtype,
      // What is shown is what the step descends by.
      passes: (work, plain) => shownPasses(work, plain, (values) => this.#pass(values)),
      ...budget,
    })
    this.#requireRoom()
    this.#feeding = feedingFor(document, data).train
    this.#batches = endlessBatches(this.#feeding.size, settings.batchSize, createRandom(settings.seed))
  }

  get over(): boolean {
    return this.#over
  }

  get state(): RecordingState {
    const { id, steps, settings } = this.options
    return {
      id,
      steps: this.run.steps.length,
      wanted: steps,
      eventsPerStep: this.run.eventsPerStep,
      settings,
      losses: [...this.#losses],
      over: this.#over,
      ...(this.#message ? { message: this.#message } : {}),
    }
  }

  /** One piece of work, about a node; nothing once it is over. */
  goOn(): void {
    if (this.#over) return
    this.#work ??= this.#step()
    try {
      if (!this.#work.next().done) return
      this.#work = null
      if (this.run.steps.length >= this.options.steps) this.#over = true
    } catch (thrown) {
      this.#end(failure(thrown).message)
    }
  }

  *#step(): Generator<Pause, void> {
    const { indices } = this.#batches.next().value
    const before = this.#trainer.parameterTensors()
    const result = yield* this.#trainer.steps()
    this.run.add(
      {
        t: result.step,
        loss: result.loss,
        rate: result.rate,
        before,
        after: this.#trainer.parameterTensors(),
        feeds: () => this.#feeds(indices, result.step),
      },
      this.#shown!,
    )
    this.#shown = null
    this.#losses.push(result.loss)
    if (result.cause)
      this.#end(
        `The step at t = ${result.step} diverged, so the recording ends there. ${result.cause.message} ${result.cause.hint}`,
      )
  }

  /** Over the whole graph: also nodes that the loss does not need are shown, and draw their random numbers. */
  *#pass(values: ReadonlyMap<string, Tensor>): Generator<void, Run> {
    const keys = this.#keys(this.#trainer.step + 1)
    return (this.#shown = yield* this.run.pass({ ...keys, ...Object.fromEntries(values) }))
  }

  #end(message = 'The recording could not go on.') {
    this.#over = true
    this.#work = null
    this.#message = message
  }

  /** What the trainer fed in step t: the batch, and the keys of random numbers. */
  #feeds(indices: ArrayLike<number> | null, t: number): Record<string, Tensor> {
    return { ...Object.fromEntries(this.#feeding.batch(indices, typescriptKernels(this.#dtype))), ...this.#keys(t) }
  }

  #keys(t: number): Record<string, Tensor> {
    const { document, ops, settings } = this.options
    const random = Object.entries(document.nodes).filter(([, { op }]) => ops.get(op)?.random)
    return Object.fromEntries(random.map(([id]) => [portKey(id, RANDOM_KEY), randomKey(settings.seed, id, t)]))
  }

  #requireRoom() {
    let bytes = 0
    for (const { data } of this.#trainer.parameterTensors().values()) bytes += data.byteLength
    const { steps } = this.options
    if (bytes * (steps + 1) <= RECORDING_BUDGET) return
    const mib = (size: number) => `${Math.ceil(size / 2 ** 20).toLocaleString('en')} MiB`
    const most = Math.floor(RECORDING_BUDGET / bytes) - 1
    throw new TrainingProblem(
      'memory',
      `The parameters of ${steps} steps take ${mib(bytes * (steps + 1))}; a recording may take ${mib(RECORDING_BUDGET)}.`,
      most >= 1 ? `Record at most ${most} ${most === 1 ? 'step' : 'steps'}.` : 'Use smaller layers to record.',
    )
  }
}
