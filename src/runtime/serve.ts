/** @file Serving an engine over a message port: what the worker does, wherever it runs. */
import { expose, type Endpoint } from 'comlink'
import { guardExercise } from './exerciseGuard'
import { engineHost, type HostOptions } from './host'
import type { EventMessage } from './protocol'

export function serveEngine(endpoint: Endpoint, options: Omit<HostOptions, 'events'>): void {
  const tell = (message: EventMessage) => endpoint.postMessage(message)
  const host = engineHost({
    ...options,
    events: {
      update: (...args) => tell({ event: 'update', args }),
      training: (...args) => tell({ event: 'training', args }),
      study: (...args) => tell({ event: 'study', args }),
      kernels: (...args) => tell({ event: 'kernels', args }),
    },
  })
  expose(guardExercise(host), endpoint)
}
