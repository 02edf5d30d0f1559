/** @file Threads of the page: workers of the engine's worker. A thread runs the same file, and does nothing but its shard. */
import { ops } from '../ops'
import { shardServer, type ShardResult, type ShardThread } from '../train'
import type { ThreadSource } from './threadPool'

const ROLE = 'gradwire shard'

/** Whether this worker was started as a thread of another. */
export const isShardThread = () => self.name === ROLE

/** A thread's whole life: says that it is there, and serves whoever sets it up. */
export function serveShards(): void {
  const scope = self as unknown as { postMessage(message: unknown, transfer?: ArrayBuffer[]): void }
  const serve = shardServer(ops, (result, transfer) => scope.postMessage(result, transfer))
  self.onmessage = ({ data }: MessageEvent) => serve(data)
  scope.postMessage('ready')
}

export const pageThreads: ThreadSource = {
  // Only an isolated page may share memory; elsewhere numbers go as messages.
  sharing: self.crossOriginIsolated,
  async open(): Promise<ShardThread> {
    const worker = new Worker(self.location.href, { type: 'module', name: ROLE })
    await new Promise<void>((resolve, reject) => {
      worker.onmessage = () => resolve()
      worker.onerror = (event) => {
        event.preventDefault()
        reject(new Error(event.message || 'A thread could not be started.'))
      }
    })
    return {
      post: (message, transfer = []) => worker.postMessage(message, transfer),
      listen: (listener) => {
        worker.onmessage = ({ data }: MessageEvent<ShardResult>) => listener(data)
      },
      stop: () => worker.terminate(),
    }
  },
}
