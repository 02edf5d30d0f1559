/** @file The engine's side of the border: holds the document, recomputes what a change touches, trains. */
import { applyPatches, enablePatches, type Patch } from 'immer'
import { DataError, fieldsOf, findDataSet, loadDataSet, type AssetSource, type LoadedData } from '../data'
import {
  graphHash,
  Session,
  writeAnswersFile,
  type Blame,
  type BlameTarget,
  type Run,
  type RunTensors,
  type Stop,
} from '../engine'
import { emptyDocument, type GraphDocument, type StoredTensor, type TrainingSettings } from '../graph'
import type { Op } from '../ops'
import type { Tensor } from '../tensor'
import { trainingChoices, type TrainingChoices } from '../train'
import { blameRun } from './blameRun'
import { dataApi } from './dataApi'
import { feedFrom, type ExampleView } from './dataFeed'
import type { DataShelf } from './dataShelf'
import type { Part } from './dataTypes'
import { descentApi } from './descentApi'
import { Convolutions } from './convolution'
import type { FieldAt, SimilarityAt } from './convolutionTypes'
import { fitKernels, kernelBank } from './filters'
import type { FitWish } from './filtersTypes'
import { jacobian, type JacobianAt } from './jacobian'
import { localDerivative } from './localDerivative'
import { Looks } from './look'
import { lookApi } from './lookApi'
import type { EngineApi, EngineEvents, RunUpdate, TensorKind, TrainingCheckpoint } from './protocol'
import { Recordings } from './recording'
import type { WatchedTensor } from './recordingTypes'
import { Studies, type Subject } from './study'
import type { GradcheckWish, StudyKind, SweepAt } from './studyTypes'
import { isTrainersWord } from './trainersWord'
import { ThreadPool, type ThreadSource } from './threadPool'
import { TrainingRun } from './trainingRun'
import { Practice } from './practice'
import { problemProgress } from './trainingReport'
import { UpdateWriter } from './views'
import { Writer } from './writing'
import type { WriteWish } from './writingTypes'

enablePatches()

export interface HostOptions {
  readonly ops: ReadonlyMap<string, Op>
  readonly assets: AssetSource
  readonly events: EngineEvents
  /** Resolves after waiting messages have been handled. */
  readonly giveWay: () => Promise<void>
  readonly now: () => number
  /** Bytes that one pass may hold; absent: the engine's own default. */
  readonly memoryBudget?: number
  /** Where data that somebody brought are kept; absent: in memory. */
  readonly shelf?: DataShelf
  /** Absent: training has one thread. */
  readonly threads?: ThreadSource
}

const SLICE_MS = 20

export class EngineHost implements EngineApi {
  readonly #session: Session
  #writer = new UpdateWriter()
  #document: GraphDocument = emptyDocument()
  /** As the page may know it. */
  #run: Run | null = null
  /** With what an exercise keeps back. */
  #whole: Run | null = null
  readonly #practice = new Practice()
  #view: ExampleView = { first: 0, count: null }
  #feeds: { key: string; feeds: Record<string, Tensor>; examples: RunUpdate['examples'] } | null = null
  #training: TrainingRun | null = null
  /** t of the last news of it. */
  #trained = 0
  #wanted = 0
  readonly #studies: Studies
  readonly #threads: ThreadPool
  readonly #recordings: Recordings
  readonly #looks: Looks
  readonly #author: Writer
  readonly #convolutions: Convolutions

