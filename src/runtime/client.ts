/** @file The page's handle on the engine: one interface, served by a worker or in process. */
import { proxy, releaseProxy, wrap } from 'comlink'
import type { Patch } from 'immer'
import type { GraphDocument, TrainingSettings } from '../graph'
import type { EngineApi, EngineClient, EngineEvents, TensorKind } from './protocol'

/** What a worker exposes: the API, and a place to hang the events. */
export interface WorkerSurface extends EngineApi {
  connect(events: EngineEvents): void
}

export interface WorkerClientOptions {
  /** Starts a fresh worker. */
  readonly spawn: () => Worker
  /** The document as it stands: what a new worker is given when one has died. */
  readonly document: () => GraphDocument
  /** Told when a worker had to be replaced, in words. */
  readonly onRestart?: (message: string) => void
}

/** The engine in a Web Worker. A worker that dies is replaced and given the document again; nothing is lost. */
export function createWorkerClient({ spawn, document, onRestart }: WorkerClientOptions): EngineClient {
  const listeners = createListeners()
  let link = start()
  let disposed = false

  function start() {
    const worker = spawn()
    const remote = wrap<WorkerSurface>(worker)
    worker.onerror = (event) => {
      event.preventDefault()
      restart(event.message || 'the engine stopped')
    }
    void remote.connect(proxy(listeners.emit))
    return { worker, remote }
  }

  function restart(why: string) {
    if (disposed) return
    link.worker.terminate()
    link = start()
    onRestart?.(`The engine was restarted (${why}). Your graph is as you left it.`)
    void link.remote.open(document())
  }

  return {
    open: (doc) => link.remote.open(doc),
    apply: (patches) => link.remote.apply(patches as Patch[]),
    tensor: (kind: TensorKind, key: string) => link.remote.tensor(kind, key),
    localDerivative: (edge: string) => link.remote.localDerivative(edge),
    showExamples: (first, count) => link.remote.showExamples(first, count),
    startTraining: (settings: TrainingSettings) => link.remote.startTraining(settings),
    pauseTraining: () => link.remote.pauseTraining(),
    stepTraining: (settings: TrainingSettings) => link.remote.stepTraining(settings),
    resetTraining: () => link.remote.resetTraining(),
    on: listeners.on,
    dispose() {
      disposed = true
      link.remote[releaseProxy]()
      link.worker.terminate()
    },
  }
}

/** The same in process: for tests and the command line. */
export function createInProcessClient(make: (events: EngineEvents) => EngineApi): EngineClient {
  const listeners = createListeners()
  const host = make(listeners.emit)
  return {
    open: (document) => host.open(document),
    apply: (patches) => host.apply(patches),
    tensor: (kind, key) => host.tensor(kind, key),
    localDerivative: (edge) => host.localDerivative(edge),
    showExamples: (first, count) => host.showExamples(first, count),
    startTraining: (settings) => host.startTraining(settings),
    pauseTraining: () => host.pauseTraining(),
    stepTraining: (settings) => host.stepTraining(settings),
    resetTraining: () => host.resetTraining(),
    on: listeners.on,
    dispose() {},
  }
}

function createListeners() {
  const sets: { [E in keyof EngineEvents]: Set<EngineEvents[E]> } = { update: new Set(), training: new Set() }
  const emit: EngineEvents = {
    update: (update) => sets.update.forEach((listener) => listener(update)),
    training: (progress) => sets.training.forEach((listener) => listener(progress)),
  }
  const on: EngineClient['on'] = (event, listener) => {
    const set = sets[event] as Set<typeof listener>
    set.add(listener)
    return () => set.delete(listener)
  }
  return { emit, on }
}
