/** @file Threads of Node for data-parallel training. A thread runs the same bundle, and does nothing but its shard. */
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads'
import { ops } from '../ops'
import { shardServer, type ShardThread } from '../train'

const ROLE = 'gradwire shard'

/** Whether this process was started as a thread of another. */
export const isShardThread = () => !isMainThread && workerData === ROLE

/** A thread's whole life: says that it is there, and serves whoever sets it up. */
export function serveShards(): void {
  const port = parentPort!
  port.on(
    'message',
    shardServer(ops, (result) => port.postMessage(result)),
  )
  port.postMessage('ready')
}

/** Starts threads, and resolves when all of them are there. @param program the bundle, which calls `serveShards`. */
export function openThreads(count: number, program: URL): Promise<ShardThread[]> {
  return Promise.all(
    Array.from({ length: count }, async () => {
      const worker = new Worker(program, { workerData: ROLE })
      await new Promise<void>((resolve, reject) => {
        worker.once('message', () => resolve())
        worker.once('error', reject)
      })
      return {
        post: (message) => worker.postMessage(message),
        // Node shares memory, so no thread ever answers by message.
        listen: () => undefined,
        stop: () => void worker.terminate(),
      }
    }),
  )
}
