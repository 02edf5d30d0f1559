/** @file The editor's services, handed down once from the composition root, and the hooks that read them. */
import { createContext, useCallback, useContext, useSyncExternalStore } from 'react'
import { useStore } from 'zustand'
import type { EngineClient, TensorKind } from '../../runtime/protocol'
import type { DocumentState, DocumentStore } from './documentStore'
import type { RunStore, RunSummary, Shown } from './runStore'
import type { TrainingState, TrainingStore } from './trainingStore'
import type { Turns } from './turns'
import type { ViewState, ViewStore } from './viewStore'

export interface EditorServices {
  readonly client: EngineClient
  readonly documents: DocumentStore
  readonly run: RunStore
  readonly view: ViewStore
  readonly training: TrainingStore
  /** Frames, for what is dear to draw. */
  readonly turns: Turns
}

export const ServicesContext = createContext<EditorServices | null>(null)

export function useServices(): EditorServices {
  const services = useContext(ServicesContext)
  if (!services) throw new Error('The editor is used outside of its ServicesContext.')
  return services
}

export function useDocument<T>(selector: (state: DocumentState) => T): T {
  return useStore(useServices().documents, selector)
}

export function useView<T>(selector: (state: ViewState) => T): T {
  return useStore(useServices().view, selector)
}

export function useTraining<T>(selector: (state: TrainingState) => T): T {
  return useStore(useServices().training, selector)
}

/** What a key may show now; wakes only when this key changes. */
export function useShown(kind: TensorKind, key: string): Shown {
  const { run } = useServices()
  const subscribe = useCallback((listener: () => void) => run.subscribeKey(kind, key, listener), [run, kind, key])
  return useSyncExternalStore(subscribe, () => run.shown(kind, key))
}

/** A piece of the run's summary; `select` must return something stable. */
export function useRun<T>(select: (summary: RunSummary) => T): T {
  const { run } = useServices()
  return useSyncExternalStore(run.subscribe, () => select(run.summary()))
}

/** How often the cached δ of a port was read so far. */
export function useReuses(portKey: string): number {
  const { run } = useServices()
  const subscribe = useCallback((listener: () => void) => run.subscribeKey('deltas', portKey, listener), [run, portKey])
  return useSyncExternalStore(subscribe, () => run.reuses(portKey))
}
