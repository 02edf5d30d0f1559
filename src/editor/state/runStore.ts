/**
 * @file Run state as the view sees it: tensors by key, and a cursor over the trace that says which of them
 * are known yet. Subscriptions are per key, so a step wakes only the edge and the node that it touches.
 */
import type { RecordedFrame, RunError, RunUpdate, TensorKind, TensorView, TraceEvent } from '../../runtime/protocol'
import { PacedWaking } from './pacedWaking'
import type { RecordedPlace } from './recordedPlace'
import { Turns } from './turns'

/**
 * What a node or edge may show:
 * `pending` not computed yet (never shown as 0) · `known` · `none` this key carries nothing (it does not
 * reach the objective) · `blocked` no gradient flows here, by the op's own word · `hidden` an exercise asks for it.
 */
export type Shown =
  | { readonly state: 'pending' | 'none' | 'blocked' | 'hidden'; readonly view?: undefined }
  | { readonly state: 'known'; readonly view: TensorView }

const PENDING: Shown = { state: 'pending' }
const NONE: Shown = { state: 'none' }
const BLOCKED: Shown = { state: 'blocked' }
const HIDDEN: Shown = { state: 'hidden' }

export interface RunSummary {
  readonly trace: readonly TraceEvent[]
  /** Events done, 0 … trace.length; the event under the cursor is `trace[cursor - 1]`. */
  readonly cursor: number
  /** How many events the forward pass has: they come first. */
  readonly forwardLength: number
  readonly loss: number | null
  readonly objective: string | null
  readonly errors: readonly RunError[]
  readonly examples: RunUpdate['examples']
  /** Counts what was shown here: it never comes twice, also where another document or a new engine counts from 1 again. */
  readonly revision: number
  /** Whether the engine has told anything about this document yet. */
  readonly answered: boolean
  /** Where in a recording this step stands; null: the graph as it is now. */
  readonly recorded: RecordedPlace | null
}

type Listener = () => void

const NO_RUN: RunSummary = {
  trace: [],
  cursor: 0,
  forwardLength: 0,
  loss: null,
  objective: null,
  errors: [],
  examples: null,
  revision: 0,
  answered: false,
  recorded: null,
}

