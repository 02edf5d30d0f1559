/** @file The engine's side of the border: holds the document, recomputes what a change touches, trains. */
import { applyPatches, enablePatches, type Patch } from 'immer'
import { DataError, loadDataSet, type AssetSource, type LoadedData } from '../data'
import { backwardPort, forwardNode, Session, type Run } from '../engine'
import { check } from '../check'
import { emptyDocument, portKey, type GraphDocument, type StoredTensor, type TrainingSettings } from '../graph'
import type { Op } from '../ops'
import { full, typescriptKernels, type Tensor } from '../tensor'
import type { EngineApi, EngineEvents, RunUpdate, TensorKind } from './protocol'
import { problemProgress, TrainingRun } from './trainingRun'
import { UpdateWriter } from './views'

enablePatches()

export interface HostOptions {
  readonly ops: ReadonlyMap<string, Op>
  readonly assets: AssetSource
  readonly events: EngineEvents
  /** Resolves after waiting messages have been handled. */
  readonly giveWay: () => Promise<void>
  readonly now: () => number
}

/** How many examples of a data set are looked at at once: few enough to see each. */
const EXAMPLES_IN_VIEW = 4
const SLICE_MS = 20

export class EngineHost implements EngineApi {
  readonly #session: Session
  #writer = new UpdateWriter()
  #document: GraphDocument = emptyDocument()
  #run: Run | null = null
  #view = { first: 0, count: EXAMPLES_IN_VIEW }
  #feeds: { key: string; feeds: Record<string, Tensor>; examples: RunUpdate['examples'] } | null = null
  #training: TrainingRun | null = null
  #wanted = 0

  constructor(private readonly options: HostOptions) {
    this.#session = new Session(options.ops)
  }

  async open(document: GraphDocument): Promise<void> {
    this.#dropTraining()
    this.#document = document
    // The page has forgotten the last document's tensors: it is to be told everything again.
    this.#writer = new UpdateWriter()
    this.#view = { first: 0, count: EXAMPLES_IN_VIEW }
    await this.#recompute()
  }

  async apply(patches: readonly Patch[]): Promise<void> {
    const before = this.#document
    this.#document = applyPatches(before, patches as Patch[])
    const { nodes, edges, tensors, objective, data, training } = this.#document
    const computes =
      nodes !== before.nodes ||
      edges !== before.edges ||
      tensors !== before.tensors ||
      objective !== before.objective ||
      data !== before.data
    // The trained parameters come back as a patch of their own; they are what the trainer already has.
    const ours =
      nodes === before.nodes && edges === before.edges && data === before.data && this.#isTrainersWord(patches)
    if (computes && !ours) this.#dropTraining()
    if (computes || training?.seed !== before.training?.seed) await this.#recompute()
  }

  async tensor(kind: TensorKind, key: string) {
    return this.#run?.[kind].get(key) ?? null
  }

  async localDerivative(edge: string): Promise<number | null> {
    const wire = this.#document.edges[edge]
    const run = this.#run
    if (!wire || !run) return null
    const node = check(this.#document, this.options.ops).order.find((candidate) => candidate.id === wire.to.node)
    if (!node?.op.backward[wire.to.port]) return null
    const outputs = Object.keys(node.op.outputs)
    const value = run.values.get(portKey(wire.from.node, wire.from.port))
    const output = outputs.length === 1 ? run.values.get(portKey(node.id, outputs[0]!)) : undefined
    if (value?.data.length !== 1 || output?.data.length !== 1) return null
    const k = typescriptKernels('float64')
    const inputs: Record<string, Tensor | undefined> = {}
    for (const port of Object.keys(node.op.inputs)) {
      const source = node.wires[port]
      inputs[port] = run.values.get(source ? portKey(source.node, source.port) : portKey(node.id, port))
    }
    const record = forwardNode(k, node, inputs)
    return backwardPort(k, node, wire.to.port, record, { [outputs[0]!]: full(output.shape, 1) }).data[0]!
  }

  async showExamples(first: number, count: number): Promise<void> {
    this.#view = { first: Math.max(0, Math.floor(first)), count: Math.max(1, Math.min(64, Math.floor(count))) }
    await this.#recompute()
  }

  async startTraining(settings: TrainingSettings): Promise<void> {
    await this.#train(settings, Infinity)
  }

  async stepTraining(settings: TrainingSettings): Promise<void> {
    await this.#train(settings, 1)
  }

  async pauseTraining(): Promise<void> {
    this.#training?.pause()
  }

  async resetTraining(): Promise<void> {
    const training = this.#training
    if (!training) return
    this.#dropTraining()
    const { settings, startParameters } = training
    this.options.events.training({
      ...problemProgress('', settings),
      status: 'paused',
      message: 'Back at the start.',
      parameters: startParameters,
    })
    this.#document = { ...this.#document, tensors: { ...this.#document.tensors, ...startParameters } }
    await this.#recompute()
  }

  async #train(settings: TrainingSettings, limit: number): Promise<void> {
    try {
      if (
        !this.#training ||
        this.#training.over ||
        JSON.stringify(this.#training.settings) !== JSON.stringify(settings)
      ) {
        this.#dropTraining()
        const data = await this.#data()
        const training: TrainingRun = new TrainingRun(this.#document, this.options.ops, settings, data, {
          progress: (progress) => this.#training === training && this.options.events.training(progress),
          moved: (parameters) => this.#training === training && this.#moved(parameters),
          giveWay: this.options.giveWay,
          now: this.options.now,
        })
        this.#training = training
      }
      await this.#training.run(limit)
    } catch (problem) {
      this.options.events.training(problemProgress(problem, settings))
    }
  }

  /** New parameters from the trainer: look at the graph with them. */
  #moved(parameters: Readonly<Record<string, StoredTensor>>) {
    this.#document = { ...this.#document, tensors: { ...this.#document.tensors, ...parameters } }
    if (!this.#feeds) return
    this.#publish(this.#session.run(this.#document, this.#feeds.feeds))
  }

  #isTrainersWord(patches: readonly Patch[]): boolean {
    const training = this.#training
    if (!training || training.running) return false
    const current = training.parameters
    return patches.every(
      ({ path, value }) =>
        path[0] === 'tensors' &&
        path.length === 2 &&
        JSON.stringify(value) === JSON.stringify(current[String(path[1])]),
    )
  }

  #dropTraining() {
    this.#training?.pause()
    this.#training = null
  }

  async #data(): Promise<LoadedData | null> {
    const { data } = this.#document
    return data ? loadDataSet(data.dataset, this.options.assets) : null
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
    if (!data) {
      this.#feeds = { key, feeds: {}, examples: null }
      return
    }
    const { train } = await loadDataSet(data.dataset, this.options.assets)
    const count = Math.min(this.#view.count, train.size)
    const first = Math.min(this.#view.first, train.size - count)
    const indices = Uint32Array.from({ length: count }, (_, i) => first + i)
    const feeds: Record<string, Tensor> = {}
    for (const [node, field] of Object.entries(data.inputs))
      feeds[portKey(node, 'y')] = train.batch(field, indices, 'float64')
    this.#feeds = { key, feeds, examples: { first, count, total: train.size } }
  }

  #publish(run: Run) {
    this.#run = run
    this.options.events.update(this.#writer.write(run, this.#feeds?.examples ?? null))
  }
}
