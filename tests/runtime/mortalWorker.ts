/**
 * @file A worker that can be killed at any moment. It runs the real engine behind a real message port, in this process;
 * once dead it neither goes on (it never comes back from giving way) nor is heard (its port is closed).
 */
import type { Endpoint } from 'comlink'
import { DataError } from '../../src/data'
import { ops } from '../../src/ops'
import { serveEngine } from '../../src/runtime/serve'
import type { EngineWorker } from '../../src/runtime/workerClient'

export interface MortalOptions {
  /** Asked each time the engine gives way. `killed`: it dies there. `stuck`: it never comes back, and nobody is told. */
  readonly fate?: () => 'killed' | 'stuck' | null
  /** A clock of its own: time passes by looking at it, and while others have their turn. */
  readonly clock: { ms: number }
}

export function mortalWorker({ fate = () => null, clock }: MortalOptions): EngineWorker {
  const { port1, port2 } = new MessageChannel()
  let alive = true
  const end = () => {
    alive = false
    port1.close()
    port2.close()
  }
  const worker = {
    addEventListener: port1.addEventListener.bind(port1),
    removeEventListener: port1.removeEventListener.bind(port1),
    // Who is stuck does not read what is sent to him.
    postMessage: (message: unknown) => alive && port1.postMessage(message),
    onerror: null as ((event: unknown) => void) | null,
    terminate: end,
  }
  port1.start()
  serveEngine(port2 as unknown as Endpoint, {
    ops,
    assets: () => Promise.reject(new DataError('missing-file', 'No files here.', 'Use own data.')),
    now: () => (clock.ms += 1),
    giveWay: async () => {
      clock.ms += 60
      await new Promise((resolve) => setImmediate(resolve))
      const end_ = alive ? fate() : null
      if (end_) alive = false
      if (end_ === 'killed') {
        end()
        // As the browser tells it: some time later, and without a word of what was under way.
        setImmediate(() => worker.onerror?.({ message: 'killed', preventDefault() {} }))
      }
      if (!alive) await new Promise(() => {})
    },
  })
  return worker as unknown as EngineWorker
}