export class RunStore {
  #tensors: Record<TensorKind, Map<string, TensorView>> = emptyMaps()
  /** Event index at which a key becomes known, by kind. */
  #when: Record<TensorKind, Map<string, number>> = {
    values: new Map(),
    deltas: new Map(),
    edges: new Map(),
    gradients: new Map(),
  }
  /** Event indices at which the cached δ of a port is read. */
  #readsOf = new Map<string, number[]>()
  #blocked = new Set<string>()
  /** Of a recorded step: event index of each parameter's update, and the parameter after it. */
  #moved = new Map<string, { readonly at: number; readonly view: TensorView | undefined }>()
  /** The graph as it is now, set aside while a recorded step is shown. */
  #live: {
    readonly tensors: Record<TensorKind, Map<string, TensorView>>
    readonly blocked: Set<string>
    readonly summary: RunSummary
  } | null = null
  #hidden: RunUpdate['hidden']
  #shown: Record<TensorKind, Map<string, Shown>> = {
    values: new Map(),
    deltas: new Map(),
    edges: new Map(),
    gradients: new Map(),
  }
  #keyListeners = new Map<string, Set<Listener>>()
  readonly #waking: PacedWaking
  #listeners = new Set<Listener>()
  #summary = NO_RUN

  /** @param turns the frames in which listeners may be told; without any they are told at once. */
  constructor(private readonly turns = new Turns()) {
    this.#waking = new PacedWaking((id) => {
      for (const listener of this.#keyListeners.get(id) ?? []) listener()
    }, turns)
  }

  /** Stable between changes: fit for useSyncExternalStore. */
  summary = (): RunSummary => this.#summary

  subscribe = (listener: Listener): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  subscribeKey(kind: TensorKind, key: string, listener: Listener): () => void {
    const id = idOf(kind, key)
    let set = this.#keyListeners.get(id)
    if (!set) this.#keyListeners.set(id, (set = new Set()))
    set.add(listener)
    return () => {
      set.delete(listener)
      if (!set.size) this.#keyListeners.delete(id)
    }
  }

  /** Stable between changes of this key. */
  shown(kind: TensorKind, key: string): Shown {
    const cached = this.#shown[kind].get(key)
    if (cached) return cached
    const fresh = this.#compute(kind, key)
    this.#shown[kind].set(key, fresh)
    return fresh
  }

  /** The tensor behind a key whether or not the cursor has reached it. */
  tensor(kind: TensorKind, key: string): TensorView | undefined {
    return this.#tensors[kind].get(key)
  }

  /** Whether an exercise keeps some of them back. */
  get hidesNumbers(): boolean {
    return KINDS.some((kind) => this.#hidden?.[kind].length)
  }

  /** How often the cached δ of a port has been read up to the cursor. */
  reuses(portKey: string): number {
    const at = this.#readsOf.get(portKey)
    if (!at) return 0
    let n = 0
    for (const index of at) if (index < this.#summary.cursor) n++
    return n
  }

  /** The event that made a key, if the trace has one. */
  eventOf(kind: TensorKind, key: string): TraceEvent | undefined {
    const index = this.#when[kind].get(key)
    return index === undefined ? undefined : this.#summary.trace[index]
  }

  /** A parameter after the update of the recorded step, whether or not the cursor has reached it. */
  after(key: string): TensorView | undefined {
    return this.#moved.get(key)?.view
  }

  /** Shows a recorded step instead of the graph as it is now. @param cursor events done in that step. */
  showRecorded(frame: RecordedFrame, recorded: RecordedPlace, cursor: number): void {
    this.#live ??= { tensors: this.#tensors, blocked: this.#blocked, summary: this.#summary }
    const tensors = emptyMaps<TensorView>()
    for (const kind of KINDS)
      for (const [key, view] of Object.entries(frame.views[kind]))
        if (!this.#hidden?.[kind].includes(key)) tensors[kind].set(key, view)
    const { blockedEdges, ...run } = frame.run
    const { revision } = this.#summary
    this.#show(
      tensors,
      new Set(blockedEdges),
      { ...this.#summary, ...run, trace: frame.trace, cursor, revision: revision + 1, recorded },
      frame.after,
    )
  }

  /** The place that was asked for last, while its step is still on its way. */
  aim(position: number): void {
    const { recorded } = this.#summary
    if (!recorded) return
    this.#summary = { ...this.#summary, recorded: { ...recorded, position } }
    this.#tell()
  }

  /** Back to the graph as it is now. */
  leaveRecorded(): void {
    const live = this.#live
    if (!live) return
    this.#live = null
    this.#show(live.tensors, live.blocked, { ...live.summary, revision: this.#summary.revision + 1 })
  }

  #show(
    tensors: Record<TensorKind, Map<string, TensorView>>,
    blocked: Set<string>,
    summary: RunSummary,
    after: RecordedFrame['after'] = {},
  ) {
    this.#tensors = tensors
    this.#blocked = blocked
    const trace = summary.trace
    if (trace !== this.#summary.trace) this.#index(trace)
    this.#moved = new Map(
      trace.flatMap((event) =>
        event.kind === 'update' ? [[keyOf(event)[1], { at: event.index, view: after[keyOf(event)[1]] }] as const] : [],
      ),
    )
    this.#shown = emptyMaps()
    this.#summary = { ...summary, forwardLength: forwardLengthOf(trace) }
    this.#wakeAll()
    this.#tell()
  }

  update(update: RunUpdate): void {
    // News of the graph itself: whoever looks at a recording would see numbers of another graph.
    this.leaveRecorded()
    const touched: [TensorKind, string][] = []
    for (const kind of KINDS) {
      const gone = update.fresh ? [...this.#tensors[kind].keys()].filter((key) => !(key in update.changed[kind])) : []
      for (const key of [...update.removed[kind], ...gone]) {
        this.#tensors[kind].delete(key)
        touched.push([kind, key])
      }
      for (const [key, view] of Object.entries(update.changed[kind])) {
        this.#tensors[kind].set(key, view)
        touched.push([kind, key])
      }
    }
    this.#blocked = new Set(update.blockedEdges)
    this.#hidden = update.hidden
    let { trace, cursor, forwardLength } = this.#summary
    if (update.trace) {
      const before = this.#summary
      trace = update.trace
      this.#index(trace)
      forwardLength = forwardLengthOf(trace)
      cursor = keepCursor(before, trace, forwardLength)
      this.#shown = { values: new Map(), deltas: new Map(), edges: new Map(), gradients: new Map() }
    } else for (const [kind, key] of touched) this.#shown[kind].delete(key)
    this.#summary = {
      trace,
      cursor,
      forwardLength,
      loss: update.loss,
      objective: update.objective,
      errors: kept(this.#summary.errors, update.errors),
      examples: kept(this.#summary.examples, update.examples),
      revision: this.#summary.revision + 1,
      answered: true,
      recorded: null,
    }
    if (update.trace) this.#wakeAll()
    else this.#wake(touched.map(([kind, key]) => idOf(kind, key)))
    // Cards and wires are told by key; whoever hears of the whole can wait for a frame.
    this.turns.take(this, () => this.#tell())
  }

  /** Forget everything: another document was opened, and what it computes opens with its forward pass done. */
  clear(): void {
    this.#live = null
    this.#moved = new Map()
    this.#tensors = { values: new Map(), deltas: new Map(), edges: new Map(), gradients: new Map() }
    this.#shown = { values: new Map(), deltas: new Map(), edges: new Map(), gradients: new Map() }
    this.#blocked = new Set()
    this.#hidden = undefined
    this.#index([])
    this.#summary = { ...NO_RUN, revision: this.#summary.revision + 1 }
    this.#wakeAll()
    this.#tell()
  }

  /** Move the step cursor; wakes exactly the keys whose event lies between the old place and the new. */
  setCursor(to: number): void {
    const cursor = Math.max(0, Math.min(this.#summary.trace.length, Math.round(to)))
    const from = this.#summary.cursor
    if (cursor === from) return
    this.#summary = { ...this.#summary, cursor }
    const touched: string[] = []
    for (let i = Math.min(from, cursor); i < Math.max(from, cursor); i++) {
      const event = this.#summary.trace[i]!
      const [kind, key] = keyOf(event)
      this.#shown[kind].delete(key)
      touched.push(idOf(kind, key), ...event.fromCache.map((cache) => idOf('deltas', cache)))
    }
    this.#wake(touched)
    this.#tell()
  }

  #compute(kind: TensorKind, key: string): Shown {
    if (kind === 'edges' && this.#blocked.has(key)) return BLOCKED
    if (this.#hidden?.[kind].includes(key)) return HIDDEN
    const when = this.#when[kind].get(key)
    const moved = kind === 'values' ? this.#moved.get(key) : undefined
    const view = moved?.view && moved.at < this.#summary.cursor ? moved.view : this.#tensors[kind].get(key)
    // Implicit parameters have no event: their values are there from the start.
    if (when === undefined) return view && kind === 'values' ? { state: 'known', view } : NONE
    if (when >= this.#summary.cursor || !view) return PENDING
    return { state: 'known', view }
  }

  #index(trace: readonly TraceEvent[]) {
    this.#when = { values: new Map(), deltas: new Map(), edges: new Map(), gradients: new Map() }
    this.#readsOf = new Map()
    for (const event of trace) {
      const [kind, key] = keyOf(event)
      if (event.kind !== 'update') this.#when[kind].set(key, event.index)
      for (const cache of event.fromCache) {
        const list = this.#readsOf.get(cache)
        if (list) list.push(event.index)
        else this.#readsOf.set(cache, [event.index])
      }
    }
  }

  /** Only keys that somebody looks at take part, so what is off the screen costs no time. */
  #wake(ids: readonly string[]) {
    this.#waking.add(ids.filter((id) => this.#keyListeners.has(id)))
  }

  #wakeAll() {
    this.#waking.add(this.#keyListeners.keys())
  }

  #tell() {
    this.turns.leave(this)
    for (const listener of this.#listeners) listener()
  }
}

/** News come as copies: what says the same stays the same object, so that nobody draws it again. */
const kept = <T>(before: T, now: T): T => (JSON.stringify(before) === JSON.stringify(now) ? before : now)

const idOf = (kind: TensorKind, key: string) => `${kind} ${key}`

const KINDS: readonly TensorKind[] = ['values', 'deltas', 'edges', 'gradients']

const emptyMaps = <T>(): Record<TensorKind, Map<string, T>> => ({
  values: new Map(),
  deltas: new Map(),
  edges: new Map(),
  gradients: new Map(),
})

/** Events before the backward pass. */
function forwardLengthOf(trace: readonly TraceEvent[]): number {
  const found = trace.findIndex((event) => event.phase === 'backward')
  return found < 0 ? trace.length : found
}

/** What an event makes known; an update: the parameter that it moves. */
export function keyOf(event: TraceEvent): [TensorKind, string] {
  switch (event.kind) {
    case 'value':
    case 'update':
      return ['values', `${event.node}.${event.port}`]
    case 'accumulate':
      return ['deltas', `${event.node}.${event.port}`]
    case 'edge-delta':
      return ['edges', event.edge!]
    case 'parameter-gradient':
      return ['gradients', `${event.node}.${event.port}`]
  }
}

/**
 * Where the cursor goes when the trace changes under it: the end stays the end, the end of the forward pass stays
 * that, else it follows its event. A first trace opens with the forward pass done.
 */
function keepCursor(before: RunSummary, trace: readonly TraceEvent[], forwardLength: number): number {
  if (!before.trace.length || before.cursor === before.forwardLength) return forwardLength
  if (before.cursor === before.trace.length) return trace.length
  if (before.cursor === 0) return 0
  const at = before.trace[before.cursor - 1]!
  const found = trace.findIndex(
    (e) => e.kind === at.kind && e.node === at.node && e.port === at.port && e.edge === at.edge,
  )
  return found >= 0 ? found + 1 : Math.min(before.cursor, trace.length)
}
