/** @file The page's handle on the reader: one worker for as long as somebody is bringing something. */
import { releaseProxy, wrap, type Remote } from 'comlink'
import type { Reading } from './reader.worker'

export interface Reader {
  readonly ask: Remote<Reading>
  end(): void
}

export function openReader(): Reader {
  const worker = new Worker(new URL('./reader.worker.ts', import.meta.url), { type: 'module' })
  const ask = wrap<Reading>(worker)
  return {
    ask,
    end() {
      ask[releaseProxy]()
      worker.terminate()
    },
  }
}
