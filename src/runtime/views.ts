/** @file From a run to what the page is told: summaries of what changed since the last one. */
import type { Run } from '../engine'
import { statistics, type Tensor } from '../tensor'
import {
  HEAD_LIMIT,
  OVERVIEW_LIMIT,
  type HiddenKeys,
  type RunUpdate,
  type TensorKind,
  type TensorView,
  type TraceEvent,
} from './protocol'
import { overviewOf } from './overview'

export const KINDS: readonly TensorKind[] = ['values', 'deltas', 'edges', 'gradients']

/** @param limit elements of the head; the overview has no more, in bytes. */
export function tensorView(tensor: Tensor, limit = HEAD_LIMIT): TensorView {
  const overview = overviewOf(tensor, limit, Math.min(limit, OVERVIEW_LIMIT))
  return {
    dtype: tensor.dtype,
    shape: tensor.shape,
    statistics: statistics(tensor),
    // slice, not subarray: a view over the whole buffer would be cloned whole on its way to the page.
    head: tensor.data.slice(0, limit),
    complete: tensor.data.length <= limit,
    ...(overview ? { overview } : {}),
  }
}

/** Remembers what the page has, and says what is new. Tensors are immutable, so the same object is the same content. */
export class UpdateWriter {
  #sent: Record<TensorKind, Map<string, Tensor>> = emptyRecord(() => new Map())
  #traceSignature = ''
  #revision = 0
  /** One tensor is often many things (the δ of a port with one consumer is its edge delta): summarise it once. */
  readonly #views = new WeakMap<Tensor, TensorView>()

  write(run: Run, examples: RunUpdate['examples'], hidden?: HiddenKeys): RunUpdate {
    const changed: Record<TensorKind, Record<string, TensorView>> = emptyRecord(() => ({}))
    const removed: Record<TensorKind, string[]> = emptyRecord(() => [])
    for (const kind of KINDS) {
      const now = run[kind]
      const before = this.#sent[kind]
      for (const key of before.keys()) if (!now.has(key)) removed[kind].push(key)
      for (const [key, tensor] of now) if (before.get(key) !== tensor) changed[kind][key] = this.#view(tensor)
      this.#sent[kind] = new Map(now)
    }
    const signature = signatureOf(run.trace)
    const same = signature === this.#traceSignature
    this.#traceSignature = signature
    return {
      revision: ++this.#revision,
      ...(this.#revision === 1 ? { fresh: true as const } : {}),
      changed,
      removed,
      ...(hidden ? { hidden } : {}),
      ...(same ? {} : { trace: run.trace }),
      blockedEdges: [...run.blockedEdges],
      loss: run.loss,
      objective: run.objective,
      errors: run.errors,
      examples,
    }
  }

  #view(tensor: Tensor): TensorView {
    let view = this.#views.get(tensor)
    if (!view) this.#views.set(tensor, (view = tensorView(tensor)))
    return view
  }
}

function signatureOf(trace: readonly TraceEvent[]): string {
  return trace
    .map((e) => `${e.kind} ${e.node} ${e.port} ${e.edge ?? ''} ${e.cost} ${e.terms?.join() ?? ''} ${e.formula}`)
    .join('\n')
}

function emptyRecord<T>(make: () => T): Record<TensorKind, T> {
  return { values: make(), deltas: make(), edges: make(), gradients: make() }
}
