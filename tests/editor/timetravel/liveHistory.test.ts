import { expect, it } from 'vitest'
import { RunStore } from '../../../src/editor/state/runStore'
import { createTrainingStore } from '../../../src/editor/state/trainingStore'
import { travelStore } from '../../../src/editor/state/travelStore'
import { Turns } from '../../../src/editor/state/turns'
import type { EditorServices } from '../../../src/editor/state/context'
import { followLive, liveHistory } from '../../../src/editor/timetravel/liveHistory'
import { joinTraining } from '../../../src/editor/training/joinTraining'
import { createDocumentStore } from '../../../src/editor/state/documentStore'
import type { RunUpdate, TensorView, TrainingProgress } from '../../../src/runtime/protocol'
import { lineDocument } from '../../support/lineDocument'

it('pairs each number with its own step, also while nothing is drawn', () => {
  const heard: Record<string, ((news: never) => void)[]> = { training: [], update: [] }
  const client = { on: (name: string, listener: (news: never) => void) => heard[name]!.push(listener) }
  const tell = (name: string, news: unknown) => heard[name]!.forEach((listener) => listener(news as never))
  // Frames that never come: another tab is looked at.
  const turns = new Turns({ frame: () => {}, flush: (work) => work(), now: () => 0 })
  const run = new RunStore(turns)
  const documents = createDocumentStore(lineDocument)
  const training = createTrainingStore()
  const services = { client, run, documents, training, turns } as unknown as EditorServices
  client.on('update', (update) => run.update(update))
  joinTraining(services)
  const tensor = { kind: 'values', key: 'w.y' } as const
  travelStore.setState({ watched: [tensor] })
  followLive(services)
  const none = { values: {}, deltas: {}, edges: {}, gradients: {} }
  const gone = { values: [], deltas: [], edges: [], gradients: [] }
  for (const step of [1, 2, 3]) {
    tell('training', { status: 'running', step, steps: 9, losses: [], heldOut: [] } as unknown as TrainingProgress)
    const view = {
      shape: [],
      data: Float64Array.of(step / 10),
      statistics: { norm: step / 10 },
    } as unknown as TensorView
    tell('update', {
      ...{ revision: step, changed: { ...none, values: { 'w.y': view } }, removed: gone, blockedEdges: [], loss: 1 },
      ...{ objective: null, errors: [], examples: null },
    } satisfies RunUpdate)
  }
  const { steps, numbers } = liveHistory(tensor)
  expect(steps).toEqual([1, 2, 3])
  expect(numbers).toEqual([0.1, 0.2, 0.3])
  travelStore.setState({ watched: [] })
})
