/** @file The engine's worker. Everything it needs arrives by message or from its own origin. */
import { expose } from 'comlink'
import { fetchAssets } from '../data'
import { ops } from '../ops'
import type { WorkerSurface } from './client'
import { EngineHost } from './host'
import type { EngineEvents } from './protocol'

let events: EngineEvents | null = null

// A message to oneself comes after the messages that are already waiting; timers would be clamped to 4 ms.
const { port1, port2 } = new MessageChannel()
const waiting: (() => void)[] = []
port1.onmessage = () => waiting.shift()?.()

const host = new EngineHost({
  ops,
  // The worker's own address is inside assets/; the data lie beside that folder.
  assets: fetchAssets(new URL(import.meta.env.DEV ? '/' : '..', self.location.href)),
  events: {
    update: (update) => events?.update(update),
    training: (progress) => events?.training(progress),
  },
  giveWay: () =>
    new Promise((resolve) => {
      waiting.push(resolve)
      port2.postMessage(null)
    }),
  now: () => performance.now(),
})

const surface: WorkerSurface = {
  connect(given) {
    events = given
  },
  open: (document) => host.open(document),
  apply: (patches) => host.apply(patches),
  tensor: (kind, key) => host.tensor(kind, key),
  localDerivative: (edge) => host.localDerivative(edge),
  showExamples: (first, count) => host.showExamples(first, count),
  startTraining: (settings) => host.startTraining(settings),
  pauseTraining: () => host.pauseTraining(),
  stepTraining: (settings) => host.stepTraining(settings),
  resetTraining: () => host.resetTraining(),
}
expose(surface)
