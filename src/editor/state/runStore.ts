/**
 * @file Run state as the view sees it: tensors by key, and a cursor over the trace that says which of them
 * are known yet. Subscriptions are per key, so a step wakes only the edge and the node that it touches.
 */
import type { RunError, RunUpdate, TensorKind, TensorView, TraceEvent } from '../../runtime/protocol'

/**
 * What a node or edge may show:
 * `pending` not computed yet (never shown as 0) · `known` · `none` this key carries nothing (it does not
 * reach the objective) · `blocked` no gradient flows here, by the op's own word.
 */
export type Shown =
  | { readonly state: 'pending' | 'none' | 'blocked'; readonly view?: undefined }
  | { readonly state: 'known'; readonly view: TensorView }

const PENDING: Shown = { state: 'pending' }
const NONE: Shown = { state: 'none' }
const BLOCKED: Shown = { state: 'blocked' }

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
  readonly revision: number
}

type Listener = () => void

export class RunStore {
  #tensors: Record<TensorKind, Map<string, TensorView>> = { values: new Map(), deltas: new Map(), edges: new Map(), gradients: new Map() }
  /** Event index at which a key becomes known, by kind. */
  #when: Record<TensorKind, Map<string, number>> = { values: new Map(), deltas: new Map(), edges: new Map(), gradients: new Map() }
  /** Event indices at which the cached δ of a port is read. */
  #readsOf = new Map<string, number[]>()
  #blocked = new Set<string>()
  #shown: Record<TensorKind, Map<string, Shown>> = { values: new Map(), deltas: new Map(), edges: new Map(), gradients: new Map() }
  #keyListeners = new Map<string, Set<Listener>>()
  #listeners = new Set<Listener>()
  #summary: RunSummary = { trace: [], cursor: 0, forwardLength: 0, loss: null, objective: null, errors: [], examples: null, revision: 0 }

  /** Stable between changes: fit for useSyncExternalStore. */
  summary = (): RunSummary => this.#summary

  subscribe = (listener: Listener): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  subscribeKey(kind: TensorKind, key: string, listener: Listener): () => void {
    const id = `${kind} ${key}`
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

  update(update: RunUpdate): void {
    const touched: [TensorKind, string][] = []
    for (const kind of KINDS) {
      for (const key of update.removed[kind]) {
        this.#tensors[kind].delete(key)
        touched.push([kind, key])
      }
      for (const [key, view] of Object.entries(update.changed[kind])) {
        this.#tensors[kind].set(key, view)
        touched.push([kind, key])
      }
    }
    this.#blocked = new Set(update.blockedEdges)
    let { trace, cursor, forwardLength } = this.#summary
    if (update.trace) {
      const before = this.#summary
      trace = update.trace
      this.#index(trace)
      forwardLength = trace.findIndex((event) => event.phase === 'backward')
      if (forwardLength < 0) forwardLength = trace.length
      cursor = keepCursor(before, trace, forwardLength)
      this.#shown = { values: new Map(), deltas: new Map(), edges: new Map(), gradients: new Map() }
    } else for (const [kind, key] of touched) this.#shown[kind].delete(key)
    this.#summary = {
      trace,
      cursor,
      forwardLength,
      loss: update.loss,
      objective: update.objective,
      errors: update.errors,
      examples: update.examples,
      revision: update.revision,
    }
    if (update.trace) this.#wakeAll()
    else for (const [kind, key] of touched) this.#wake(kind, key)
    this.#tell()
  }

  /** Forget everything: another document was opened, and what it computes opens with its forward pass done. */
  clear(): void {
    this.#tensors = { values: new Map(), deltas: new Map(), edges: new Map(), gradients: new Map() }
    this.#shown = { values: new Map(), deltas: new Map(), edges: new Map(), gradients: new Map() }
    this.#blocked = new Set()
    this.#index([])
    this.#summary = { ...this.#summary, trace: [], cursor: 0, forwardLength: 0, loss: null, objective: null, errors: [], examples: null }
    this.#wakeAll()
    this.#tell()
  }

  /** Move the step cursor; wakes exactly the keys whose event lies between the old place and the new. */
  setCursor(to: number): void {
    const cursor = Math.max(0, Math.min(this.#summary.trace.length, Math.round(to)))
    const from = this.#summary.cursor
    if (cursor === from) return
    this.#summary = { ...this.#summary, cursor }
    for (let i = Math.min(from, cursor); i < Math.max(from, cursor); i++) {
      const event = this.#summary.trace[i]!
      const [kind, key] = keyOf(event)
      this.#shown[kind].delete(key)
      this.#wake(kind, key)
      for (const cache of event.fromCache) this.#wake('deltas', cache)
    }
    this.#tell()
  }

  #compute(kind: TensorKind, key: string): Shown {
    if (kind === 'edges' && this.#blocked.has(key)) return BLOCKED
    const when = this.#when[kind].get(key)
    const view = this.#tensors[kind].get(key)
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
      this.#when[kind].set(key, event.index)
      for (const cache of event.fromCache) {
        const list = this.#readsOf.get(cache)
        if (list) list.push(event.index)
        else this.#readsOf.set(cache, [event.index])
      }
    }
  }

  #wake(kind: TensorKind, key: string) {
    const set = this.#keyListeners.get(`${kind} ${key}`)
    if (set) for (const listener of set) listener()
  }

  #wakeAll() {
    for (const set of this.#keyListeners.values()) for (const listener of set) listener()
  }

  #tell() {
    for (const listener of this.#listeners) listener()
  }
}

const KINDS: readonly TensorKind[] = ['values', 'deltas', 'edges', 'gradients']

/** What an event makes known. */
export function keyOf(event: TraceEvent): [TensorKind, string] {
  switch (event.kind) {
    case 'value':
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
  const found = trace.findIndex((e) => e.kind === at.kind && e.node === at.node && e.port === at.port && e.edge === at.edge)
  return found >= 0 ? found + 1 : Math.min(before.cursor, trace.length)
}
