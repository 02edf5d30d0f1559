/**
 * @file The engine in a Web Worker. A worker that dies, or does not stop training when it is told to, is replaced:
 * the new one gets the document, takes training up where it was, and is asked again what is still unanswered.
 */
import { releaseProxy, wrap, type Endpoint } from 'comlink'
import type { Patch } from 'immer'
import type { GraphDocument, StoredTensor } from '../graph'
import { createKernelPast } from './kernelPast'
import { createListeners } from './listeners'
import type { KernelMoment } from './lookTypes'
import { pausedAt } from './pausedAt'
import { CALLS, type EngineApi, type EngineClient, type EventMessage, type TrainingCheckpoint } from './protocol'
import { computes, isTrainersWord } from './trainersWord'

/** What the client needs of a Worker. */
export type EngineWorker = Endpoint & Pick<Worker, 'terminate' | 'onerror'>

export interface WorkerClientOptions {
  /** Starts a fresh worker. */
  readonly spawn: () => EngineWorker
  /** The document as it stands: what a new worker is given when one has died. */
  readonly document: () => GraphDocument
  /** Told when a worker had to be replaced, in words. */
  readonly onRestart?: (message: string) => void
  /** Training has to answer a pause within this time, ms (80: what is left of 100 is for the page); else the worker is in the middle of something long, and is replaced. */
  readonly patience?: number
}

/** A document at which the worker dies every time must not keep the machine busy for ever. */
const MOST_DEATHS_IN_A_ROW = 6

type Name = keyof EngineApi
type AnyCall = (...args: readonly unknown[]) => Promise<unknown>

interface Pending {
  readonly name: Name
  readonly args: readonly unknown[]
  readonly resolve: (value: unknown) => void
  readonly reject: (reason: unknown) => void
}

