/**
 * @file What all groups of calls work on: the document, what feeds it, and the run that shows it. A change is computed in
 * slices; a newer one makes an older computation stop where it is.
 */
import { applyPatches, enablePatches, type Patch } from 'immer'
import { DataError, loadDataSet, type AssetSource, type LoadedData } from '../data'
import { Session, type NodeRecord, type Run } from '../engine'
import { emptyDocument, type GraphDocument, type StoredTensor } from '../graph'
import type { Op } from '../ops'
import { drawingStands, examplesHeld, feed, FIRST_EXAMPLES, type ExampleView, type Fed } from './dataFeed'
import type { DataShelf } from './dataShelf'
import { Practice } from './practice'
import type { EngineEvents } from './protocol'
import type { Subject } from './study'
import type { ThreadSource } from './threadPool'
import { UpdateWriter } from './views'

enablePatches()

export interface HostOptions {
  readonly ops: ReadonlyMap<string, Op>
  readonly assets: AssetSource
  readonly events: EngineEvents
  /** Resolves after waiting messages have been handled. */
  readonly giveWay: () => Promise<void>
  readonly now: () => number
  /** Resolves after so many ms; messages are handled meanwhile. Absent: nothing here ever rests. */
  readonly sleep?: (ms: number) => Promise<void>
  /** Bytes that one pass may hold; absent: the engine's own default. */
  readonly memoryBudget?: number
  /** Where data that somebody brought are kept; absent: in memory. */
  readonly shelf?: DataShelf
  /** Absent: training has one thread. */
  readonly threads?: ThreadSource
}

export type Theta = Readonly<Record<string, StoredTensor>>

/** What one group of calls does, and others want to hear of. */
export interface DeskNews {
  /** Another document lies here, and is not computed yet. */
  opened(): void
  /** The document changed, and is not computed again yet. `computes`: its numbers may be others. */
  changed(change: {
    readonly before: GraphDocument
    readonly patches: readonly Patch[]
    readonly computes: boolean
  }): void
  /** The author of an exercise is done: what it hides is hidden again. */
  covered(): void
  /** A run of training begins at these parameters, or, null, goes on from a checkpoint. */
  trains(start: Theta | null): void
  /** Training has moved θ, by step t. */
  moved(parameters: Theta, step: number): void
}

const SLICE_MS = 20

export class Desk {
  readonly practice = new Practice()
  readonly #session: Session
  readonly #listeners: Partial<DeskNews>[] = []
  #writer = new UpdateWriter()
  #document: GraphDocument = emptyDocument()
  #run: Run | null = null
  #whole: Run | null = null
  #view = FIRST_EXAMPLES
  #fed: (Fed & { readonly of: readonly unknown[] }) | null = null
  #wanted = 0

  constructor(readonly options: HostOptions) {
    const { ops, memoryBudget } = options
    this.#session = new Session(ops, memoryBudget ? { memoryBudget } : {})
  }

  get document(): GraphDocument {
    return this.#document
  }

  /** As the page may know it. */
  get run(): Run | null {
    return this.#run
  }

  /** With what an exercise keeps back. */
  get whole(): Run | null {
    return this.#whole
  }

  /** What the examples in view feed, by "node.port". */
  get feeds(): Fed['feeds'] {
    return this.#fed?.feeds ?? {}
  }

  get examples(): Fed['examples'] {
    return this.#fed?.examples ?? null
  }

  readonly record = (node: string): NodeRecord | undefined => this.#session.record(node)

  listen(listener: Partial<DeskNews>): void {
    this.#listeners.push(listener)
  }

  tell<E extends keyof DeskNews>(news: E, ...args: Parameters<DeskNews[E]>): void {
    for (const listener of this.#listeners) (listener[news] as ((...args: unknown[]) => void) | undefined)?.(...args)
  }

  async open(document: GraphDocument): Promise<void> {
    this.#document = document
    // The page has forgotten the last document's tensors: it is to be told everything again.
    this.#writer = new UpdateWriter()
    this.practice.reset()
    this.#whole = null
    this.#view = FIRST_EXAMPLES
    this.tell('opened')
    await this.recompute()
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
    const { drawing } = this.#view
    if (drawing && !drawingStands(drawing, before, this.#document)) this.#view = FIRST_EXAMPLES
    if (computes) this.#whole = null
    this.tell('changed', { before, patches, computes })
    if (computes || training?.seed !== before.training?.seed) await this.recompute()
    else if (exercise !== before.exercise) this.publishAgain()
  }

  async show(view: ExampleView): Promise<void> {
    this.#view = view
    await this.recompute()
  }

  /** Other parameters, which are not computed with yet. */
  put(parameters: Theta): void {
    this.#document = { ...this.#document, tensors: { ...this.#document.tensors, ...parameters } }
  }

  /** Looks at the graph with other parameters, at once. */
  look(parameters: Theta): void {
    this.put(parameters)
    if (this.#fed) this.#publish(this.#session.run(this.#document, this.#fed.feeds))
  }

  /** Tells the last run again, as the page may know it by now. */
  publishAgain(): void {
    if (this.#whole) this.#publish(this.#whole)
  }

  /** The data set that the document is bound to. @throws DataError when it cannot be loaded. */
  async data(): Promise<LoadedData | null> {
    const { data } = this.#document
    return data ? loadDataSet(data.dataset, this.options.assets, data.settings) : null
  }

  /** The graph as it stands, with what feeds it. @throws DataError when the bound data set cannot be loaded. */
  async subject(): Promise<Subject> {
    await this.#feed()
    return { document: this.#document, feeds: this.feeds }
  }

  /** The data themselves are others than they were. */
  async feedAnew(): Promise<void> {
    this.#fed = null
    await this.recompute()
  }

  async recompute(): Promise<void> {
    const ticket = ++this.#wanted
    let problem: DataError | null = null
    try {
      await this.#feed()
    } catch (thrown) {
      if (!(thrown instanceof DataError)) throw thrown
      problem = thrown
    }
    if (ticket !== this.#wanted) return
    if (problem) this.#fed = { of: [], feeds: {}, examples: null }
    const steps = this.#session.steps(this.#document, this.feeds)
    let until = this.options.now() + SLICE_MS
    for (;;) {
      const next = steps.next()
      if (next.done) return this.#publish(problem ? refused(next.value, problem) : next.value)
      if (this.options.now() < until) continue
      await this.options.giveWay()
      if (ticket !== this.#wanted) return
      until = this.options.now() + SLICE_MS
    }
  }

  /** Until what is here is what is asked for: while a data set is on its way, another may be bound. */
  async #feed(): Promise<void> {
    for (;;) {
      const of = this.#asked()
      if (this.#fed && sameParts(of, this.#fed.of)) return
      const fed = await feed(of[0], of[1], this.options.assets, of[2])
      if (sameParts(of, this.#asked())) this.#fed = { of, ...fed }
    }
  }

  #asked() {
    return [this.#document.data, this.#view, examplesHeld(this.#document)] as const
  }

  #publish(run: Run): void {
    const { run: shown, hidden } = this.practice.cover(this.#document, run)
    this.#whole = run
    this.#run = shown
    this.options.events.update(this.#writer.write(shown, this.examples, hidden))
  }
}

const sameParts = (a: readonly unknown[], b: readonly unknown[]) => a.every((part, i) => part === b[i])

function refused(run: Run, { code, message, hint }: DataError): Run {
  return { ...run, errors: [{ code, message, hint }, ...run.errors] }
}
