/** @file The engine's worker. Everything it needs arrives by message or from its own origin. */
import type { Endpoint } from 'comlink'
import { fetchAssets } from '../data'
import { memoryBudget } from '../engine'
import { ops } from '../ops'
import { browserShelf } from './dataShelf'
import { isShardThread, pageThreads, serveShards } from './pageThreads'
import { serveEngine } from './serve'

// A message to oneself comes after the messages that are already waiting; timers would be clamped to 4 ms.
const { port1, port2 } = new MessageChannel()
const waiting: (() => void)[] = []
port1.onmessage = () => waiting.shift()?.()

/** GiB, rounded by the browser; only some browsers tell. A page cannot hold much more than 2 GiB. */
const { deviceMemory } = self.navigator as Navigator & { readonly deviceMemory?: number }

const options = {
  ops,
  threads: pageThreads,
  // The worker's own address is inside assets/; the data lie beside that folder.
  assets: fetchAssets(new URL(import.meta.env.DEV ? '/' : '..', self.location.href)),
  shelf: browserShelf(),
  giveWay: () =>
    new Promise<void>((resolve) => {
      waiting.push(resolve)
      port2.postMessage(null)
    }),
  now: () => performance.now(),
  sleep: (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms)),
  memoryBudget: memoryBudget(deviceMemory && deviceMemory * 2 ** 30, 2 ** 31),
}

if (isShardThread()) serveShards()
else serveEngine(self as unknown as Endpoint, options)