export function createWorkerClient({ spawn, document, onRestart, patience = 80 }: WorkerClientOptions): EngineClient {
  const { emit, on } = createListeners()
  const unanswered = new Set<Pending>()
  /** null after too many deaths in a row, until something is asked again. */
  let link: ReturnType<typeof start> | null = null
  let disposed = false
  let deaths = 0
  let checkpoint: TrainingCheckpoint | null = null
  let trained: Readonly<Record<string, StoredTensor>> | null = null
  const past = createKernelPast()
  /** What was asked to be looked at last. */
  let view: { readonly name: Name; readonly args: readonly unknown[] } | null = null
  let hidden: readonly unknown[] | null = null
  /** Data that only the worker's memory holds, by id: where the browser stores nothing, the next worker gets them from here. */
  const kept = new Map<string, readonly unknown[]>()

  on('training', (progress, given) => {
    if (given !== undefined) checkpoint = given
    if (progress.parameters) trained = progress.parameters
    // What started this run is answered by its end, even if the worker dies before it says so.
    if (progress.status !== 'running') settle(left('training'))
  })

  on('kernels', past.hear)

  function start() {
    const worker = spawn()
    const remote = wrap<EngineApi>(worker)
    const mine = () => link?.worker === worker
    worker.onerror = (event) => {
      event.preventDefault()
      if (mine()) replace(event.message || 'it stopped')
    }
    worker.addEventListener('message', (message) => {
      const { event, args } = ((message as MessageEvent).data ?? {}) as Partial<EventMessage>
      if (event && mine()) (emit[event] as (...args: readonly unknown[]) => void)(...args!)
    })
    return {
      worker,
      ask: remote as unknown as Record<Name, AnyCall>,
      /** False while a new worker is being told where things stand: all but changes of the document has to wait. */
      ready: true,
      end: () => remote[releaseProxy](),
    }
  }

  const left = (kind: (typeof CALLS)[Name]) => [...unanswered].filter(({ name }) => CALLS[name] === kind)

  function settle(calls: readonly Pending[]) {
    for (const pending of calls) {
      unanswered.delete(pending)
      pending.resolve(undefined)
    }
  }

  function refuse(calls: readonly Pending[], reason: unknown) {
    for (const pending of calls) {
      unanswered.delete(pending)
      pending.reject(reason)
    }
  }

  function send(pending: Pending) {
    link!.ask[pending.name](...pending.args).then(
      (value) => {
        deaths = 0
        unanswered.delete(pending)
        pending.resolve(value)
      },
      (reason: unknown) => refuse([pending], reason),
    )
  }

  function call(name: Name, args: readonly unknown[]): Promise<unknown> {
    return new Promise((resolve, reject) => {
      const pending = { name, args, resolve, reject }
      unanswered.add(pending)
      if (!link) revive()
      else if (link.ready || CALLS[name] === 'document') send(pending)
      if (name !== 'pauseTraining') return
      if (!link!.ready) return halt()
      setTimeout(() => {
        if (!disposed && unanswered.has(pending) && left('training').length) replace(null)
      }, patience)
    })
  }

  /** @param why in words; null when the worker is replaced only because it did not stop in time. */
  function replace(why: string | null) {
    if (disposed) return
    link?.worker.terminate()
    link = null
    if (why !== null && ++deaths >= MOST_DEATHS_IN_A_ROW) {
      const problem = new Error(`The engine stopped ${deaths} times in a row (${why}).`)
      deaths = 0
      onRestart?.(`${problem.message} Undo the last change or make the graph smaller; the engine then starts again.`)
      return refuse([...unanswered], problem)
    }
    if (why !== null) onRestart?.(`The engine was restarted (${why}). Your graph is as you left it.`)
    revive()
    if (left('pause').length) halt()
  }

  /** While no engine is at work: training is stopped by not being asked for again. */
  function halt() {
    const stopped = left('training').length > 0
    settle([...left('training'), ...left('pause')])
    if (stopped && checkpoint) emit.training(pausedAt(checkpoint))
  }

  /** A new worker: gets the document and the run of training, and is asked again what is still unanswered. */
  function revive() {
    const fresh = (link = start())
    fresh.ready = false
    const covered = left('document')
    const { ask } = fresh
    Promise.all([...kept.values()].map((args) => ask.keepData(...args)))
      .then(() => ask.open(document()))
      .then(
        () => settle(covered),
        (reason: unknown) => refuse(covered, reason),
      )
      .then(() => hidden && ask.showHidden(...hidden))
      .then(() => view && ask[view.name](...view.args))
      .then(
        () => settle(left('view')),
        (reason: unknown) => refuse(left('view'), reason),
      )
      .then(() => checkpoint && ask.restoreTraining(checkpoint))
      .catch(() => (checkpoint = null))
      // An exercise may refuse it; then there is no past to be looked at.
      .then(() => {
        const moments = past.until(checkpoint?.at.step ?? Infinity)
        return moments.length ? ask.lookRemember(moments).catch(() => {}) : null
      })
      .then(() => {
        deaths = 0
        fresh.ready = true
        left('training').forEach(send)
        left('question').forEach(send)
      })
      .catch(() => {})
  }

  /** What a new worker will have to be told is noted before the call is made. */
  function note(name: Name, args: readonly unknown[]) {
    if (name === 'open') {
      view = hidden = checkpoint = null
      past.hear(null)
    }
    if (name === 'showHidden') hidden = args
    if (name === 'lookRemember') past.remember(args[0] as readonly KernelMoment[])
    if (name === 'restoreTraining') checkpoint = args[0] as TrainingCheckpoint
    if (name === 'dropData') kept.delete(String(args[0]))
    if (name === 'showExamples' || name === 'showDrawing') view = { name, args }
    if (name !== 'apply') return
    const patches = args[0] as readonly Patch[]
    // The trained parameters coming back are no news to the trainer; any other change ends its run.
    if (!computes(patches) || isTrainersWord(patches, trained)) return
    checkpoint = null
    // What a drawing feeds may be fed by something else now; a new worker shows the examples again.
    if (view?.name === 'showDrawing') view = null
  }

  async function keep(args: readonly unknown[]) {
    const { id } = (args[0] as Parameters<EngineApi['keepData']>[0]).info
    kept.set(id, args)
    const answer = (await call('keepData', args)) as Awaited<ReturnType<EngineApi['keepData']>>
    if (answer.durable) kept.delete(id)
    return answer
  }

  /** The page hears where the run stands, as it does after a pause. */
  async function restore(args: readonly unknown[]) {
    const given = args[0] as TrainingCheckpoint
    try {
      await call('restoreTraining', args)
    } catch (problem) {
      checkpoint = null
      throw problem
    }
    emit.training(pausedAt(given))
  }

  const names = Object.keys(CALLS) as Name[]
  const calls = Object.fromEntries(
    names.map((name) => [
      name,
      (...args: readonly unknown[]) => {
        note(name, args)
        if (name === 'keepData') return keep(args)
        return name === 'restoreTraining' ? restore(args) : call(name, args)
      },
    ]),
  ) as unknown as EngineApi

  link = start()
  return {
    ...calls,
    on,
    dispose() {
      disposed = true
      link?.end()
      link?.worker.terminate()
    },
  }
}
