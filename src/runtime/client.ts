/** @file The page's handle on the engine: one interface, served by a worker or in process. */
import { guardExercise } from './exerciseGuard'
import { createListeners } from './listeners'
import { CALLS, type EngineApi, type EngineClient, type EngineEvents } from './protocol'

export { createWorkerClient, type WorkerClientOptions } from './workerClient'

/** The engine in process: for tests and the command line. */
export function createInProcessClient(make: (events: EngineEvents) => EngineApi): EngineClient {
  const { emit, on } = createListeners()
  const host = guardExercise(make(emit))
  const names = Object.keys(CALLS) as (keyof EngineApi)[]
  const calls = Object.fromEntries(
    names.map((name) => [name, (...args: never[]) => (host[name] as (...args: never[]) => unknown)(...args)]),
  ) as unknown as EngineApi
  return { ...calls, on, dispose() {} }
}
