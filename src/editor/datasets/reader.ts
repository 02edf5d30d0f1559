/** @file The page's handle on the reader: one worker for as long as somebody is bringing something. */
import { releaseProxy, wrap, type Remote } from 'comlink'
import type { Reading } from './reader.worker'

export interface Reader {
  readonly ask: Remote<Reading>
  /** Rejects when the worker cannot be loaded, or dies: then nothing that was asked is ever answered. */
  readonly failed: Promise<never>
  end(): void
}

export function openReader(): Reader {
  const worker = new Worker(new URL('./reader.worker.ts', import.meta.url), { type: 'module' })
  const ask = wrap<Reading>(worker)
  const failed = new Promise<never>((_, reject) => {
    worker.addEventListener('error', (event) => {
      event.preventDefault()
      reject(new Error(event.message ? `the reader ended (${event.message}).` : 'the reader could not be loaded.'))
    })
  })
  // Who asks nothing at that time need not hear of it.
  failed.catch(() => undefined)
  return {
    ask,
    failed,
    end() {
      ask[releaseProxy]()
      worker.terminate()
    },
  }
}