  readonly #own = dataApi(() => this.options, {
    document: () => this.#document,
    data: () => this.#data(),
    changed: async (id) => {
      if (this.#document.data?.dataset !== id) return
      this.#feeds = null
      await this.#recompute()
    },
  })
  readonly keepData = this.#own.keepData
  readonly ownData = this.#own.ownData
  readonly dropData = this.#own.dropData
  readonly dataPreview = this.#own.dataPreview
  readonly results = this.#own.results
  readonly classify = this.#own.classify

  readonly #look = lookApi(
    () => this.#looks,
    async () => ({ document: this.#document, data: await this.#data() }),
  )
  readonly lookNetwork = this.#look.lookNetwork
  readonly lookImage = this.#look.lookImage
  readonly lookMaps = this.#look.lookMaps
  readonly lookSaliency = this.#look.lookSaliency
  readonly lookPatches = this.#look.lookPatches
  readonly lookAscent = this.#look.lookAscent
  readonly lookHistory = this.#look.lookHistory
  readonly lookKernels = this.#look.lookKernels

  readonly #descent = descentApi(() => this.options, {
    subject: async () => ({ ...(await this.#subject()), examples: this.#feeds?.examples ?? null }),
    data: () => this.#data(),
  })
  readonly descentScene = this.#descent.descentScene
  readonly descentCurve = this.#descent.descentCurve
  readonly descentGrid = this.#descent.descentGrid
  readonly descentCriticals = this.#descent.descentCriticals
  readonly descentWalk = this.#descent.descentWalk
  readonly descentTrails = this.#descent.descentTrails
  readonly descentTheta = this.#descent.descentTheta
  readonly descentFollow = this.#descent.descentFollow
  readonly descentRange = this.#descent.descentRange
  readonly descentRates = this.#descent.descentRates
  readonly stopDescent = this.#descent.stopDescent

  constructor(private readonly options: HostOptions) {
    const { ops, memoryBudget, events, giveWay, now } = options
    this.#studies = new Studies({ ops, giveWay, now, progress: (progress) => events.study(progress) })
    this.#recordings = new Recordings(options)
    this.#threads = new ThreadPool(options.threads)
    this.#own.connect()
    this.#looks = new Looks(options)
    this.#author = new Writer(options)
    this.#convolutions = new Convolutions(ops)
    this.#session = new Session(ops, memoryBudget ? { memoryBudget } : {})
  }

  async open(document: GraphDocument): Promise<void> {
    this.#dropTraining()
    this.#studies.stop()
    this.#document = document
    // The page has forgotten the last document's tensors: it is to be told everything again.
    this.#writer = new UpdateWriter()
    this.#practice.reset()
    this.#looks.forget()
    this.#whole = null
    this.#view = { first: 0, count: null }
    await this.#recompute()
  }

  async apply(patches: readonly Patch[]): Promise<void> {
    const before = this.#document
    this.#document = applyPatches(before, patches as Patch[])
    const { nodes, edges, tensors, objective, data, training, exercise } = this.#document
    const computes =
      nodes !== before.nodes ||
      edges !== before.edges ||
      tensors !== before.tensors ||
      objective !== before.objective ||
      data !== before.data
    // The trained parameters come back as a patch of their own; they are what the trainer already has.
    const ours =
      nodes === before.nodes &&
      edges === before.edges &&
      data === before.data &&
      this.#training !== null &&
      !this.#training.running &&
      isTrainersWord(patches, this.#training.parameters)
    if (computes) {
      this.#studies.stop()
      this.#whole = null
    }
    if (computes && !ours) this.#dropTraining()
    if (computes || training?.seed !== before.training?.seed) await this.#recompute()
    else if (exercise !== before.exercise && this.#whole) this.#publish(this.#whole)
  }

  async tensor(kind: TensorKind, key: string) {
    return this.#run?.[kind].get(key) ?? null
  }

  async localDerivative(edge: string): Promise<number | null> {
    const run = this.#run
    // It may be what is asked for, or give that away.
    if (this.hidesNumbers) return null
    return run && localDerivative(this.#document, this.options.ops, run, edge, (node) => this.#session.record(node))
  }

  async jacobian(at: JacobianAt, recorded?: { readonly id: number; readonly step: number }) {
    if (recorded) return this.#recordings.jacobian(recorded.id, recorded.step, at)
    return jacobian(this.options, this.#document, this.#feeds?.feeds ?? {}, at, this.#session.record(at.node))
  }

  async blame(target: BlameTarget, recorded?: { readonly id: number; readonly step: number }): Promise<Blame | null> {
    if (recorded) return this.#recordings.blame(recorded.id, recorded.step, target)
    const run = this.#run
    const feeds = this.#feeds?.feeds ?? {}
    return run && blameRun(this.#document, this.options.ops, feeds, run, target, (node) => this.#session.record(node))
  }

  async receptiveField(at: FieldAt) {
    const record = (node: string) => this.#session.record(node)
    return this.#convolutions.field(this.#document, this.#feeds?.feeds ?? {}, at, record)
  }

  async similarity(at: SimilarityAt, recorded?: { readonly id: number; readonly step: number }) {
    return this.#convolutions.similarity(this.#document, at, async (key) =>
      recorded ? this.#recordings.tensor(recorded.id, recorded.step, 'values', key) : this.tensor('values', key),
    )
  }

  async showExamples(first: number, count: number, part: Part = 'train'): Promise<void> {
    this.#view = { first: Math.max(0, Math.floor(first)), count: Math.max(1, Math.min(64, Math.floor(count))), part }
    await this.#recompute()
  }

  async startTraining(settings: TrainingSettings, threads = 1): Promise<void> {
    await this.#train(settings, threads, Infinity)
  }

  async stepTraining(settings: TrainingSettings, threads = 1): Promise<void> {
    await this.#train(settings, threads, 1)
  }

  async pauseTraining(): Promise<void> {
    this.#training?.pause()
  }

  async resetTraining(): Promise<void> {
    const training = this.#training
    if (!training) return
    this.#dropTraining()
    const { settings, start } = training
    this.options.events.training(
      { ...problemProgress('', settings), status: 'paused', message: 'Back at the start.', parameters: start },
      null,
    )
    this.#document = { ...this.#document, tensors: { ...this.#document.tensors, ...start } }
    await this.#recompute()
  }

  async restoreTraining(checkpoint: TrainingCheckpoint): Promise<void> {
    this.#dropTraining()
    this.#training = await this.#newRun(checkpoint.settings, checkpoint.threads, checkpoint)
  }

  /** Whether calls that could tell more than the updates do must be refused. */
  get hidesNumbers(): boolean {
    return this.#practice.hides(this.#document)
  }

  async showHidden(on: boolean): Promise<void> {
    this.#practice.showHidden(on)
    if (!on) this.#dropTraining()
    if (this.#whole) this.#publish(this.#whole)
  }

  async gradeExercise(answers: Readonly<Record<string, string>>) {
    const whole = this.#whole
    if (!whole || !this.#document.exercise) return null
    const report = this.#practice.grade(this.#document, this.options.ops, whole, answers)
    if (this.#practice.isNews(this.#document, whole)) this.#publish(whole)
    return report
  }

  async writeAnswers(answers: Readonly<Record<string, string>>, student: string): Promise<string | null> {
    const document = this.#document
    if (!document.exercise) return null
    return writeAnswersFile({ exercise: document.exercise.title, student, hash: graphHash(document), answers })
  }

  async trainingChoices(): Promise<TrainingChoices> {
    return trainingChoices()
  }

  async startRecording(settings: TrainingSettings, steps: number, keep: readonly number[]) {
    const document = this.#document
    return this.#recordings.start(document, await this.#data(), settings, steps, keep)
  }

  goOnRecording(id: number) {
    return this.#recordings.goOn(id)
  }

  async dropRecording(id: number): Promise<void> {
    this.#recordings.drop(id)
  }

  async recordedFrame(id: number, step: number) {
    return this.#recordings.frame(id, step)
  }

  async recordedTensor(id: number, step: number, kind: RunTensors, key: string) {
    return this.#recordings.tensor(id, step, kind, key)
  }

  async recordedDerivative(id: number, step: number, edge: string) {
    return this.#recordings.derivative(id, step, edge)
  }

  async recordedHistory(id: number, watched: readonly WatchedTensor[]) {
    return this.#recordings.history(id, watched)
  }

  async findStops(id: number | null, stops: readonly Stop[]) {
    return this.#recordings.stops(id, stops, this.#run)
  }

  async compareRecordings(a: number, b: number, step: number) {
    return this.#recordings.compare(a, b, step)
  }

  async kernelBank(node: string) {
    return kernelBank(this.#document, this.#run?.values, node)
  }

  async fitKernels(wish: FitWish) {
    return fitKernels(this.#document, this.#run?.values, wish, this.options.now)
  }

  async write(wish: WriteWish) {
    const { data } = this.#document
    const set = data && (await findDataSet(data.dataset, this.options.assets))
    return this.#author.write(this.#document, set ? fieldsOf(set, data.settings) : null, wish)
  }

  async cost() {
    return this.#studies.cost(await this.#subject())
  }

  async naive() {
    return this.#studies.race(await this.#subject())
  }

  async gradcheck(wish: GradcheckWish) {
    return this.#studies.gradcheck(await this.#subject(), wish)
  }

  async sweep(at: SweepAt) {
    return this.#studies.sweep(await this.#subject(), at)
  }

  async stopStudy(kind: StudyKind): Promise<void> {
    this.#studies.stop(kind)
  }

  /** @throws DataError when the bound data set cannot be loaded. */
  async #subject(): Promise<Subject> {
    await this.#feed()
    return { document: this.#document, feeds: this.#feeds?.feeds ?? {} }
  }

  async #train(settings: TrainingSettings, threads: number, limit: number): Promise<void> {
    try {
      if (
        !this.#training ||
        this.#training.over ||
        this.#training.wanted !== threads ||
        JSON.stringify(this.#training.settings) !== JSON.stringify(settings)
      ) {
        this.#dropTraining()
        this.#training = await this.#newRun(settings, threads)
      }
      await this.#training.run(limit)
    } catch (problem) {
      this.options.events.training(problemProgress(problem, settings), null)
    }
  }

  async #newRun(settings: TrainingSettings, wanted: number, checkpoint?: TrainingCheckpoint): Promise<TrainingRun> {
    const { ops, events, giveWay, now, memoryBudget } = this.options
    const data = await this.#data()
    const threads = await this.#threads.take(wanted - 1)
    const { sharing } = this.#threads
    const training: TrainingRun = new TrainingRun(
      {
        document: this.#document,
        ops,
        settings,
        data,
        threads,
        sharing,
        wanted,
        ...(memoryBudget ? { memoryBudget } : {}),
      },
      {
        progress: (progress, at) => {
          if (this.#training !== training) return
          events.training(progress, at)
          this.#trained = progress.step
        },
        moved: (parameters) => this.#training === training && this.#moved(parameters),
        giveWay,
        now,
      },
      checkpoint,
    )
    this.#looks.forget()
    if (!checkpoint) this.#looks.note(0, this.#document, training.start)
    return training
  }

  /** New parameters from the trainer: look at the graph with them. */
  #moved(parameters: Readonly<Record<string, StoredTensor>>) {
    this.#looks.note(this.#trained, this.#document, parameters)
    this.#document = { ...this.#document, tensors: { ...this.#document.tensors, ...parameters } }
    if (!this.#feeds) return
    this.#publish(this.#session.run(this.#document, this.#feeds.feeds))
  }

  #dropTraining() {
    this.#training?.close()
    this.#training = null
  }

  async #data(): Promise<LoadedData | null> {
    const { data } = this.#document
    return data ? loadDataSet(data.dataset, this.options.assets, data.settings) : null
  }

  /** Runs in slices; a newer change makes an older computation stop where it is. */
  async #recompute(): Promise<void> {
    const ticket = ++this.#wanted
    let problem: DataError | null = null
    try {
      await this.#feed()
    } catch (thrown) {
      if (!(thrown instanceof DataError)) throw thrown
      problem = thrown
      this.#feeds = { key: '', feeds: {}, examples: null }
    }
    if (ticket !== this.#wanted) return
    const steps = this.#session.steps(this.#document, this.#feeds!.feeds)
    let until = this.options.now() + SLICE_MS
    for (;;) {
      const next = steps.next()
      if (next.done) {
        const { errors } = next.value
        this.#publish(
          problem
            ? {
                ...next.value,
                errors: [{ code: problem.code, message: problem.message, hint: problem.hint }, ...errors],
              }
            : next.value,
        )
        return
      }
      if (this.options.now() < until) continue
      await this.options.giveWay()
      if (ticket !== this.#wanted) return
      until = this.options.now() + SLICE_MS
    }
  }

  async #feed(): Promise<void> {
    const { data } = this.#document
    const key = data ? JSON.stringify([data, this.#view]) : ''
    if (this.#feeds?.key === key) return
    const fed = data ? await feedFrom(data, this.#view, this.options.assets) : { feeds: {}, examples: null }
    this.#feeds = { key, ...fed }
  }

  #publish(run: Run) {
    const { run: shown, hidden } = this.#practice.cover(this.#document, run)
    this.#whole = run
    this.#run = shown
    this.options.events.update(this.#writer.write(shown, this.#feeds?.examples ?? null, hidden))
  }
}
